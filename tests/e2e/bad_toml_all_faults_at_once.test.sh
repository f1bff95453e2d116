#!/usr/bin/env bash
# All faults of a policy are reported in one go, each in its line.
source "$(dirname "$0")/lib.sh"

project dana
cat >bad.toml <<'TOML'
schema = 1
repo_id = "acme/widgets"
taget = "refs/heads/main"

[[rule]]
name = "r"
when = { ai_line = ">= 4" }
require = ["nothing"]
TOML
expect_status 2 sallyport policy check bad.toml
said 'bad.toml:3:1: error' "taget" "'target'" 'bad.toml:7:[0-9]+: error' "'ai_lines'" 'bad.toml:8:[0-9]+: error'
