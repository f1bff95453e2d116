#!/usr/bin/env bash
# A team tests its policy with made-up changes before it lands: in words, as JSON, and by exit code.
source "$(dirname "$0")/lib.sh"

add_person erin
new_repo widgets
POLICY_ITEM='independent = true' init_policy dana erin
cat >.sallyport/policy_test.toml <<'TOML'
[[case]]
name = "100 AI lines need the security review"
authors = ["dana@example.com"]
tool = "claude-code"
files = [{ path = "src/a.cc", ai = 100 }]
expect = "blocked"
only = true
items = { security = "pending" }

[[case]]
name = "erin answers for dana"
authors = ["dana@example.com"]
files = [{ path = "src/a.cc", ai = 100 }]
approved = ["security=erin@example.com"]
expect = "pass"
TOML
expect_status 0 sallyport policy test
said '^ok 100 AI lines need the security review ok erin answers for dana 2 of 2 cases as expected, 0 not'
expect_status 0 sallyport --quiet policy test
equal '' "$output"

# A limit that moved is found, and told in the words of a report.
sed -i 's/>= 100/>= 101/' .sallyport/policy.toml
expect_status 1 sallyport policy test
said 'FAILED 100 AI lines need the security review \(.sallyport/policy_test.toml:1\)' \
  'expected verdict blocked, came pass' 'expected item security pending, but nothing requires it' \
  "no match 'large AI change' \(.sallyport/policy.toml:[0-9]+\): ai_lines 100 not >= 101" \
  'ok erin answers for dana' '1 of 2 cases as expected, 1 not, under .sallyport/policy.toml'
expect_status 1 sallyport --quiet policy test
never_said 'erin answers'
expect_json '.schema, .passed, .failed, .cases[0].ok, .cases[0].verdict, .cases[0].expected.verdict' \
  $'sallyport.policy-test/1\n1\n1\nfalse\npass\nblocked' sallyport policy test --json

# Another policy: that of a commit, or of two files.
expect_status 0 sallyport --policy-ref main policy test
expect_status 0 sallyport policy test --policy-ref main .sallyport/policy_test.toml
git show main:.sallyport/policy.toml >"$root/tmp/policy.toml"
cp .sallyport/policy_test.toml "$root/tmp"
cd "$root/tmp"
expect_status 0 sallyport policy test --policy policy.toml \
  --signers "$root/widgets/.sallyport/allowed_signers"
cd "$root/widgets"

# Who may answer is judged as ever: nobody for their own change.
sed -i 's/=erin@example.com/=dana@example.com/' .sallyport/policy_test.toml
sed -i 's/>= 101/>= 100/' .sallyport/policy.toml
expect_status 1 sallyport policy test
said 'FAILED erin answers for dana' 'expected verdict pass, came blocked' "matched 'large AI change'" \
  'not counted: dana@example.com \(author of the change, or who brings it\)'

# Faults of the file: all at once, exit 2; so is a file that is not there.
cat >bad.toml <<'TOML'
[[case]]
name = "a"
expect = "pas"
file = []
approved = ["secrity=dana@example.com", "security=dona@example.com"]
TOML
expect_status 2 sallyport policy test bad.toml
said "bad.toml:1:1: error: case 'a' has no 'files'" 'bad.toml:3:10: error: .*must be one of pass, warn' \
  "bad.toml:4:1: error: unknown key 'case.file', did you mean 'files'\?" \
  "bad.toml:5:13: error: .*'secrity', did you mean 'security'\?" \
  "bad.toml:5:41: error: .*'dona@example.com', did you mean 'dana@example.com'\?"
expect_status 2 sallyport policy test none.toml
said "cannot read 'none.toml': no such file"
expect_status 2 sallyport policy test .sallyport
sed -i 's/^require/requires/' .sallyport/policy.toml
expect_status 2 sallyport policy test
said "unknown key 'rule.requires'"
