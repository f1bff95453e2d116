# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # lib.sh sets and uses what is not set or used here
# A log that must stay whole whoever is killed. Sourced after lib.sh.

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
signed --range origin/main..topic
log=refs/heads/sallyport/signoffs
recorded=$(log_files)

# whole: no object is missing or broken, every record that was there is there, the refs are valid.
whole() {
  local repository
  for repository in . "$root/origin.git"; do
    run git -C "$repository" fsck --strict --no-dangling --connectivity-only
    [[ $status == 0 && -z $output ]] || fail "the log is broken: $1"
  done
  run comm -23 <(echo "$recorded") <(log_files)
  [[ -z $output ]] || fail "a record is lost: $1"
  recorded=$(log_files)
}
