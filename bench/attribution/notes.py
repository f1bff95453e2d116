"""Line-level notes of git-ai, read anew: version 3 (text and JSON) and 0.0.1 (JSON).

A note names lines of the files as committed. Every key but a person's stands for an agent, whether
the metadata resolves it or not; where entries overlap, a person's never takes a line from an agent.
"""

import json
import re
import subprocess
from collections import defaultdict
from typing import Iterator

from commits import git

TREES = ("refs/notes/ai", "refs/notes/ai-remote/", "refs/notes/exceeds-ink")
BLOBS = "refs/ai/authorship/"
AGENT_KEY = re.compile(r"s_\w+|[0-9a-f]{7}|[0-9a-f]{16}|ai_agent|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
AGENT_NAME = re.compile(r"(claude|cursor|codex|copilot|github copilot|gemini|continue|opencode)\b",
                        re.IGNORECASE)

# Agent to path to lines, numbered from 1. An agent that the metadata does not name is "".
Lines = dict[str, dict[str, set[int]]]


def lines_of_ranges(ranges: str) -> set[int]:
    """The lines of `1-3,7`."""
    lines: set[int] = set()
    for piece in filter(None, ranges.split(",")):
        first, _, last = piece.partition("-")
        lines.update(range(max(int(first), 1), int(last or first) + 1))
    return lines


def tools_of_metadata(metadata: str) -> dict[str, str]:
    """The tool of every key in the JSON part of a note of version 3."""
    parsed = json.loads(metadata)
    agents = {**parsed.get("prompts", {}), **parsed.get("sessions", {})}
    return {key: (agent.get("agent_id") or {}).get("tool", "") for key, agent in agents.items()}


def parse_text(note: str) -> Lines:
    """A note of version 3."""
    attested, metadata = re.split(r"^---\r?$", note, maxsplit=1, flags=re.MULTILINE)
    tools = tools_of_metadata(metadata)
    lines: Lines = defaultdict(lambda: defaultdict(set))
    path = ""
    for line in filter(None, (one.rstrip() for one in attested.split("\n"))):
        if not line.startswith("  "):
            path = line[1:-1] if line.startswith('"') else line
            continue
        key, _, ranges = line.strip().partition(" ")
        key = key.split("::")[0]
        if AGENT_KEY.fullmatch(key):
            lines[tools.get(key, "")][path] |= lines_of_ranges(ranges)
    return lines


def parse_json(note: str) -> Lines:
    """A note of version 0.0.1."""
    lines: Lines = defaultdict(lambda: defaultdict(set))
    for path, file in json.loads(note).get("files", {}).items():
        for author in file.get("authors", []):
            agent = author.get("author", "")
            if author.get("agent_metadata") or AGENT_NAME.match(agent):
                for item in author.get("lines", []):
                    first, last = item if isinstance(item, list) else (item, item)
                    lines[agent.lower()][path].update(range(first, last + 1))
    return lines


def parse(note: str) -> Lines:
    """A note of either version; nothing where it can't be read."""
    note = note.removeprefix("\ufeff")
    try:
        return parse_json(note) if note.lstrip().startswith("{") else parse_text(note)
    except (ValueError, AttributeError, TypeError):
        return {}


def noted_blobs(repository: str) -> Iterator[tuple[str, str]]:
    """The commit and the blob of every note."""
    for ref in git(repository, "for-each-ref", "--format=%(refname)", *TREES).split():
        for entry in git(repository, "ls-tree", "-r", ref).split("\n"):
            meta, path = entry.split("\t")
            yield path.replace("/", ""), meta.split()[2]
    for entry in git(repository, "for-each-ref", "--format=%(objectname) %(refname)", BLOBS).split("\n"):
        if entry:
            blob, ref = entry.split()
            yield ref.removeprefix(BLOBS), blob


def read_notes(repository: str, wanted: set[str] | None = None) -> dict[str, Lines]:
    """What is noted on each commit, or on the wanted ones; several notes add up."""
    notes: dict[str, Lines] = {}
    pairs = [pair for pair in noted_blobs(repository) if wanted is None or pair[0] in wanted]
    with subprocess.Popen(["git", "--git-dir", repository, "cat-file", "--batch"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as batch:
        for commit, blob in pairs:
            batch.stdin.write(f"{blob}\n".encode())
            batch.stdin.flush()
            header = batch.stdout.readline().split()
            if header[-1] == b"missing":
                continue
            content = batch.stdout.read(int(header[2]) + 1)[:-1].decode("utf-8", "replace")
            into = notes.setdefault(commit, defaultdict(lambda: defaultdict(set)))
            for agent, files in parse(content).items():
                for path, lines in files.items():
                    into[agent][path] |= lines
        batch.stdin.close()
    return notes
