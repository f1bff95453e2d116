"""False positives: evidence in commits from before AI tools made commits.

usage: zero_hits.py EXAMINE_LOG GIT_DIR...

Examines every commit of all refs (but notes) with a committer date before 2021-06-29, the day on
which the first of the tools was announced, prints a row a repository, and every hit of a decisive
or strong rule. Exit code 1 if there is one.
"""

import sys
from collections import Counter

from commits import git, name_of, read_commits
from product import findings

BEFORE = "2021-06-29T00:00:00Z"


def main() -> int:
    examine_log, *repositories = sys.argv[1:]
    total = Counter()
    hits = []
    print("| repository | HEAD | commits before | decisive | strong | weak |")
    print("|---|---|---:|---:|---:|---:|")
    for repository in repositories:
        count = Counter(commits=sum(1 for _ in read_commits(repository, f"--until={BEFORE}")))
        for commit, found in findings(examine_log, repository, f"--until={BEFORE}").items():
            count.update({one.strength for one in found})
            hits += [(name_of(repository), commit, *one) for one in found]
        head = git(repository, "rev-parse", "HEAD")[:12]
        print(f"| {name_of(repository)} | {head} | {count['commits']:,} | {count['decisive']} "
              f"| {count['strong']} | {count['weak']} |")
        total += count
    print(f"| all | | {total['commits']:,} | {total['decisive']} | {total['strong']} "
          f"| {total['weak']} |")
    for hit in hits:
        print(*hit, sep="\t")
    return 1 if total["decisive"] + total["strong"] else 0


if __name__ == "__main__":
    sys.exit(main())
