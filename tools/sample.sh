#!/usr/bin/env bash
# Makes a sample repository and shows how a large AI change is blocked, signed off and passes.
# usage: tools/sample.sh SALLYPORT
#
# People sign in a terminal, with a key of their own. Nobody sits at this one: the script makes
# throw-away keys, opens a pseudo terminal with script(1), and types the code that it is shown.
set -euo pipefail

# Once more, with a clean environment and in a session of its own: what started this script (an agent,
# an editor, a terminal) and its user's git configuration have no part in the story.
if [ -z "${SAMPLE:-}" ]; then
  sallyport=$(realpath "${1:?usage: tools/sample.sh SALLYPORT}")
  script=$(realpath "$0")
  SAMPLE=$(mktemp -d "${TMPDIR:-/tmp}/sallyport-sample.XXXXXX")
  mkdir "$SAMPLE/bin" "$SAMPLE/work"
  ln -s "$sallyport" "$SAMPLE/bin/sallyport"
  ln -s "$sallyport" "$SAMPLE/bin/git-sallyport"
  mkfifo "$SAMPLE/work/screen"
  cat "$SAMPLE/work/screen" &
  env -i SAMPLE="$SAMPLE" PATH="$SAMPLE/bin:$PATH" HOME="$SAMPLE/home/alice" SHELL=/bin/sh TERM=dumb \
    LC_ALL=C.UTF-8 TZ=UTC GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 GIT_EDITOR=true \
    setsid --fork bash -c 'bash "$1"; echo $? >"$SAMPLE/work/status"' _ "$script" \
    </dev/null >"$SAMPLE/work/screen" 2>&1
  wait
  status=$(cat "$SAMPLE/work/status" 2>/dev/null || echo 1)
  rm -rf "$SAMPLE/work"
  exit "$status"
fi

heading() { printf '\n== %s\n\n' "$1"; }

