"""Commits of a git directory, as `git log` prints them."""

import subprocess
from typing import Iterator, NamedTuple

FORMAT = "%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%ct%x00%B"
FIELDS = 8
CHUNK = 1 << 20


class Commit(NamedTuple):
    """One commit; `message` and the names are decoded lossily, nothing is stripped."""

    id: str
    parents: list[str]
    author_name: str
    author_email: str
    committer_name: str
    committer_email: str
    time: int
    message: str


def log_command(repository: str, *arguments: str) -> list[str]:
    """The command that prints the commits of all refs but notes, in the form of FORMAT."""
    return ["git", "--git-dir", repository, "-c", "log.showSignature=false", "log", "-z",
            f"--format={FORMAT}", *arguments, "--exclude=refs/notes/*", "--all"]


def read_fields(stream) -> Iterator[str]:
    """The NUL-terminated fields of a stream."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *fields, rest = (rest + chunk).split(b"\0")
        for field in fields:
            yield field.decode("utf-8", "replace")


def read_commits(repository: str, *arguments: str) -> Iterator[Commit]:
    """The commits that `git log ARGUMENTS --all` names."""
    with subprocess.Popen(log_command(repository, *arguments), stdout=subprocess.PIPE) as log:
        fields = read_fields(log.stdout)
        for commit_id in fields:
            parents, author, author_email, committer, committer_email, time, message = (
                next(fields) for _ in range(FIELDS - 1))
            yield Commit(commit_id, parents.split(), author, author_email, committer,
                         committer_email, int(time), message)
    if log.returncode != 0:
        raise SystemExit(f"git log failed in '{repository}'")


def git(repository: str, *arguments: str) -> str:
    """What a git command prints, without the last line feed."""
    run = subprocess.run(["git", "--git-dir", repository, *arguments], check=True,
                         stdout=subprocess.PIPE)
    return run.stdout.decode("utf-8", "replace").rstrip("\n")


def name_of(repository: str) -> str:
    """`owner/name` of a git directory `.../owner+name/repo` or `.../owner+name/repo/.git`."""
    for part in reversed(repository.split("/")):
        if "+" in part:
            return part.replace("+", "/", 1)
    return repository.rstrip("/").rsplit("/", 1)[-1]
