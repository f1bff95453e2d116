# shellcheck shell=bash
# Shared by every scenario: an isolated environment, people with keys, commits as AI tools make them,
# a terminal to sign in, and assertions. A scenario sources it first and then runs top to bottom.
set -euo pipefail
: "${SALLYPORT_BINARY:?path of the sallyport binary}" "${SOURCE_DIR:?root of the source tree}"

# Run the scenario again with a clean environment, in a session of its own whose parent is init: what
# started the tests (an agent, an editor, a terminal) is then neither its ancestor nor its terminal.
if [[ -z ${SCENARIO_ROOT:-} ]]; then
  root=$(mktemp -d)
  # The shell in a killed tmux may still write its history: what is not empty at first is a moment later.
  # shellcheck disable=SC2317  # the trap calls it
  clean_up() {
    tmux -S "$root/tmp/tmux" kill-server 2>/dev/null || true
    chmod -R u+w "$root"
    rm -rf "$root" 2>/dev/null || { sleep 1; rm -rf "$root"; }
  }
  trap clean_up EXIT
  mkfifo "$root/screen"
  cat "$root/screen" &
  # shellcheck disable=SC2016  # the inner shell expands it
  env -i SCENARIO_ROOT="$root" SALLYPORT_BINARY="$SALLYPORT_BINARY" SOURCE_DIR="$SOURCE_DIR" \
    PATH="$root/bin:$PATH" HOME="$root/home/dana" TMPDIR="$root/tmp" SHELL=/bin/bash TERM=dumb \
    LC_ALL=C.UTF-8 TZ=UTC GIT_CONFIG_NOSYSTEM=1 GIT_EDITOR=true GIT_TERMINAL_PROMPT=0 \
    GIT_AUTHOR_DATE='2026-01-05T12:00:00Z' GIT_COMMITTER_DATE='2026-01-05T12:00:00Z' \
    SALLYPORT_GIT_BACKEND="${SALLYPORT_GIT_BACKEND:-}" \
    GIT_DEFAULT_HASH="${GIT_DEFAULT_HASH:-sha1}" \
    GIT_DEFAULT_REF_FORMAT="${GIT_DEFAULT_REF_FORMAT:-files}" \
    LSAN_OPTIONS="${LSAN_OPTIONS:-}" ASAN_OPTIONS="exitcode=99:${ASAN_OPTIONS:-}" \
    setsid --fork timeout 170 \
    bash -c 'bash "$1"; echo "$?" >"$SCENARIO_ROOT/status"' - "$0" \
    </dev/null >"$root/screen" 2>&1
  wait
  exit "$(cat "$root/status" 2>/dev/null || echo 1)"
fi

root=$SCENARIO_ROOT
mkdir -p "$root/bin" "$root/tmp"
ln -sf "$SALLYPORT_BINARY" "$root/bin/sallyport"
ln -sf "$SALLYPORT_BINARY" "$root/bin/git-sallyport"
output='' status=0

# --- assertions ---

fail() {
  printf 'FAILED %s:%s: %s\n--- last output (exit %s) ---\n%s\n' \
    "${BASH_SOURCE[-1]##*/}" "${BASH_LINENO[-2]}" "$1" "$status" "$output" >&2
  exit 1
}

trap 'fail "$BASH_COMMAND"' ERR

# run COMMAND…: keeps its exit code in $status and all that it printed in $output.
run() {
  status=0
  { output=$("$@" 2>&1) || status=$?; } 2>/dev/null # of the shell, about NUL bytes that it leaves out
  [[ ! $output =~ (AddressSanitizer|LeakSanitizer|runtime error:) ]] || fail "sanitizer report: $*"
}

# expect_status N COMMAND…
expect_status() {
  local want=$1
  shift
  run "$@"
  [[ $status == "$want" ]] || fail "exit $status instead of $want: $*"
}

