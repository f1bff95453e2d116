#!/usr/bin/env bash
# A change of indentation only loses the sign-off: it can change what the code does.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.py
signed --range main..topic
sed -i '7s/^/    /' src/app.py
git commit -q --no-verify -am 'Indent one line'
expect_status 1 sallyport check --range main..topic
said 'src/app.py'
