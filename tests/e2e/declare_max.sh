# shellcheck shell=bash
# A project of Dana and Carol that asks who wrote 80 undeclared lines or more, and that lets one person
# alone declare at most 80 human. Sourced after lib.sh.
add_person carol
new_repo widgets
POLICY_EXTRA='[[rule]]
name = "large and undeclared"
when = { undeclared_lines = ">= 80" }
ask = true
[signoffs]
declare_max = 80' init_policy dana carol