# flat: the last output in $text, line breaks and runs of blanks taken as one blank.
flat() {
  text="${output//[$' \t\r\n']/ } "
  while [[ $text == *'  '* ]]; do text=${text//  / }; done
}

# said REGEX…: the last output, flat, matches each.
said() {
  local text regex
  flat
  for regex; do [[ $text =~ $regex ]] || fail "does not say: $regex"; done
}

never_said() {
  local text regex
  flat
  for regex; do [[ ! $text =~ $regex ]] || fail "should not say: $regex"; done
}

# equal WANT ACTUAL
equal() { [[ $1 == "$2" ]] || fail "expected '$1', found '$2'"; }

# json FILTER COMMAND…: what jq finds in its standard output, whatever its exit code.
json() {
  local filter=$1 text
  shift
  text=$("$@" 2>/dev/null) || true
  jq -r "$filter" <<<"$text"
}

# expect_json FILTER WANT COMMAND…
expect_json() {
  local filter=$1 want=$2 found
  shift 2
  found=$(json "$filter" "$@") || fail "no JSON: $*"
  [[ $found == "$want" ]] || fail "$filter is '$found' instead of '$want': $*"
}

# read_by_libgit2: whether the repositories of this run are; otherwise git answers.
read_by_libgit2() { [[ $SALLYPORT_GIT_BACKEND$GIT_DEFAULT_HASH$GIT_DEFAULT_REF_FORMAT == sha1files ]]; }

# need_libgit2 WHY: skips the scenario where git answers.
need_libgit2() { read_by_libgit2 || { echo "skipped: $1"; exit 77; }; }

# --- people ---

# add_person NAME: a home with an identity and an SSH key.
add_person() {
  local home="$root/home/$1"
  mkdir -p "$home/.ssh"
  ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$home/.ssh/id_ed25519"
  cat >"$home/.gitconfig" <<TEXT
[user]
  name = ${1^} Example
  email = $1@example.com
  signingkey = $home/.ssh/id_ed25519.pub
[gpg]
  format = ssh
[gc]
  auto = 0
[advice]
  detachedHead = false
TEXT
}

# as NAME COMMAND…: runs it in that person's home.
as() {
  local -x HOME="$root/home/$1"
  shift
  "$@"
}

public_key() { cut -d' ' -f1,2 "$root/home/$1/.ssh/id_ed25519.pub"; }

# --- repositories ---

# new_repo NAME: an empty project with a first commit; becomes the working folder.
new_repo() {
  git init -q -b main "$root/$1"
  cd "$root/$1"
  echo "# $1" >README.md
  git add README.md
  git commit -q -m 'Start the project'
}

# new_remote: a bare repository as `origin` of this one, with main pushed.
new_remote() {
  git init -q --bare -b main "$root/origin.git"
  git remote add origin "file://$root/origin.git"
  git push -q --no-verify -u origin main
  git remote set-head origin main
}

# new_server: the same, with the pre-receive hook in place.
new_server() {
  new_remote
  sallyport -C "$root/origin.git" install --hooks pre-receive >/dev/null
}

# tip_of REF: what the server has there; empty: nothing.
tip_of() { git ls-remote origin "$1" | cut -f1; }

# clone_as NAME: a person's own clone of origin, `$root/NAME`; becomes the working folder.
clone_as() {
  as "$1" git clone -q "file://$root/origin.git" "$root/$1"
  cd "$root/$1"
}

# write_policy NAME…: a small policy whose people are NAME…; lines are set with POLICY_LIMIT (AI lines
# that ask for a review), POLICY_ITEM (keys of the item) and POLICY_EXTRA (tables).
write_policy() {
  mkdir -p .sallyport
  cat >.sallyport/policy.toml <<TOML
schema = 1
repo_id = "acme/widgets"
target = "refs/heads/main"
${POLICY_TOP:-}

[[rule]]
name = "large AI change"
when = { ai_lines = ">= ${POLICY_LIMIT:-100}" }
require = ["security"]

[item.security]
title = "Security review"
text = "Who could misuse this change, and what stops them?"
${POLICY_ITEM:-}
[[item.security.question]]
id = "threats"
ask = "What could an attacker do now?"
min_words = 3

${POLICY_EXTRA:-}
TOML
  local name
  for name; do
    printf '[principal."%s@example.com"]\nkind = "human"\n' "$name" >>.sallyport/policy.toml
    printf '%s@example.com namespaces="signoff.v1@sallyport" %s\n' "$name" "$(public_key "$name")" \
      >>.sallyport/allowed_signers
  done
}

# init_policy NAME…: the same, committed.
init_policy() {
  write_policy "$@"
  git add .sallyport
  git commit -q --no-verify -m 'Add the policy'
}

# project NAME…: the usual start: repository, policy with those people, hooks, branch `topic`.
project() {
  new_repo widgets
  init_policy "$@"
  sallyport install >/dev/null
  git checkout -q -b topic
}

# --- commits ---

# gen_lines N [SEED]: short lines of source, so that N lines are N effective lines.
gen_lines() {
  local i
  for ((i = 1; i <= $1; i++)); do printf 'int %s_%d = %d;\n' "${2:-v}" "$i" "$i"; done
}

# as_tool TOOL COMMAND…: with the author and committer that the tool sets on its commits.
as_tool() {
  local tool=$1 forge='users.noreply.github.com'
  shift
  case $tool in
    cursor) local -x GIT_AUTHOR_NAME='Cursor Agent' GIT_AUTHOR_EMAIL='cursoragent@cursor.com' ;;
    replit) local -x GIT_AUTHOR_EMAIL='40112233-dana@users.noreply.replit.com' ;;
    lovable)
      local -x GIT_AUTHOR_NAME='gpt-engineer-app[bot]'
      local -x GIT_AUTHOR_EMAIL="159125892+gpt-engineer-app[bot]@$forge"
      ;;
    base44)
      local -x GIT_AUTHOR_NAME='base44-builder[bot]'
      local -x GIT_AUTHOR_EMAIL="245833847+base44-builder[bot]@$forge"
      ;;
    figma-make)
      local -x GIT_AUTHOR_NAME='figma[bot]' GIT_AUTHOR_EMAIL="198110074+figma[bot]@$forge"
      local -x GIT_COMMITTER_NAME=GitHub GIT_COMMITTER_EMAIL='noreply@github.com'
      ;;
  esac
  "$@"
}

