#!/usr/bin/env bash
# Without ssh-keygen a signature can be neither made nor checked: exit 3 with the package that has it.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
mkdir "$root/few"
for program in bash sh env git jq tr script sed cat printf mkfifo rm; do
  ln -s "$(command -v "$program")" "$root/few/$program"
done
PATH="$root/bin:$root/few" expect_status 3 sallyport check --range main..topic
said 'ssh-keygen' 'openssh-client'
PATH="$root/bin:$root/few" expect_status 3 sign --range main..topic
said 'ssh-keygen' 'openssh-client'
PATH="$root/bin:$root/few" run sallyport doctor
said 'ssh-keygen'
expect_status 0 sallyport check --range main..topic
