#!/usr/bin/env bash
# scan measures a whole history: the lines are those that git log --numstat counts, those of a tool
# are told apart by month and folder, and a merge adds only what it made itself.
source "$(dirname "$0")/lib.sh"

at() { GIT_COMMITTER_DATE="$1" "${@:2}"; }

new_repo widgets
git checkout -q -b cursor/search-8a1e
at 2026-02-03T12:00:00Z human_commit 12 src/search.cc
git checkout -q -b left main
at 2026-02-04T12:00:00Z ai_commit claude-code 30 lib/left.cc
sed -i 's/^/  /' lib/left.cc
at 2026-03-01T12:00:00Z git commit -q -am 'Indent'
git checkout -q main
at 2026-03-02T12:00:00Z human_commit 7 notes.txt
sed -i 2,4d notes.txt
at 2026-03-03T12:00:00Z git commit -q -am 'Shorten the notes'
at 2026-03-04T12:00:00Z git merge -q --no-ff -m 'Merge pull request #7 from acme/cursor/search-8a1e' cursor/search-8a1e
git merge -q --no-ff --no-commit left >/dev/null
echo 'written while merging' >>notes.txt
git add notes.txt
at 2026-03-05T12:00:00Z git commit -q -m "Merge branch 'left'"

sum() { git log --no-merges --no-renames --numstat --format= "$@" | awk '{a += $1; d += $2} END {print a, d}'; }
read -r added deleted <<<"$(sum HEAD)"
run sallyport scan --json
equal 0 "$status"
scan=$output
has() { equal "$2" "$(jq -rc "$1" <<<"$scan")"; }
has .schema sallyport.scan/1
has '.totals | [.commits, .merges, .unread]' '[8,2,0]'
has '.totals | [.added, .deleted]' "[$((added + 1)),$deleted]"
has '.totals.origins | [.ai, .undeclared]' '[3,5]'
# One line of README.md, seven of notes.txt, one of the second merge; the indentation is nobody's work.
has .totals.lines '{"effective":51,"ai":42,"undeclared":9,"human":0}'
has '[.by_month[] | [.month, .commits, .ai_commits, .lines.ai]]' \
  '[["2026-01",1,0,0],["2026-02",2,2,42],["2026-03",5,1,0]]'
has '[.by_tool[] | [.id, .commits, .lines]]' '[["claude-code",1,30],["cursor",2,12]]'
has '[.by_folder[] | [.folder, .lines.ai, .lines.undeclared]]' \
  '[["lib",30,0],["src",12,0],["",0,9]]'
has '.commits | length' 8
for id in $(git rev-list --no-merges HEAD); do
  has ".commits[] | select(.id == \"$id\") | \"\(.added) \(.deleted)\"" "$(sum -1 "$id")"
done
has '.commits[-1] | [.added, .lines, .time]' '[1,1,"2026-03-05T12:00:00Z"]'

# A range, a text of one screen, and no bar where standard error is no terminal.
expect_json .totals.commits 2 sallyport scan main~2..main~1 --json
run sallyport scan
said 'by AI: +82 %, 42 of 51' '2026-02 +2 +42 +42 +100 %' 'Claude Code +1 +30' 'lib +30 +30'
never_said 'commits\[K' '####'
[[ $(wc -l <<<"$output") -le 24 ]] || fail 'more than a screen'
expect_status 2 sallyport scan nothing
said "cannot scan 'nothing'"
in_terminal sallyport scan >"$root/tmp/typed"
grep -q $'\r\x1b\[K' "$root/tmp/typed" || fail 'the bar is not removed'

# What a partial clone lacks is a warning where it may not be fetched.
git config uploadpack.allowFilter true
git clone -q --no-checkout --filter=blob:none "file://$PWD" "$root/partial"
expect_status 0 sallyport --no-lazy-fetch -C "$root/partial" scan
said 'warning: the lines of [0-9]+ commits could not be counted' 'git fetch --refetch --no-filter'
git clone -q --depth=2 "file://$PWD" "$root/shallow"
expect_status 3 sallyport -C "$root/shallow" scan
said 'git fetch --unshallow'

# The policy in force decides what counts.
init_policy dana
sed -i '/^target/a [exclude]\npaths = ["lib/**"]\n[detect]\ndisable = ["cursor/*"]' .sallyport/policy.toml
git commit -q --no-verify -am 'Change the policy'
expect_json '.totals.lines.ai' 0 sallyport scan main~2 --json
