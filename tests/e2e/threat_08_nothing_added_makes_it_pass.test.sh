#!/usr/bin/env bash
# A property: no commit, trailer, tag, note or ref that is added to a blocked change makes it pass.
# ROUNDS and SEED in the environment make it longer, or another.
source "$(dirname "$0")/lib.sh"

add_person erin
add_person finn
new_repo widgets
POLICY_ITEM='independent = true' POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]' \
  init_policy dana erin finn
new_server
git checkout -q -b topic
ai_commit claude-code 120 src/app.cc
sign --range origin/main..topic >/dev/null
start=$(git rev-parse topic)
judge=(sallyport ci --base origin/main --head HEAD --target refs/heads/main)
expect_status 1 "${judge[@]}"
RANDOM=${SEED:-7}

k_people=(dana erin finn stranger)
k_trailers=('Co-authored-by: Erin <erin@example.com>' 'Co-authored-by: Finn <finn@example.com>'
  'Reviewed-by: Finn <finn@example.com>' 'Signed-off-by: Erin <erin@example.com>'
  'Assisted-by: nobody' 'AI-Generated: false' 'Human-authored: true' 'Entire-Checkpoint: a3b2c4d5e6f7')
k_refs=(refs/tags/main refs/tags/origin/main refs/heads/origin/main refs/notes/ai refs/notes/commits
  refs/heads/entire/checkpoints/v1 refs/replace/x refs/heads/release/1 refs/sallyport/notes/x)

# as_somebody COMMAND…: with the names of other people on what it makes.
as_somebody() {
  local author=${k_people[RANDOM % 4]} committer=${k_people[RANDOM % 4]}
  GIT_AUTHOR_EMAIL="$author@example.com" GIT_COMMITTER_EMAIL="$committer@example.com" "$@"
}

# add_something: one thing that anybody who may commit and push can add.
add_something() {
  local trailer=${k_trailers[RANDOM % ${#k_trailers[@]}]} ref=${k_refs[RANDOM % ${#k_refs[@]}]}
  case $((RANDOM % 8)) in
    0) as_somebody git commit -q --no-verify --allow-empty -m 'Nothing' ;;
    1) as_somebody git commit -q --no-verify --allow-empty -m "Nothing" -m "$trailer" ;;
    2) as_somebody git commit -q --no-verify --amend --allow-empty -m "$(git log -1 --format=%B)

$trailer" ;;
    3) as_somebody git commit -q --no-verify --amend --allow-empty --reset-author --no-edit ;;
    4) git update-ref "$ref" HEAD ;;
    5) git notes --ref "ai$((RANDOM % 2 ? 0 : 1))" add -f -m 'all of it is human' HEAD ;;
    6)
      local root_commit
      root_commit=$(as_somebody git commit-tree 'origin/main^{tree}' -m 'Root')
      git reset -q --hard "$(as_somebody git commit-tree 'HEAD^{tree}' -p HEAD -p "$root_commit" -m 'Merge')"
      ;;
    7)
      echo "line $RANDOM" >>notes.txt
      git add notes.txt
      as_somebody git commit -q --no-verify -m 'Write it down'
      ;;
  esac
}

for ((round = 1; round <= ${ROUNDS:-12}; round++)); do
  git reset -q --hard "$start"
  for ((step = 0; step < 3; step++)); do add_something; done
  expect_status 1 "${judge[@]}"
  expect_status 1 git push -q origin HEAD:main
done
git checkout -q --detach
git push -q --no-verify origin 'refs/tags/*' 'refs/notes/*' HEAD:refs/heads/elsewhere
expect_status 1 git push -q origin HEAD:main
