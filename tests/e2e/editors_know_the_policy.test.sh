#!/usr/bin/env bash
# An editor that follows the first line of a policy takes what the program takes, and marks what it refuses.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine node taplo

schemas=file://$SOURCE_DIR/docs/schema
valid() { expect_status 0 taplo lint --schema "$schemas/$1.json" "${@:2}"; }
marked() {
  run taplo lint --schema "$schemas/$1.json" "$root/tmp/bad.toml"
  ((status != 0)) || fail "no editor would mark this: $(cat "$root/tmp/bad.toml")"
  said "$2"
}

valid policy "$SOURCE_DIR"/policies/*.toml
project dana
valid policy .sallyport/policy.toml
new_repo gadgets
sallyport init --policy production >/dev/null
equal "#:schema https://raw.githubusercontent.com/sallyport/sallyport/v$(sallyport --version | cut -d' ' -f2)/docs/schema/policy.json" \
  "$(head -n 1 .sallyport/policy.toml)"
# The line is followed; here to the tree instead of where it is published.
sed "1s,https:.*/docs/schema/,$schemas/," .sallyport/policy.toml >"$root/tmp/led.toml"
expect_status 0 taplo lint "$root/tmp/led.toml"
echo 'nonsense = 1' >>"$root/tmp/led.toml"
expect_status 1 taplo lint "$root/tmp/led.toml"
said 'nonsense'

bad() { printf '%s\n' 'schema = 1' "$@" >"$root/tmp/bad.toml"; }
bad '[[rule]]' 'name = "x"' 'when = {ai_line = ">= 3"}' 'require = ["a"]'
marked policy 'ai_line'
expect_status 2 sallyport policy check "$root/tmp/bad.toml"
bad '[item.a]' 'level = "think"' 'title = "x"'
marked policy 'think'
expect_status 2 sallyport policy check "$root/tmp/bad.toml"
bad '[item.a]' 'count = 0' 'title = "x"'
marked policy '0 is less than'
bad '[[rule]]' 'require = "security"'
marked policy 'array'
sed -n '2,$p' "$root/tmp/bad.toml" >"$root/tmp/no_schema" && mv "$root/tmp/no_schema" "$root/tmp/bad.toml"
marked policy 'schema'

printf '%s\n' '[[case]]' 'name = "x"' 'files = [{path = "a", ai = 3}]' 'expect = "pass"' >"$root/tmp/cases.toml"
valid policy_test "$root/tmp/cases.toml"
printf '%s\n' '[[case]]' 'name = "x"' 'files = [{path = "a", ai = 3}]' 'expect = "fine"' >"$root/tmp/bad.toml"
marked policy_test 'fine'
equal "$(cat "$SOURCE_DIR/docs/schema/policy.json")" "$(sallyport policy schema)"
equal "$(cat "$SOURCE_DIR/docs/schema/policy_test.json")" "$(sallyport policy schema --cases)"
