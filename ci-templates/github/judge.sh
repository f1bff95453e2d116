#!/usr/bin/env bash
# Judges what the job was started for, or the pull requests in $REQUESTS, and publishes each result
# as a commit status and in a comment. Everything about a change comes from the event file or from the forge and stays
# data: it is never part of a command. Inputs are the environment variables of action.yml.
set -euo pipefail
: "${BINARY:?}" "${FAIL_ON:?}" "${LOG_BRANCH:?}" "${GITHUB_EVENT_PATH:?}" "${GITHUB_REPOSITORY:?}"

work=$(mktemp -d "${RUNNER_TEMP:?}/sallyport.XXXXXX")
worst=0 worst_verdict=pass worst_report=''

case $FAIL_ON in
  blocked | error | never) ;;
  *) echo "sallyport: fail-on is 'blocked', 'error' or 'never'" >&2; exit 2 ;;
esac

for needed in curl git jq ssh-keygen; do
  command -v "$needed" >/dev/null || { echo "sallyport: no $needed here; install it in the job's image" >&2; exit 2; }
done

# api METHOD PATH [FILE]: what the forge answers, with FILE as the body. The token is read from a pipe,
# so that no list of processes shows it.
api() {
  printf 'header = "%s"\n' "Authorization: Bearer ${GH_TOKEN:-}" 'Accept: application/vnd.github+json' |
    curl --fail --silent --show-error --max-time 60 --retry 2 --request "$1" ${3:+--data-binary "@$3"} \
      --config - "${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/$2"
}

# api_list PATH [QUERY]: a list that comes in pages, as one.
api_list() {
  local page=1 answer
  while :; do
    answer=$(api GET "$1?per_page=100&page=$page${2:+&$2}") || return
    jq -c '.[]' <<<"$answer"
    [[ $(jq length <<<"$answer") == 100 ]] || break
    page=$((page + 1))
  done | jq -s .
}

# member FILTER: one value of the event file; empty when it is not there.
member() { jq -r "$1 // empty" "$GITHUB_EVENT_PATH"; }

# The commit that the status is for, and the short name of the branch that it is to land on.
head_commit() {
  local head
  head=$(member '.pull_request.head.sha // .merge_group.head_sha // .after')
  echo "${head:-${GITHUB_SHA:-}}"
}
target_branch() {
  local target
  target=$(member '.pull_request.base.ref // .merge_group.base_ref // .ref // .repository.default_branch')
  echo "${target#refs/heads/}"
}

# Git reaches the remote with the token, and not with what is in the repository's configuration, which
# `ci --fetch` does not use: an empty header takes that away from the others.
use_token() {
  local count=${GIT_CONFIG_COUNT:-0} key="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader" header
  header="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$GH_TOKEN" | base64 | tr -d '\n')"
  export GIT_CONFIG_COUNT=$((count + 2))
  export "GIT_CONFIG_KEY_$count=$key" "GIT_CONFIG_VALUE_$count="
  export "GIT_CONFIG_KEY_$((count + 1))=$key" "GIT_CONFIG_VALUE_$((count + 1))=$header"
}

# What target and sign-off log are at the remote now.
tips() { git ls-remote --refs origin "refs/heads/$(target_branch)" "refs/heads/$LOG_BRANCH"; }

