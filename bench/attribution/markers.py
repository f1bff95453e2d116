"""The reference: decisive markers, written from the tools' documentation and histories alone.

Shares nothing with the product but the facts: accounts by number, whole addresses, keys of trailers,
whole lines. It reads every line at column 0 after the subject, so it also finds what a message only
quotes; the committer is not asked, since a tool may only have rebased the work of a person.
"""

import re

from commits import Commit

ACCOUNTS = {
    "242468646": "claude-code",
    "159125892": "lovable",
    "245833847": "base44",
    "198110074": "figma-make",
    "198982749": "copilot",
    "223556219": "copilot",
    "158243242": "devin",
    "161369871": "jules",
    "138933559": "factory-droid",
}

ADDRESSES = {
    "aider@aider.chat": "aider",
    "amp@ampcode.com": "amp",
    "codex@openai.com": "codex",
    "crush@charm.land": "crush",
    "cursoragent@cursor.com": "cursor",
    "help@firebender.com": "firebender",
    "noreply@aider.chat": "aider",
    "noreply@aider.dev": "aider",
    "noreply@anthropic.com": "claude-code",
    "noreply@crush.charm.land": "crush",
    "noreply@lovable.dev": "lovable",
    "noreply@openai.com": "codex",
    "noreply@pi.dev": "pi",
    "openhands@all-hands.dev": "openhands",
    "oz-agent@warp.dev": "warp",
    "qwen-coder@alibabacloud.com": "qwen-code",
}

# As an author this address is the vendor's release automation.
CO_AUTHORS = {"junie@jetbrains.com": "junie"}

# Key of a trailer in lower case, what its value starts with, the tool.
TRAILERS = [
    ("agent-logs-url", r"https://github\.com/[^/ ]+/[^/ ]+/sessions/", "copilot"),
    ("amp-thread-id", r"https://ampcode\.com/threads/T-", "amp"),
    ("claude-session", r"https://claude\.ai/code/", "claude-code"),
    ("copilot-session", r".", "copilot"),
    ("made-with", r"Cursor$", "cursor"),
    ("replit-commit-author", r"Agent$", "replit"),
    ("x-lovable-edit-id", r"edt-[0-9a-f]{8}-", "lovable"),
]

LINES = [
    (r"https://claude\.ai/code/session_[A-Za-z0-9]+$", "claude-code"),
    (r"(🤖 )?Generated with \[?Claude Code\b", "claude-code"),
    (r"(\S+ )?Generated with Crush$", "crush"),
]

FORGE_ADDRESS = re.compile(r"(\d+)\+[^@]+@users\.noreply\.github\.com", re.IGNORECASE)
TRAILER = re.compile(r"([A-Za-z0-9-]+)\s*:\s*(.*)")
IN_BRACKETS = re.compile(r"<([^<>]*)>")


def tool_of_address(address: str) -> str | None:
    """The tool whose account or address this is."""
    address = address.strip().lower()
    if account := FORGE_ADDRESS.fullmatch(address):
        return ACCOUNTS.get(account.group(1))
    return ADDRESSES.get(address)


def tools_of_line(line: str) -> set[str]:
    """The tools that one line of a message's body names."""
    tools = {tool for pattern, tool in LINES if re.match(pattern, line)}
    trailer = TRAILER.match(line)
    if not trailer:
        return tools
    key, value = trailer.group(1).lower(), trailer.group(2).strip()
    if key == "co-authored-by":
        for address in IN_BRACKETS.findall(value):
            tools |= {tool_of_address(address), CO_AUTHORS.get(address.strip().lower())}
    tools |= {tool for name, start, tool in TRAILERS
              if key == name and re.match(start, value, re.IGNORECASE)}
    return tools - {None}


def tools_of(commit: Commit) -> set[str]:
    """The tools with a decisive marker in the author or the body of a commit."""
    tools = {tool_of_address(commit.author_email)} - {None}
    if commit.author_name.endswith(" (aider)"):
        tools.add("aider")
    body = commit.message.lstrip().split("\n")[1:]
    return tools.union(*(tools_of_line(line.rstrip("\r")) for line in body))
