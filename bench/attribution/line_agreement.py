"""Who wrote which line: the product against git blame, over random ranges of one history.

usage: line_agreement.py SALLYPORT GIT_DIR [RANGES]

Takes 200 ranges A..B of the first-parent history of HEAD, 1 to 60 commits long, by a fixed seed.
For every line that `git diff A B` adds it asks `git blame`, with and without -w, which commit of the
range wrote it and where the line stood there. It is an AI's line if that commit carries a decisive
marker (markers.py) or if a note on that commit names the line (notes.py). The product judges the
same ranges under a policy of its own that counts decisive evidence and notes, nothing else, and its
JSON lists the lines. Prints the agreement, with and without the lines that blame followed through a
rename (a guess by likeness), and the files with most differences.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from commits import git, name_of, read_commits
from markers import tools_of
from notes import read_notes

SEED = 20260829
LENGTHS = ((1, 1), (2, 5), (6, 20), (21, 60))
LARGEST = 40

POLICY = """schema = 1
repo_id = "example/evaluation"
target = "refs/heads/main"

[detect]
min_strength = "decisive"

[[detect.rule]]
id = "disclosure/note"
tool = "unknown-ai"
kind = "note"
match = '.*'
strength = "decisive"
"""

HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
BLAMED = re.compile(r"([0-9a-f]{40}) (\d+) (\d+)(?: \d+)?$")

LineSet = dict[str, set[int]]


class Origin(NamedTuple):
    """The commit that wrote a line, and the line's path and number there."""

    commit: str
    path: str
    line: int


class Knowledge:
    """Which commits and which of their lines are an AI's."""

    def __init__(self, repository: str) -> None:
        self.marked = {one.id for one in read_commits(repository, "HEAD") if tools_of(one)}
        self.noted: dict[str, LineSet] = {}
        for commit, agents in read_notes(repository).items():
            files: LineSet = defaultdict(set)
            for of_agent in agents.values():
                for path, lines in of_agent.items():
                    files[path] |= lines
            self.noted[commit] = files

    def is_ai(self, origin: Origin) -> bool:
        """Whether a marker or a note says that an AI wrote a line."""
        return (origin.commit in self.marked
                or origin.line in self.noted.get(origin.commit, {}).get(origin.path, ()))


def random_ranges(repository: str, count: int) -> list[tuple[str, str]]:
    """Ranges of the first-parent history of HEAD, a quarter of each class of lengths."""
    history = git(repository, "rev-list", "--first-parent", "HEAD").split()
    chance = random.Random(SEED)
    ranges = []
    for index in range(count):
        length = chance.randint(*LENGTHS[index % len(LENGTHS)])
        head = chance.randrange(len(history) - length)
        ranges.append((history[head + length], history[head]))
    return ranges


def run(repository: str, *arguments: str) -> bytes | None:
    """What a git command prints; nothing where it fails, as where the snapshot lacks a blob."""
    done = subprocess.run(["git", "--git-dir", repository, *arguments], capture_output=True)
    return done.stdout if done.returncode == 0 else None


def changed_paths(repository: str, base: str, head: str, kinds: str) -> list[str]:
    """The paths of the net change that were added (A), modified (M) or changed type (T)."""
    names = run(repository, "diff", "--no-renames", "--name-only", "-z", f"--diff-filter={kinds}",
                base, head)
    return [path for path in names.decode("utf-8", "surrogateescape").split("\0") if path]


def added_lines(repository: str, base: str, head: str) -> LineSet:
    """The lines that the net change adds, by path; a file whose diff can't be had is left out."""
    added: LineSet = {}
    for path in changed_paths(repository, base, head, "AMT"):
        diff = run(repository, "diff", "--no-renames", "--no-ext-diff", "--no-textconv", "-U0", base,
                   head, "--", path)
        for first, count in HUNK.findall(diff or b""):
            start = int(first)
            added.setdefault(path, set()).update(range(start, start + int(count or 1)))
    return added


def blame(repository: str, base: str, head: str, path: str, *options: str) -> dict[int, Origin]:
    """The origin of each line of a file that a commit of the range wrote."""
    said = run(repository, "blame", *options, "-s", "--porcelain", f"{base}..{head}", "--", path)
    origins: dict[int, Origin] = {}
    paths: dict[str, str] = {}
    outside = set()
    commit, before, now = "", 0, 0
    for line in (said or b"").decode("utf-8", "surrogateescape").split("\n"):
        if line.startswith("\t"):
            origins[now] = Origin(commit, paths[commit], before)
        elif line == "boundary":
            outside.add(commit)
        elif line.startswith("filename "):
            paths[commit] = line.removeprefix("filename ")
        elif found := BLAMED.match(line):
            commit, before, now = found.group(1), int(found.group(2)), int(found.group(3))
    return {line: origin for line, origin in origins.items() if origin.commit not in outside}


class Blamed(NamedTuple):
    """Of the added lines of a file: those by AI, and those that blame saw move from another path."""

    by_ai: set[int]
    renamed: set[int]


