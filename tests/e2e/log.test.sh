#!/usr/bin/env bash
# log lists the records, newest first, and filters them.
source "$(dirname "$0")/lib.sh"

add_person bob
project dana bob
ai_commit cursor 120 src/app.cc
notes=$'read every line \xe2\x80\xaeeno on'  # U+202E turns what follows
signed --range main..topic --notes "$notes"
as bob signed --range main..topic
expect_status 0 sallyport log
said 'security' 'dana@example.com' 'bob@example.com'
expect_json '.schema' 'sallyport.log/1' sallyport log --json
expect_json '.records | length' 2 sallyport log --format json
expect_json '.records | map(.signer) | join(" ")' bob@example.com \
  sallyport log --signer bob@example.com --json
expect_json '.records | map("\(.verified) \(.assurance)") | unique | join(", ")' 'true key' sallyport log --json
expect_json '.records | length' 0 sallyport log --item architecture --json

# What a record says cannot turn the reading direction of a terminal: JSON is plain ASCII.
expect_json '.records[] | select(.signer == "dana@example.com") | .predicate.notes' "$notes" \
  sallyport log --json
equal '' "$(sallyport log --json | LC_ALL=C tr -d '\n -~')"