# tool_message TOOL [SUBJECT]: the message that the tool writes.
tool_message() {
  case $1 in
    claude-code) printf '%s\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n' "${2:-Add code}" ;;
    replit)
      printf '%s\n\nReplit-Commit-Author: Agent\nReplit-Commit-Session-Id: %s\n' \
        "${2:-Add code}" 0a1b2c3d-0000-4000-8000-000000000001
      ;;
    base44) echo 'File changes' ;;
    figma-make) echo 'Update files from Figma Make' ;;
    *) echo "${2:-Add code}" ;;
  esac
}

# stage_lines N FILE: a file of N new lines, staged.
stage_lines() {
  mkdir -p "$(dirname "$2")"
  gen_lines "$1" "$(basename "${2%.*}")" >"$2"
  git add "$2"
}

# ai_commit TOOL N FILE: a commit of N lines as the tool makes it on its own machine, without hooks.
ai_commit() {
  stage_lines "$2" "$3"
  as_tool "$1" git commit -q --no-verify -m "$(tool_message "$1" "Add $3")"
}

# human_commit N FILE
human_commit() {
  stage_lines "$1" "$2"
  git commit -q --no-verify -m "Add $2"
}

# land BRANCH: pushes it to main as one commit. take_back: pushes the revert of main's last commit.
land() {
  git checkout -q main
  git merge -q --squash "$1" >/dev/null
  git commit -q --no-verify -m "$(tool_message claude-code "Land $1")"
  expect_status 0 git push origin main
}

take_back() {
  git revert --no-edit HEAD >/dev/null
  expect_status 0 git push origin main
}

# --- continuous integration ---

k_github=(GITHUB_ACTIONS=true CI=true)

# as_github EVENT JSON COMMAND…: with the environment and the event file that GitHub Actions gives a job.
as_github() {
  local event=$1
  printf '%s' "$2" >"$root/tmp/event.json"
  shift 2
  env "${k_github[@]}" GITHUB_EVENT_NAME="$event" GITHUB_EVENT_PATH="$root/tmp/event.json" \
    GITHUB_REPOSITORY=acme/widgets GITHUB_SHA="$(git rev-parse HEAD)" "$@"
}

