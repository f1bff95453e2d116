"""Other marker detectors on the same commits: recall on the reference, false positives before 2021.

usage: peers.py EXAMINE_LOG OLD_GIT_DIR... -- GIT_DIR...

The first repositories give the commits with a committer date before 2021-06-29 (false positives),
those behind `--` the commits with a decisive marker of markers.py (recall, by tool). The rules of
each detector are stated below anew as data, from its sources at the commit named. Only what looks
at a commit is stated: no labels of pull requests, no names of branches, no mere mention of a tool.
The reference is the product's own idea of a decisive marker, so recall is relative to that.
"""

import re
import sys
from collections import Counter, defaultdict
from typing import Callable, NamedTuple

from commits import Commit, read_commits
from markers import tools_of
from product import findings, of_strength
from zero_hits import BEFORE

FORGE = "@users.noreply.github.com"


class Peer(NamedTuple):
    """A detector: patterns for the author's address, the committer's, and the message."""

    name: str
    author: re.Pattern | None
    committer: re.Pattern | None
    author_name: re.Pattern | None
    message: re.Pattern


def any_of(*patterns: str, flags: int = 0) -> re.Pattern:
    """A pattern that matches where one of `patterns` does, lines being anchored."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags | re.MULTILINE)


def co_author(value: str) -> str:
    """A whole co-author trailer with that value."""
    return rf"^co-authored-by:\s*(?:{value})\s*$"


# github.com/chaoss/disclosure, detection/: accounts by number, addresses of co-authors, trailers.
DISCLOSURE_ACCOUNTS = any_of(
    r"^(?:209825114|215619710|208546643|198982749|167198135|206951365|215057067|199175422|176961590"
    r"|208079219|158243242|205137888|230936708|201248094|220155983|136622811)\+[^+]*"
    + re.escape(FORGE) + "$", flags=re.IGNORECASE)
DISCLOSURE = Peer(
    "chaoss/disclosure@90877f4788ed", DISCLOSURE_ACCOUNTS, DISCLOSURE_ACCOUNTS, None, any_of(
        r"^(?i:co-authored-by):\s*[^<]*<\s*(?i:noreply@anthropic\.com|cursoragent@cursor\.com"
        r"|noreply@aider\.chat|copilot@github\.com)\s*>",
        r"^(?i:assisted-by)\s*:\s*\S",
        r"\A\s*(?i:aider:)",
        r"Generated with Claude Code",
        r"^Entire-(?:Metadata(?:-Task)?|Strategy|Session|Condensation|Source-Ref|Checkpoint|Agent):",
        r"^Replit-Commit-Author:\s*(?:Agent|Assistant)"))

# github.com/commit-check/commit-check, ai_signatures_data.py: messages only.
NAMED = r"(?:codex|gemini|cursor|devin|aider|windsurf|tabby|[^<]+\(aider\))\s*(?:<[^>]*>)?"
COMMIT_CHECK = Peer(
    "commit-check/commit-check@0f6e6283d83d", None, None, None, any_of(
        *(f"(?i:{pattern})" for pattern in (
            co_author(r"claude(?: code)?(?:\s*<(?:noreply@anthropic\.com|\d+\+claude" + FORGE + ")>)?"),
            co_author(r"[^<\n]*<noreply@anthropic\.com>"),
            co_author(r"copilot(?:\s*<\d+\+copilot" + FORGE + ">)?"),
            co_author(NAMED),
            co_author(r"(?:claude|gpt|gemini)[\w.]*-[\w.-]+(?:\s*<[^>]*>)?"),
            co_author(r"(?:claude|gpt|gemini)(?:\s+[a-z]+)*\s+\d+(?:\.\d+)*(?!\w)(?:\s+[a-z]+)*"
                      r"(?:\s*\([^)]*\))?(?:\s*<[^>]*>)?"),
            r"^assisted-by:\s*\S+:\S+(?:\s+\S+)*\s*$",
            r"^claude-(?:session|workflow):\s*\S+\s*$")),
        r"🤖\s*Generated\s+(?:with|by)\s+\[?Claude",
        r"^Generated\s+(?:by|with)\s+(?:AI|artificial intelligence)"))

# github.com/git-ai-project/git-ai, agent_detection.rs: authors only.
GIT_AI = Peer(
    "git-ai-project/git-ai@55a1d728fb96, author table",
    any_of(r"^(?:cursoragent@cursor\.com|noreply@anthropic\.com|noreply@openai\.com"
           r"|roomote@roocode\.com)$",
           r"\+(?:copilot|devin-ai-integration\[bot\])" + re.escape(FORGE) + "$",
           flags=re.IGNORECASE),
    None, None, re.compile(r"(?!)"))

# github.com/coderbuds/ai-detector, rules/: footers, co-authors and bots of at least 90 %, in any
# case, as its examples apply them.
CODERBUDS = Peer(
    "coderbuds/ai-detector@7e457cef5e3a",
    any_of(r"^(?:noreply|claude)@anthropic\.com$", r"@cursor\.so", r"cursor@", r"@devin\.ai",
           r"copilot.*@github\.com", r"^ai@replit\.com$", flags=re.IGNORECASE),
    None,
    any_of(r"^(?:claude-bot|cursor-bot|devin-bot|copilot\[bot\]|github-copilot|replit\[bot\])$",
           r"claude sonnet", flags=re.IGNORECASE),
    any_of(r"🤖\s*Generated with.*(?:Claude Code|Cursor|Devin|Copilot)",
           r"\[Claude Code\]\(https://claude\.(?:com/claude-code|ai/code)\)",
           r"Co-Authored-By:\s*Claude(?: Sonnet|.*noreply@anthropic\.com)",
           r"Co-Authored-By:.*(?:Cursor|Devin|GitHub Copilot)",
           r"\[(?:Cursor|Devin|GitHub Copilot)\]",
           r"cursor\.so", r"cursor\.com/(?:background-agent|agents|dashboard)",
           r"Written by.*Cursor", r"<!--\s*CURSOR_SUMMARY\s*-->",
           r"aider:", r"aider\.chat", r"devin\.ai", r"Replit AI", r"replit\.com/ai",
           r"v0\.dev", r"Generated with v0", r"WindSurf", r"codeium\.com/windsurf",
           r"<!-- (?:Generated (?:with aider|by Replit AI|by v0)|v0 by Vercel|WindSurf) -->",
           flags=re.IGNORECASE))

PEERS = (DISCLOSURE, COMMIT_CHECK, GIT_AI, CODERBUDS)


def fires(peer: Peer, commit: Commit) -> bool:
    """Whether a detector holds that an AI took part in a commit."""
    seen = ((peer.author, commit.author_email), (peer.committer, commit.committer_email),
            (peer.author_name, commit.author_name), (peer.message, commit.message))
    return any(pattern is not None and pattern.search(text) for pattern, text in seen)


def detectors(examine_log: str, repository: str, *arguments: str) -> dict[str, Callable]:
    """All detectors by name, the product's first."""
    found = findings(examine_log, repository, *arguments)
    strong = of_strength(found, "decisive", "strong")
    decisive = of_strength(found, "decisive")
    all_of_them: dict[str, Callable] = {
        "sallyport, decisive": lambda commit: commit.id in decisive,
        "sallyport, strong too": lambda commit: commit.id in strong}
    for peer in PEERS:
        all_of_them[peer.name] = lambda commit, peer=peer: fires(peer, commit)
    return all_of_them


