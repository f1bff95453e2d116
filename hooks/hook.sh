#!/bin/sh
# sallyport-hook v1 (managed by `sallyport install`; remove with `sallyport uninstall`)
hook='@HOOK@'
sallyport='@BINARY@'
chained=$0.sallyport-chained

# An entry of PATH that is not absolute would let the repository supply the program.
[ -x "$sallyport" ] || sallyport=$(command -v sallyport)
case $sallyport in
/*) ;;
*)
  {
    echo "sallyport: cannot run the $hook hook: the program is neither at" '@BINARY@' 'nor in PATH'
    echo 'sallyport: refused, since nobody checked; your files and your index are as they were'
    echo 'sallyport: to mend it, install sallyport again and run: sallyport install'
  } >&2
  exit 1
  ;;
esac
if [ ! -x "$chained" ]; then
  exec "$sallyport" hook "$hook" "$@"
fi

# The hook that was here before goes first. Standard input can be read only once, so both get a copy;
# the dot keeps the newlines at its end.
case $hook in
pre-push | pre-receive)
  input=$(cat && echo .)
  printf '%s' "${input%.}" 2>/dev/null | "$chained" "$@" || exit
  printf '%s' "${input%.}" 2>/dev/null | "$sallyport" hook "$hook" "$@"
  ;;
*)
  "$chained" "$@" || exit
  exec "$sallyport" hook "$hook" "$@"
  ;;
esac