# run_gate DIR: one evaluation, every report of it in DIR. The exit code is that of sallyport.
run_gate() {
  local report arguments=(
    --format json --output "$1/verdict.json"
    --format commit-status --output "$1/status.json"
    --format markdown --output "$1/summary.md"
    --format github --output "$1/annotations"
    --format comment --output "$1/comment.md"
  )
  while read -r report; do
    [[ -z $report ]] || arguments+=(--format "${report%%=*}" --output "${report#*=}")
  done <<<"${REPORTS:-}"
  rm -f "$1"/*
  "$BINARY" ci --fetch "${arguments[@]}" --format text
}

# judge DIR: evaluates until target and log stood still meanwhile, at most twice. When both moved
# again, nobody knows the answer for what is there now: 3.
judge() {
  local before after code try
  for try in first second; do
    before=$(tips) || return 3
    code=0
    run_gate "$1" || code=$?
    after=$(tips) || return 3
    if [[ $after == "$before" ]]; then
      return "$code"
    fi
    echo "sallyport: target or log moved during the $try evaluation"
  done
  rm -f "$1"/*
  return 3
}

run_page="${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/actions/runs/${GITHUB_RUN_ID:-0}"

# The status as sallyport words it; without an answer an error that names the same check.
status_body() {
  if [[ -s $1/status.json ]]; then
    jq --arg run "$run_page" '. + {target_url: $run}' "$1/status.json"
  else
    jq -n --arg run "$run_page" --arg target "$(target_branch)" \
      '{state: "error", context: "sallyport/\($target)", target_url: $run,
        description: "no answer, so it blocks: the log of the run says why"}'
  fi
}

publish() {
  local head
  head=$(head_commit)
  if [[ ${PUBLISH:-} != true || ! $head =~ ^[0-9a-f]{40,64}$ || $head =~ ^0+$ ]]; then
    return
  fi
  status_body "$1" >"$1/body.json"
  api POST "statuses/$head" "$1/body.json" >/dev/null
}

# The comment as sallyport words it, which begins with what it is found by again. What somebody has to
# sign comes first; where both are too long for one comment, it alone.
comment_body() {
  local marker='<!-- sallyport -->'
  touch "$work/requested.md"
  if [[ -s $1/comment.md ]]; then
    jq -n --arg marker "$marker" --rawfile asked "$work/requested.md" --rawfile text "$1/comment.md" '
      [$marker + "\n" + $asked + $text, $marker + "\n" + $asked]
      | {body: (map(select(length < 65536))[0] // "\($marker)\nWhat is to be signed is too long for a comment: use `sallyport signoff --export`.")}'
  else
    jq -n --arg marker "$marker" --arg run "$run_page" \
      '{body: "\($marker)\n**No answer, so it blocks.** [The log of the run](\($run)) says why."}'
  fi
}

# comment DIR CODE: keeps one comment on the pull request. Only what $COMMENT wrote counts as it, since
# anybody can begin a comment like that. A change that passes gets none, but an old one is brought up to date.
comment() {
  local number found
  number=$(member .pull_request.number)
  [[ -n ${COMMENT:-} && $number =~ ^[0-9]{1,18}$ ]] || return 0
  comment_body "$1" >"$1/body.json"
  api_list "issues/$number/comments" >"$1/comments" || return
  mapfile -t found < <(jq -r --arg by "$COMMENT" \
    '.[] | select(.user.login == $by and (.body | startswith("<!-- sallyport -->"))) | .id' "$1/comments")
  if [[ -n ${found[0]:-} ]]; then
    api PATCH "issues/comments/${found[0]}" "$1/body.json" >/dev/null || return
    for extra in "${found[@]:1}"; do
      api DELETE "issues/comments/$extra" >/dev/null || return
    done
  elif (($2 != 0)); then
    api POST "issues/$number/comments" "$1/body.json" >/dev/null
  fi
}

# show DIR: annotations into the log, the summary onto the page of the run.
show() {
  [[ ! -s $1/annotations ]] || cat "$1/annotations"
  [[ ! -s $1/summary.md || -z ${GITHUB_STEP_SUMMARY:-} ]] || cat "$1/summary.md" >>"$GITHUB_STEP_SUMMARY"
}

# judge_event NAME: from evaluation to status, for the event in $GITHUB_EVENT_PATH.
judge_event() {
  local code=0 dir="$work/$1" verdict=error
  mkdir -p "$dir"
  judge "$dir" || code=$?
  show "$dir"
  publish "$dir" || code=3
  comment "$dir" "$code" || echo '::warning title=sallyport::no comment could be kept; the token needs pull-requests: write'
  [[ ! -s $dir/verdict.json ]] || verdict=$(jq -r .verdict "$dir/verdict.json")
  if [[ -z $worst_report ]] || ((code > worst)); then
    worst=$code worst_verdict=$verdict worst_report=$dir/verdict.json
  fi
}

# import_signoffs REQUEST [OPTION…]: the comment or review of the event becomes records, when it is one that
# signs off. What is wrong with it is told in the log; it changes nothing, so the evaluation goes on.
import_signoffs() {
  (umask 077 && printf '%s\n' "${SIGNING_KEY:-}" >"$work/key")
  ssh-keygen -y -P '' -f "$work/key" >"$work/key.pub"
  git config --global sallyport.signingKey "$work/key.pub"
  "$BINARY" ci import --fetch --comment "$work/requested.md" "${@:2}" --target "refs/heads/$(jq -r .pull_request.base.ref "$1")" ||
    echo "sallyport: nothing was imported (exit code $?)"
  git config --global --unset sallyport.signingKey
  rm -f "$work/key"
}

# judge_request NUMBER: a pull request as the forge describes it now, in the shape of its event.
judge_request() {
  local request="$work/request-$1.json"
  if [[ ! $1 =~ ^[0-9]{1,18}$ ]]; then
    echo "sallyport: 'requests' is a number, 'open' or 'reviewed'" >&2
    exit 2
  fi
  api GET "pulls/$1" |
    jq '{action: "synchronize", number, pull_request: ., repository: .base.repo}' >"$request"
  rm -f "$work/requested.md"
  if [[ ${IMPORT:-} == true && ${REQUESTS:-} == reviewed ]]; then
    import_reviews "$1" "$request"
  elif [[ ${IMPORT:-} == true ]]; then
    import_signoffs "$request" --head "$(jq -r .pull_request.head.sha "$request")"
  fi
  GITHUB_EVENT_NAME=pull_request_target GITHUB_EVENT_PATH=$request judge_event "request-$1"
}

# import_reviews NUMBER REQUEST: the last review of whoever started this, and those that were
# dismissed, each in the shape of its event. The event that they came with had no rights.
import_reviews() {
  local event
  api_list "pulls/$1/reviews" |
    jq --argjson by "$(member .workflow_run.actor.id)" --slurpfile request "$2" -c '
      map(.state |= ascii_downcase)
      | (map(select(.user.id == $by)) | .[-1:]) + map(select(.state == "dismissed")) | unique | .[]
      | $request[0] + {action: (if .state == "dismissed" then "dismissed" else "submitted" end),
                       review: ., sender: .user}' >"$work/reviews-$1"
  while read -r event; do
    echo "$event" >"$work/review.json"
    GITHUB_EVENT_NAME=pull_request_review GITHUB_EVENT_PATH=$work/review.json import_signoffs "$2"
  done <"$work/reviews-$1"
}

# open_requests [FILTER]: the numbers of the open pull requests that a jq filter selects.
open_requests() {
  api_list pulls state=open |
    jq -r --arg head "$(member .workflow_run.head_sha)" ".[] | ${1:-.} | .number"
}

# Read from a file, so that a list that could not be had is a failure and not an empty list.
judge_all() {
  local number
  open_requests "$@" >"$work/numbers"
  while read -r number; do judge_request "$number"; done <"$work/numbers"
}

[[ -z ${GH_TOKEN:-} ]] || use_token
case ${REQUESTS:-} in
  '') judge_event event ;;
  open) judge_all ;;
  reviewed) judge_all 'select(.head.sha == $head)' ;;
  *) judge_request "$REQUESTS" ;;
esac

printf 'verdict=%s\nreport=%s\n' "$worst_verdict" "$worst_report" >>"${GITHUB_OUTPUT:?}"
case $FAIL_ON in
  blocked) exit "$worst" ;;
  error) exit "$((worst > 1 ? worst : 0))" ;;
  never) exit 0 ;;
esac