def blame_file(repository: str, base: str, head: str, path: str, lines: set[int],
               knowledge: Knowledge) -> Blamed:
    """What blame says of the added lines of a file."""
    wrote = blame(repository, base, head, path, "-w")
    touched = blame(repository, base, head, path)
    by_ai = {line for line in lines
             if any(knowledge.is_ai(origins[line]) for origins in (wrote, touched)
                    if line in origins)}
    is_new = run(repository, "cat-file", "-e", f"{base}:{path}") is None
    renamed = {line for line in lines
               if (wrote[line].path != path if line in wrote else is_new)}
    return Blamed(by_ai, renamed)


def product_lines(sallyport: str, repository: str, base: str, head: str,
                  policy: str) -> LineSet | None:
    """The AI lines that the product lists; nothing where it refuses, as without a blob it must."""
    done = subprocess.run(
        [sallyport, "--git-dir", repository, "check", "--range", f"{base}..{head}", "--json",
         "--policy", f"{policy}/policy.toml", "--signers", f"{policy}/allowed_signers"],
        capture_output=True)
    if done.returncode not in (0, 1):
        print(f"{base[:12]}..{head[:12]}: {done.stderr.decode().splitlines()[0]}", file=sys.stderr)
        return None
    files = json.loads(done.stdout)["attribution"]["files"]
    return {file["path"]: {line for span in file["ranges"]
                           for line in range(span["first"], span["last"] + 1)} for file in files}


class Comparison:
    """Lines that both sides, or only one, ascribe to an AI."""

    def __init__(self) -> None:
        self.counts = Counter()
        self.files: list[tuple[int, str, str, int, int, int]] = []

    def add(self, span: str, path: str, added: set[int], ours: set[int], blamed: Blamed) -> None:
        """Adds one file of one range, given the lines that the product lists."""
        ours_alone, theirs_alone = ours - blamed.by_ai, blamed.by_ai - ours
        differ = ours_alone | theirs_alone
        renamed = differ & blamed.renamed
        self.counts.update(added=len(added), ours=len(ours), theirs=len(blamed.by_ai),
                           both=len(ours & blamed.by_ai), differ=len(differ),
                           renamed=len(renamed), ours_alone=len(ours_alone),
                           theirs_alone=len(theirs_alone))
        if differ:
            self.files.append((len(differ) - len(renamed), span, path, len(ours_alone),
                               len(theirs_alone), len(renamed)))

    def report(self) -> None:
        """Prints what was counted."""
        count = self.counts
        print("| added lines | by AI, product | by AI, blame | both | product alone | blame alone "
              "| of these two renamed |")
        print("|---:|---:|---:|---:|---:|---:|---:|")
        print("|", " | ".join(f"{count[key]:,}" for key in (
            "added", "ours", "theirs", "both", "ours_alone", "theirs_alone", "renamed")), "|")
        for what, differ in (("all", count["differ"]),
                             ("but for renames", count["differ"] - count["renamed"])):
            print(f"{what}: {count['both'] / max(count['both'] + differ, 1):.2%} of the AI lines, "
                  f"{1 - differ / max(count['added'], 1):.2%} of all added lines")
        for _, span, path, ours, theirs, renamed in sorted(self.files, reverse=True)[:LARGEST]:
            print(f"{span}\t{path}\tproduct alone {ours}\tblame alone {theirs}\trenamed {renamed}")


def compare_range(repository: str, base: str, head: str, ours: LineSet, knowledge: Knowledge,
                  comparison: Comparison) -> None:
    """Adds one range to the comparison."""
    added = added_lines(repository, base, head)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        blamed = dict(zip(added, threads.map(
            lambda path: blame_file(repository, base, head, path, added[path], knowledge), added)))
    nothing = Blamed(set(), set())
    for path in sorted(added.keys() | ours.keys()):
        comparison.add(f"{base[:12]}..{head[:12]}", path, added.get(path, set()),
                       ours.get(path, set()), blamed.get(path, nothing))


def main() -> None:
    sallyport, repository, *rest = sys.argv[1:]
    ranges = random_ranges(repository, int(rest[0]) if rest else 200)
    knowledge = Knowledge(repository)
    comparison = Comparison()
    with tempfile.TemporaryDirectory() as policy:
        with open(f"{policy}/policy.toml", "w", encoding="utf-8") as file:
            file.write(POLICY)
        open(f"{policy}/allowed_signers", "w", encoding="utf-8").close()
        for base, head in ranges:
            ours = product_lines(sallyport, repository, base, head, policy)
            if ours is not None:
                compare_range(repository, base, head, ours, knowledge, comparison)
                comparison.counts["ranges"] += 1
    print(f"{name_of(repository)}, HEAD {git(repository, 'rev-parse', 'HEAD')[:12]}, "
          f"{comparison.counts['ranges']} of {len(ranges)} ranges judged, seed {SEED}\n")
    comparison.report()


if __name__ == "__main__":
    main()
