#!/usr/bin/env bash
# The bundled policies are listed, shown, valid, and explained.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
expect_status 0 sallyport policy list
for name in standard strict solo advisory senior-approval prototype production; do
  said "$name@1"
  expect_status 0 sallyport policy show "$name"
  run sallyport policy list
done
expect_json '.target' refs/heads/main sallyport policy show --json
expect_json '.item.security.question[0].min_words' 3 sallyport policy show --json
expect_status 0 sallyport policy explain
said 'large AI change' '100' 'security'
expect_status 2 sallyport policy show standart
said 'standart' 'sallyport policy list'