def false_positives(examine_log: str, repositories: list[str]) -> tuple[Counter, int]:
    """How many of the old commits each detector flags, and how many there are."""
    flagged, total = Counter(), 0
    for repository in repositories:
        until = f"--until={BEFORE}"
        checks = detectors(examine_log, repository, until)
        for commit in read_commits(repository, until):
            total += 1
            flagged.update(name for name, check in checks.items() if check(commit))
    return flagged, total


def recall(examine_log: str, repositories: list[str]) -> tuple[dict[str, Counter], Counter]:
    """By tool how many marked commits each detector flags, and how many there are."""
    flagged, total = defaultdict(Counter), Counter()
    for repository in repositories:
        checks = detectors(examine_log, repository)
        for commit in read_commits(repository):
            tools = tools_of(commit)
            hits = [name for name, check in checks.items() if tools and check(commit)]
            for tool in tools | ({"all"} if tools else set()):
                total[tool] += 1
                flagged[tool].update(hits)
    return flagged, total


def main() -> None:
    examine_log, *repositories = sys.argv[1:]
    split = repositories.index("--")
    flagged, old = false_positives(examine_log, repositories[:split])
    found, total = recall(examine_log, repositories[split + 1:])
    names = ["sallyport, decisive", "sallyport, strong too", *(peer.name for peer in PEERS)]
    print(f"| detector | of {total['all']:,} marked | of {old:,} before 2021-06-29 |")
    print("|---|---:|---:|")
    for name in names:
        hits = found["all"][name]
        print(f"| {name} | {hits:,} ({hits / total['all']:.1%}) | {flagged[name]} |")
    print("\n| tool | marked |", " | ".join(names), "|")
    print("|---|" + "---:|" * (len(names) + 1))
    for tool in sorted(total.keys() - {"all"}):
        cells = " | ".join(f"{found[tool][name]:,}" for name in names)
        print(f"| {tool} | {total[tool]:,} | {cells} |")


if __name__ == "__main__":
    main()
