#!/usr/bin/env bash
# Looks for inputs that bring a reader down, with libFuzzer.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'TEXT'
usage: tools/fuzz.sh [--seconds N | --runs N] [--fast] [TARGET...]

Builds the preset `fuzz` and runs each target of tests/fuzz/targets, or those
that are named, for 30 seconds, N seconds or N runs. What is learnt stays in
build/fuzz/corpus and is where the next run starts. Prints a line for each
target; where an input is found that crashes, hangs or takes too much memory,
also where it is kept and how to run it again. The exit code is then 1.

--fast: without the sanitizers, and with libFuzzer's plain choice of what to
change next: several times as many runs, for long ones. What it learns is the
start of a run with them, which sees what it cannot.
TEXT
}

limit=-max_total_time=30
build=build/fuzz
configure=() choice=()
targets=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --seconds) limit=-max_total_time=${2:?} && shift ;;
    --runs) limit=-runs=${2:?} && shift ;;
    --fast)
      build=build/fuzz-fast
      configure=(-B "$build" -DSALLYPORT_SANITIZE=OFF -DCMAKE_CXX_FLAGS=-fsanitize=fuzzer-no-link)
      choice=(-entropic=0)
      ;;
    -*) usage >&2; exit 2 ;;
    *) targets+=("$1") ;;
  esac
  shift
done
if [ ${#targets[@]} = 0 ]; then
  mapfile -t targets < <(basename -s .cpp tests/fuzz/targets/*.cpp)
fi

[ -f "$build/build.ninja" ] || cmake --preset fuzz "${configure[@]}" >/dev/null
cmake --build "$build" --target fuzz >"$build/build.log" || { cat "$build/build.log" >&2; exit 2; }
program=$build/tests/fuzz/fuzz
finds=build/fuzz/finds
export SOURCE_DIR=. ASAN_OPTIONS=symbolize=0 LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0

# stat NAME: a number of the statistics that libFuzzer ends with.
stat() { sed -nE "s/^stat::$1: *//p" "$log"; }

status=0
printf '%-12s %10s %8s %6s  %s\n' target runs exec/s new finds
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target
  log=build/fuzz/$target.log
  mkdir -p "$corpus" "$finds"
  failed=
  "$program" "$target" "$limit" "${choice[@]}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$finds/$target-" "$corpus" >"$log" 2>&1 || failed=yes
  find=$(sed -n 's/.*Test unit written to //p' "$log")
  printf '%-12s %10s %8s %6s  %s\n' "$target" "$(stat number_of_executed_units)" \
    "$(stat average_exec_per_sec)" "$(stat new_units_added)" "${find:-${failed:+see $log}}"
  [ -n "$failed" ] || continue
  status=1
  [ -z "$find" ] || echo "  again: SOURCE_DIR=. $program $target $find"
done
exit $status
