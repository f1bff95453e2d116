#!/usr/bin/env bash
# A git before 2.31 takes an option of rev-parse that it does not know for a name, and prints it: the hooks go where
# they belong all the same.
source "$(dirname "$0")/lib.sh"

real=$(command -v git)
cat >"$root/bin/git" <<SH
#!/bin/bash
for word; do
  if [[ \$word == --path-format=* ]]; then echo "\$word"; else rest+=("\$word"); fi
done
exec $real "\${rest[@]}"
SH
chmod +x "$root/bin/git"
project dana
rm -f .git/hooks/pre-commit .git/hooks/pre-push
mkdir sub
cd sub
expect_status 0 sallyport install
never_said 'path-format'
[[ -x $root/widgets/.git/hooks/pre-commit && -x $root/widgets/.git/hooks/pre-push ]] || fail 'no hooks'
