"""Which commit wrote which line: the product against git blame, over random ranges of a history.

usage: blame_agreement.py SALLYPORT GIT_DIR [RANGES]

Takes 60 ranges A..B as line_agreement.py does. For every line that `git diff A B` adds, `explain PATH
--range A..B --json` names the commit that introduced it, and so does `git blame -w A..B`. Prints how
many lines both give to the same commit of the range, or both to one before it, and the files with
most differences.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from commits import git, name_of
from line_agreement import SEED, added_lines, blame, random_ranges

LARGEST = 20


def introduced(sallyport: str, repository: str, base: str, head: str, path: str) -> dict[int, str]:
    """The commit that introduced each line, by the product; nothing for a file that it refuses."""
    done = subprocess.run([sallyport, "--git-dir", repository, "explain", path, "--json", "--range",
                           f"{base}..{head}"], capture_output=True)
    if done.returncode != 0:
        return {}
    return {line: run["introduced_by"] for run in json.loads(done.stdout)["runs"]
            for line in range(run["first_line"], run["last_line"] + 1)}


def compare_file(sallyport: str, repository: str, span: tuple[str, str], path: str,
                 lines: set[int]) -> Counter:
    """Counts the added lines of one file by what the two sides say of them."""
    theirs = blame(repository, *span, path, "-w")
    ours = introduced(sallyport, repository, *span, path)
    if not ours:
        return Counter(refused=len(lines))
    inside = set(git(repository, "rev-list", f"{span[0]}..{span[1]}").split())
    counts = Counter(added=len(lines))
    for line in lines:
        mine = ours.get(line) if ours.get(line) in inside else None
        his = theirs[line].commit if line in theirs else None
        counts["same" if mine == his else "renamed" if his and theirs[line].path != path
               else "other"] += 1
    return counts


def main() -> None:
    sallyport, repository, *rest = sys.argv[1:]
    ranges = random_ranges(repository, int(rest[0]) if rest else 60)
    total, largest = Counter(), []
    for base, head in ranges:
        added = added_lines(repository, base, head)
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            counted = threads.map(lambda path: compare_file(sallyport, repository, (base, head),
                                                            path, added[path]), added)
            for path, counts in zip(added, counted):
                total += counts
                if counts["other"]:
                    largest.append((counts["other"], f"{base[:12]}..{head[:12]}", path))
    print(f"{name_of(repository)}, HEAD {git(repository, 'rev-parse', 'HEAD')[:12]}, "
          f"{len(ranges)} ranges, seed {SEED}: {total['added']:,} added lines, "
          f"{total['same'] / max(total['added'], 1):.2%} of the same commit; differ: "
          f"{total['renamed']:,} renamed by blame, {total['other']:,} others; "
          f"{total['refused']:,} lines in files that the product refuses")
    for count, span, path in sorted(largest, reverse=True)[:LARGEST]:
        print(f"{span}\t{path}\t{count}")


if __name__ == "__main__":
    main()