# show COMMAND…: prints the command as one would type it, runs it, and keeps its exit code in $code.
code=0
show() {
  local word line=''
  for word; do
    [[ $word == *[\ \$\&\;\'\"\(]* || $word == *$'\n'* ]] && word="'${word//\'/\'\\\'\'}'"
    line+=" $word"
  done
  printf '$%s\n' "$line"
  code=0
  "$@" 2>&1 || code=$?
  echo
}

passes() {
  show "$@"
  [ "$code" = 0 ] || { echo "sample: exit code $code was not expected" >&2; exit 1; }
}

blocked() {
  show "$@"
  [ "$code" = 1 ] || { echo "sample: exit code $code was not expected; it should be blocked" >&2; exit 1; }
}

# What Alice and Bob answer to the questions of security, scalability and architecture, in order.
answers=(
  'The entry point is GET /invoices/ID: a customer could ask for the invoice of somebody else'
  'Only the ID comes from outside; parse_id refuses all but digits, and the owner is checked in load'
  'No new dependency and no secret, only the orders table'
  'The listing reads every invoice of one customer, so it grows linearly with their number'
  'The nightly run that prints all invoices; users would see invoices some minutes later'
  'Measured 10,000 invoices in 1.4 seconds on a laptop'
  'It adds one module beside orders that reads orders and is read by the server, and nothing depends back'
  'A view in the database without any code was simpler, but it cannot number invoices without gaps'
  'A half-written invoice is rolled back with its transaction; taking it back drops one table'
)

# typed COMMAND…: runs it in a pseudo terminal, answers its questions and types the code it asks for.
typed() {
  local line keys screen key seen='' code=0 next=0
  line=$(printf '%q ' "$@")
  rm -f "$SAMPLE/work/keys" "$SAMPLE/work/shown"
  mkfifo "$SAMPLE/work/keys" "$SAMPLE/work/shown"
  script -qec "$line" /dev/null <"$SAMPLE/work/keys" >"$SAMPLE/work/shown" &
  local pid=$!
  exec {keys}>"$SAMPLE/work/keys" {screen}<"$SAMPLE/work/shown"
  while IFS= read -r -d '' -n 1 -t 30 key <&"$screen"; do
    [[ $key == $'\r' ]] || printf '%s' "$key"
    seen+=$key
    [[ $key == ' ' ]] || continue
    if [[ $seen =~ Type\ ([0-9a-f]{6})\ to\ sign:\ $ ]]; then
      echo "${BASH_REMATCH[1]}" >&"$keys"
      seen=''
    elif [[ $seen =~ (^|$'\n')\>\ $ ]]; then
      echo "${answers[next++]:-nothing to add to what is written above}" >&"$keys"
      seen=''
    fi
  done
  exec {keys}>&- {screen}<&-
  wait "$pid" || code=$?
  return "$code"
}

# sallyport, but a sign-off gets its terminal.
sallyport() {
  if [ "$1" = signoff ]; then typed "$SAMPLE/bin/sallyport" "$@"; else command sallyport "$@"; fi
}

# add_person NAME: a home with an identity and a key.
add_person() {
  local home=$SAMPLE/home/$1
  mkdir -p "$home/.ssh"
  ssh-keygen -q -t ed25519 -N '' -C "$1@example.com" -f "$home/.ssh/id_ed25519"
  git config -f "$home/.gitconfig" user.name "${1^} Example"
  git config -f "$home/.gitconfig" user.email "$1@example.com"
  git config -f "$home/.gitconfig" user.signingkey "$home/.ssh/id_ed25519.pub"
  git config -f "$home/.gitconfig" gpg.format ssh
  git config -f "$home/.gitconfig" advice.detachedHead false
}

# become NAME: the commands that follow are that person's, in their clone.
become() {
  export HOME=$SAMPLE/home/$1
  cd "$SAMPLE/$1/widgets"
}

# source_lines N NAME: N lines of a program in many small functions.
source_lines() {
  local i
  for ((i = 1; 4 * i <= $1; i++)); do
    printf 'def %s_%d(order):\n    """Step %d of the %s."""\n    return order.total * %d + %d\n\n' \
      "$2" "$i" "$i" "$2" "$((i % 7 + 1))" "$i"
  done
}

# past DAYS LINES FILE MESSAGE [AUTHOR]: a commit of the past.
past() {
  local when author=${5:-}
  when="$(($(date +%s) - $1 * 86400)) +0000"
  mkdir -p "$(dirname "$3")"
  source_lines "$2" "$(basename "${3%.*}" | tr -c 'a-z\n' '_')" >>"$3"
  git add "$3"
  GIT_AUTHOR_DATE=$when GIT_COMMITTER_DATE=$when \
    git commit -q -m "$4" ${author:+--author "$author"}
}

make_history() {
  local forge=users.noreply.github.com
  past 60 24 widgets/model.py 'Start the project'
  past 55 88 web/pages.py 'Add the landing page' \
    "lovable-dev[bot] <159125892+lovable-dev[bot]@$forge>"
  past 51 60 web/theme.py 'Update files from Figma Make' "figma[bot] <198110074+figma[bot]@$forge>"
  past 45 36 widgets/stock.py 'Count the stock by warehouse'
  past 40 96 server/api.py $'Add the order service\n\nReplit-Commit-Author: Agent\nReplit-Commit-Session-Id: 6b1f2c3d-0000-4000-8000-000000000001'
  past 33 72 admin/forms.py 'File changes' "base44-builder[bot] <245833847+base44-builder[bot]@$forge>"
  past 21 120 server/search.py $'Search orders by customer\n\nCo-authored-by: Cursor <cursoragent@cursor.com>'
  past 12 140 server/payment.py $'Take payments\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
  past 5 28 widgets/returns.py 'Accept returns for 30 days' 'Bob Example <bob@example.com>'
}

add_person alice
add_person bob
git init -q --bare -b main "$SAMPLE/origin.git"
mkdir "$SAMPLE/alice" "$SAMPLE/bob"
git init -q -b main "$SAMPLE/alice/widgets"
become alice
git remote add origin "$SAMPLE/origin.git"
make_history
git push -q -u origin main

heading "A project with a past: commits by six AI tools and two people"
passes git log --format='%h  %<(18,trunc)%an  %s' --reverse

heading "Alice brings in sallyport: a policy, the people, the hooks"
passes sallyport init --policy standard
passes sallyport enroll bob@example.com --key "$SAMPLE/home/bob/.ssh/id_ed25519.pub"
git add .sallyport
passes git commit -q -m 'Add the sallyport policy'
passes git push -q origin main
passes sallyport install

heading "She lets Claude Code write 600 lines, and commits them"
git switch -q -c invoices
source_lines 600 invoice >server/invoices.py
git add server/invoices.py
message=$'Add invoices\n\nCo-Authored-By: Claude <noreply@anthropic.com>'
blocked git commit -q -m "$message"

heading "She answers for them (this script types for Alice, and signs with her throw-away key)"
passes sallyport signoff security scalability architecture
passes git commit -q -m "$message"
passes git push -q -u origin invoices

heading "But main needs somebody else's sign-off too"
blocked git push -q origin invoices:main

heading "Bob fetches her branch and reviews it, with his own key"
HOME=$SAMPLE/home/bob git clone -q "$SAMPLE/origin.git" "$SAMPLE/bob/widgets"
become bob
passes sallyport signoff security scalability architecture --range origin/main..origin/invoices

heading "Now it lands"
become alice
passes git push -q origin invoices:main
passes sallyport log

cat <<TEXT
The sample stays in $SAMPLE:
  cd $SAMPLE/alice/widgets && HOME=$SAMPLE/home/alice PATH=$SAMPLE/bin:\$PATH bash
  sallyport status; sallyport explain HEAD; sallyport check --range HEAD~9..HEAD
Remove it with: rm -rf $SAMPLE

The same report on a repository of yours, which is only read: ./quickstart REPO
TEXT
