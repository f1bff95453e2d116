"""What the product finds in the commits of a git directory, by the program `examine_log`."""

import subprocess
from collections import defaultdict
from typing import NamedTuple

from commits import log_command


class Finding(NamedTuple):
    """One piece of evidence: the rule, its tool, how strong, and where in the commit."""

    rule: str
    tool: str
    strength: str
    position: str


def findings(examine_log: str, repository: str, *arguments: str) -> dict[str, list[Finding]]:
    """The findings of every commit that has any, by commit id."""
    found: dict[str, list[Finding]] = defaultdict(list)
    with subprocess.Popen(log_command(repository, *arguments), stdout=subprocess.PIPE) as log, \
            subprocess.Popen([examine_log], stdin=log.stdout, stdout=subprocess.PIPE) as examine:
        for line in examine.stdout:
            commit_id, *finding = line.decode("utf-8", "replace").rstrip("\n").split("\t")
            found[commit_id].append(Finding(*finding))
    if log.returncode != 0 or examine.returncode != 0:
        raise SystemExit(f"cannot examine '{repository}'")
    return found


def of_strength(found: dict[str, list[Finding]], *strengths: str) -> dict[str, list[Finding]]:
    """Only the findings of those strengths."""
    kept = {commit: [one for one in all_of_it if one.strength in strengths]
            for commit, all_of_it in found.items()}
    return {commit: some for commit, some in kept.items() if some}