# pull_request HEAD [FILTER]: the event of pull request 7 from HEAD to main, opened by account 101,
# changed by a jq filter.
pull_request() {
  jq -nc --arg head "$(git rev-parse "$1")" --arg base "$(git rev-parse origin/main)" '
    {action: "synchronize", number: 7,
     pull_request: {number: 7, state: "open", user: {id: 101, login: "opener", type: "User"},
       head: {sha: $head, ref: "topic", repo: {id: 1}},
       base: {sha: $base, ref: "main", repo: {id: 1}}},
     repository: {id: 1, default_branch: "main"}, sender: {id: 101, type: "User"}}' |
    jq -c "${2:-.}"
}

# --- the terminal ---

k_answer='nothing new is reachable from outside after this change; I read all of it, ran it, measured it
 and looked for what it trusts, stores, logs and sends, and for what breaks when it fails halfway'
k_answer=${k_answer//$'\n'/}

# in_terminal COMMAND…: runs it in a pseudo terminal and plays the person: each question gets
# $TERMINAL_ANSWER, the request for the code gets $TERMINAL_CODE or, without one, the code shown.
in_terminal() {
  local line code=0 seen='' answered=0 key keys screen
  line=$(printf '%q ' "$@")
  rm -f "$root/tmp/keys" "$root/tmp/screen"
  mkfifo "$root/tmp/keys" "$root/tmp/screen"
  script -qec "$line" /dev/null <"$root/tmp/keys" >"$root/tmp/screen" &
  local pid=$!
  exec {keys}>"$root/tmp/keys" {screen}<"$root/tmp/screen"
  while IFS= read -r -d '' -n 1 -t 45 key <&"$screen"; do
    printf '%s' "$key"
    seen+=$key
    [[ $key == ' ' ]] || continue
    if [[ $seen =~ Type\ ([0-9a-f]{6})\ to\ sign:\ $ ]]; then
      echo "${TERMINAL_CODE:-${BASH_REMATCH[1]}}" >&"$keys"
      seen=''
    elif [[ $seen =~ (^|$'\n')\>\ $ ]]; then
      ((++answered <= 12)) || break
      echo "${TERMINAL_ANSWER:-$k_answer}" >&"$keys"
      seen=''
    fi
  done
  exec {keys}>&- {screen}<&-
  wait "$pid" || code=$?
  return "$code"
}

# sign [OPTION…]: signs off the item `security` in a terminal.
sign() {
  in_terminal sallyport signoff security --answer 'security.threats=nothing new is reachable' "$@"
}

# signed [OPTION…]: the same, and it must succeed.
signed() { expect_status 0 sign "$@"; }

# open_screen: a real terminal, a tmux pane with a shell; type_line TEXT… types into it.
open_screen() { tmux -S "$root/tmp/tmux" -f /dev/null new-session -d -x 100 -y 50 bash --norc; }
type_line() { tmux -S "$root/tmp/tmux" send-keys -- "$@" Enter; }

# wait_for N REGEX: until N lines of the screen match; the screen is then the last output.
wait_for() {
  local try
  for ((try = 0; try < 150; try++)); do
    output=$(tmux -S "$root/tmp/tmux" capture-pane -p -J)
    (($(grep -cE "$2" <<<"$output" || true) < $1)) || return 0
    sleep 0.2
  done
  fail "not $1 times on the screen: $2"
}

# log_files: the paths of all records on the local log branch.
log_files() { git ls-tree -r --name-only refs/heads/sallyport/signoffs | grep -E '^(records|standing)/'; }

# add_to_log PATH FILE: puts a file on the log branch as an attacker with push access would.
add_to_log() {
  local log=refs/heads/sallyport/signoffs index="$root/tmp/log-index"
  rm -f "$index"
  GIT_INDEX_FILE=$index git read-tree "$log"
  GIT_INDEX_FILE=$index git update-index --add --cacheinfo "100644,$(git hash-object -w "$2"),$1"
  git update-ref "$log" \
    "$(git commit-tree -p "$log" -m 'Add a record' "$(GIT_INDEX_FILE=$index git write-tree)")"
}

# only_record: the one record of the log, its envelope.
only_record() { git show "refs/heads/sallyport/signoffs:$(log_files)"; }

add_person dana
