"""Recall: what the product finds of the commits that carry a decisive marker.

usage: recall.py EXAMINE_LOG GIT_DIR...

Compares the product commit by commit with the reference in markers.py, over all refs but notes, and
prints a row a tool, a row a repository, and every difference: `missed` is a tool that the reference
names and the product does not hold decisive, `ours` the reverse.
"""

import sys
from collections import Counter, defaultdict
from datetime import datetime, timezone

from commits import git, name_of, read_commits
from markers import tools_of
from product import findings, of_strength


class Tally:
    """What was counted of one tool."""

    def __init__(self) -> None:
        self.counts = Counter()
        self.times: list[int] = []
        self.repositories: set[str] = set()


def day(time: int) -> str:
    """The day of a time in UTC."""
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%d")


def compare(examine_log: str, repository: str, tools: dict[str, Tally]) -> Counter:
    """Counts one repository, into `tools` too, and prints its differences to stderr."""
    name = name_of(repository)
    found = of_strength(findings(examine_log, repository), "decisive")
    counts = Counter()
    for commit in read_commits(repository):
        marked = tools_of(commit)
        ours = {one.tool for one in found.get(commit.id, [])}
        counts["commits"] += 1
        counts["marked"] += bool(marked)
        counts["found"] += bool(marked) and marked <= ours
        counts["newest"] = max(counts["newest"], commit.time)
        for tool in marked:
            tally = tools[tool]
            tally.counts["found" if tool in ours else "missed"] += 1
            tally.times.append(commit.time)
            tally.repositories.add(name)
        for tool in ours - marked:
            tools[tool].counts["ours"] += 1
        for kind, some in (("missed", marked - ours), ("ours", ours - marked)):
            counts[kind] += bool(some)
            if some:
                rules = {one.rule for one in found.get(commit.id, [])}
                print(kind, name, commit.id[:12], *sorted(some), *sorted(rules), sep="\t",
                      file=sys.stderr)
    return counts


def main() -> None:
    examine_log, *repositories = sys.argv[1:]
    tools: dict[str, Tally] = defaultdict(Tally)
    total = Counter()
    print("| repository | HEAD | newest commit | commits | marked | found | missed | ours alone |")
    print("|---|---|---|---:|---:|---:|---:|---:|")
    for repository in repositories:
        counts = compare(examine_log, repository, tools)
        head = git(repository, "rev-parse", "HEAD")[:12]
        print(f"| {name_of(repository)} | {head} | {day(counts['newest'])} | {counts['commits']:,} "
              f"| {counts['marked']:,} | {counts['found']:,} | {counts['missed']} "
              f"| {counts['ours']} |")
        total += counts
    print(f"| all | | | {total['commits']:,} | {total['marked']:,} | {total['found']:,} "
          f"| {total['missed']} | {total['ours']} |")
    print("\n| tool | commits | found | missed | ours alone | first | last | repositories |")
    print("|---|---:|---:|---:|---:|---|---|---:|")
    for tool, tally in sorted(tools.items()):
        marked = tally.counts["found"] + tally.counts["missed"]
        first, last = (day(edge(tally.times)) for edge in (min, max)) if marked else ("", "")
        print(f"| {tool} | {marked:,} | {tally.counts['found']:,} | {tally.counts['missed']} "
              f"| {tally.counts['ours']} | {first} | {last} | {len(tally.repositories)} |")


if __name__ == "__main__":
    main()
