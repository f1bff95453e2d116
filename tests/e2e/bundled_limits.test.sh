#!/usr/bin/env bash
# Each bundled policy asks for what it says, at each of its limits.
source "$(dirname "$0")/lib.sh"

new_repo widgets
mkdir .sallyport
for person in alice bob carol; do
  add_person "$person"
  printf '%s@example.com namespaces="signoff.v1@sallyport" %s\n' "$person" "$(public_key "$person")" \
    >>.sallyport/allowed_signers
done
for cases in "$SOURCE_DIR"/tests/policies/*.toml; do
  name=$(basename "$cases" .toml)
  cat >.sallyport/policy.toml <<TOML
schema = 1
repo_id = "acme/widgets"
target = "refs/heads/main"
extends = "sallyport:$name@1"

[group.senior]
members = ["alice@example.com", "bob@example.com"]
TOML
  expect_status 0 sallyport policy test "$cases"
  said "([0-9]+) of \1 cases as expected, 0 not"
done

# The same cases find a limit that moved.
sed 's/"sallyport:.*"/"sallyport:standard@1"/' -i .sallyport/policy.toml
cat >>.sallyport/policy.toml <<'TOML'
[[rule]]
name = "large AI change"
when = { ai_lines = "> 400" }
require = ["security", "scalability", "architecture"]
TOML
expect_status 1 sallyport policy test "$SOURCE_DIR/tests/policies/standard.toml"
said 'FAILED 400 AI lines need the three items' 'ok 399 AI lines pass'
