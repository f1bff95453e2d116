#!/usr/bin/env bash
# Lines that git-ai notes name are AI lines of commits without a marker; a note adds, and never takes
# away: one that names a single line leaves the others undeclared, and a marker stands.
source "$(dirname "$0")/lib.sh"

note() { # note RANGES TOOL [REF]: what git-ai would note on HEAD about src/app.cc
  printf 'src/app.cc\n  s_1e4a622e5ea7b7::t_1b2c3d4e5f6071 %s\n---\n%s\n' "$1" \
    '{"schema_version": "authorship/3.0.0", "prompts": {}, "sessions": {"s_1e4a622e5ea7b7":
      {"agent_id": {"tool": "'"$2"'", "id": "1", "model": "m"}}}}' |
    git notes --ref="${3:-ai}" add -f -F -
}
lines() { expect_json '.change.lines | [.ai, .undeclared] | tojson' "$1" sallyport check --format json; }

project dana
human_commit 500 src/app.cc
lines '[0,500]'
note 1 codex
lines '[1,499]'
note 1-420,450 codex
lines '[421,79]'
expect_status 1 sallyport check
said '421 of 500 lines by Codex'
run sallyport explain HEAD
said 'undeclared, in part by Codex, 500 lines' 'disclosure/note: counted for the lines that it names' \
  'note, strong, at note: refs/notes/ai: codex'
run sallyport explain src/app.cc
said '1-420 [0-9a-f]{12} ai by Codex' '421-449 [0-9a-f]{12} undeclared: ' '450 [0-9a-f]{12} ai by Codex'

# A person who declares the commit human declares what no note names.
run sallyport explain src/app.cc:430
said 'counts: undeclared'

# What comes after the note moves its lines, and takes those that it rewrites.
sed -i -e '1i // first' -e '10,19d' src/app.cc
git commit -q --no-verify -am 'Edit'
lines '[411,80]'

# A clone does not bring notes along; they count once they are fetched, under any name they have.
git clone -q . "$root/clone"
cd "$root/clone"
git config user.email dana@example.com
git config user.name Dana
expect_json '.attribution.tools | length' 0 sallyport check --range HEAD~2..HEAD --format json
git fetch -q origin '+refs/notes/ai:refs/notes/ai-remote/origin'
expect_json '.attribution.tools[0].lines' 411 sallyport check --range HEAD~2..HEAD --format json

# A note that is broken is a warning on a commit of which nothing else tells.
git notes --ref=ai-remote/origin add -f -m 'no note of git-ai' HEAD
run sallyport check --range HEAD~2..HEAD
said "what 'refs/notes/ai-remote/origin' says cannot be read" 'it may hide lines of an AI'

# A marker stands, whatever a note leaves out.
cd "$root/widgets"
ai_commit claude-code 20 src/more.cc
note 1-2 codex
expect_json '.change.lines.ai' 431 sallyport check --format json
