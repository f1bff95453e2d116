"""How many of the commits and lines that a tool recorded as an AI's carry a marker at all.

usage: notes_recall.py EXAMINE_LOG GIT_DIR

The recorded lines are those of the line-level notes (notes.py) of non-merge commits. `decisive` and
`strong` are markers that the product finds in the commit itself, `branch` counts the commits too that
a merge brought in from a branch with a tool's prefix. Notes are a self-report of tools whose users
may have switched markers off: the shares say how little markers alone can see, not how good a rule
is.
"""

import sys
from collections import Counter, defaultdict

from commits import git, name_of, read_commits
from notes import read_notes
from product import Finding, findings, of_strength

# Made up by the tests of git-ai itself.
NO_TOOLS = {"mock_ai", "test-agent"}


def brought_in(repository: str, strong: dict[str, list[Finding]]) -> set[str]:
    """The commits that merges of a tool's branches brought in."""
    merges = (one for one in read_commits(repository, "--merges")
              if any(finding.position == "subject" for finding in strong.get(one.id, [])))
    commits: set[str] = set()
    for merge in merges:
        first, *others = merge.parents
        commits.update(git(repository, "rev-list", *others, f"^{first}").split())
    return commits


def main() -> None:
    examine_log, repository = sys.argv[1:]
    found = findings(examine_log, repository)
    strong = of_strength(found, "decisive", "strong")
    strengths = {"decisive": of_strength(found, "decisive").keys(), "strong": strong.keys(),
                 "branch": strong.keys() | brought_in(repository, strong)}
    notes = read_notes(repository)
    tools: dict[str, Counter] = defaultdict(Counter)
    for commit in read_commits(repository, "--no-merges"):
        lines = {tool: sum(map(len, files.values()))
                 for tool, files in notes.get(commit.id, {}).items() if tool not in NO_TOOLS}
        lines = {tool: count for tool, count in lines.items() if count}
        if lines:
            lines["all"] = sum(lines.values())
        for tool, count in lines.items():
            tools[tool].update(commits=1, lines=count)
            for strength, marked in strengths.items():
                if commit.id in marked:
                    tools[tool].update({f"{strength} commits": 1, f"{strength} lines": count})
    print(f"{name_of(repository)}, HEAD {git(repository, 'rev-parse', 'HEAD')[:12]}\n")
    heads = " | ".join(("commits", *strengths, "lines", *strengths))
    print(f"| tool in the notes | {heads} |\n|---|" + "---:|" * (2 + 2 * len(strengths)))
    for tool, count in sorted(tools.items(), key=lambda entry: -entry[1]["commits"]):
        cells = [f"{count[unit]:,} | " + " | ".join(
            f"{count[f'{strength} {unit}'] / count[unit]:.1%}" for strength in strengths)
            for unit in ("commits", "lines")]
        print(f"| {tool or 'not named'} | {cells[0]} | {cells[1]} |")


if __name__ == "__main__":
    main()
