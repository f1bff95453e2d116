#!/usr/bin/env python3
"""Prints the numbers by which the structure of the source can be compared: files, lines, types, functions,
comments, repeated places, and circles of modules (a module is NAME.hpp with NAME.cpp).

    tools/structure.py [ROOT]              a Markdown table
    tools/structure.py --circles [ROOT]    only the circles; exit code 1 when there are any
    tools/structure.py --repeats [ROOT]    only the repeated places
"""

import argparse
import collections
import pathlib
import re
import statistics
import sys

CODE = (".hpp", ".cpp", ".h", ".c")
CRUMB = 30  # lines: a file that may belong into its client
REPEAT = 8  # lines of code in a row that stand twice

TOKEN = re.compile(r"""
    //[^\n]* | /\*.*?\*/ | R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)" | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])'
    | \#[^\n]*(?:\\\n[^\n]*)* | [{};] | [^/R"'#{};]+ | .""", re.VERBOSE | re.DOTALL)
ACCESS = re.compile(r"^((public|protected|private)\s*:\s*)+")
ALIAS = re.compile(r"^\s*using \w+ =", re.MULTILINE)
TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(struct|class|enum|union)\b(?!.*\))", re.DOTALL)
CONTROL = re.compile(r"^(if|for|while|switch|do|else|try|catch|return)\b")


def code_files(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in CODE)


class Source:
    """Types and functions of one file, told apart by what stands before each brace."""

    def __init__(self, text):
        self.types, self.functions, self.comments, self.why = len(ALIAS.findall(text)), [], 0, 0
        braces, head, line, head_line = [], "", 1, 1
        for match in TOKEN.finditer(text):
            token = match.group()
            if token.startswith(("//", "/*")):
                self.comments += token.count("\n") + 1
                self.why += "function" in [kind for kind, _ in braces]
            elif token == "{":
                kind = self.kind_of(ACCESS.sub("", head.strip()), braces)
                self.types += kind == "type"
                braces.append((kind, head_line))
                head = ""
            elif token in "};":
                if token == "}" and braces:
                    kind, start = braces.pop()
                    if kind == "function":
                        self.functions.append(line - start + 1)
                head = ""
            elif not token.startswith("#"):
                if not head.strip():
                    head, head_line = "", line + token[:len(token) - len(token.lstrip())].count("\n")
                head += token
            line += token.count("\n")

    @staticmethod
    def kind_of(head, braces):
        outer = braces[-1][0] if braces else "namespace"
        if outer not in ("namespace", "type"):
            return "block"
        if head.startswith(("namespace", "inline namespace", "extern")):
            return "namespace"
        if TYPE.match(head):
            return "type"
        outside = re.sub(r"\([^()]*\)", "()", head)
        while outside != (outside := re.sub(r"\([^()]*\([^()]*\)[^()]*\)", "()", outside)):
            pass
        is_value = re.search(r"(?<!operator)[^=!<>]=[^=]", outside.split(")")[0])
        return "function" if "(" in head and not is_value and not CONTROL.match(head) else "block"


def included(folder):
    """Each module of the folder with the modules that it includes."""
    uses = collections.defaultdict(set)
    for path in code_files(folder):
        module = str(path.relative_to(folder).with_suffix(""))
        for name in re.findall(r'^\s*#\s*include\s+"([^"]+)"', path.read_text(errors="replace"), re.MULTILINE):
            if (folder / name).exists():
                uses[module].add(str(pathlib.PurePath(name).with_suffix("")))
        uses[module].discard(module)
    return uses


def reachable(uses, start):
    """All that `start` includes, directly or through others."""
    seen, waiting = set(), [start]
    while waiting:
        for module in uses.get(waiting.pop(), ()):
            if module not in seen:
                seen.add(module)
                waiting.append(module)
    return seen


def circles(folder):
    """Sets of modules that include each other, each sorted, the largest first."""
    uses = included(folder)
    reach = {module: reachable(uses, module) for module in uses}
    found = {tuple(sorted(other for other in reach[module] if module in reach.get(other, ())))
             for module in uses if module in reach[module]}
    return sorted(found, key=lambda circle: (-len(circle), circle))


def repeats(paths):
    """Pairs of places where the same REPEAT lines or more of code stand, each as (file:line, file:line, lines)."""
    lines = []
    for path in paths:
        for number, text in enumerate(path.read_text(errors="replace").splitlines(), 1):
            text = text.strip()
            if text and not text.startswith(("//", "#include", "using ", "namespace", "}  // namespace")):
                lines.append((path, number, text))
        lines.append((path, 0, object()))
    places = collections.defaultdict(list)
    for i in range(len(lines) - REPEAT + 1):
        window = tuple(text for _, _, text in lines[i:i + REPEAT])
        if all(isinstance(text, str) for text in window):
            places[window].append(i)
    pairs = {(a, b) for found in places.values() for k, a in enumerate(found) for b in found[k + 1:] if b >= a + REPEAT}
    for a, b in sorted(pairs):
        if (a - 1, b - 1) in pairs:
            continue
        length = REPEAT
        while (a + length - REPEAT + 1, b + length - REPEAT + 1) in pairs:
            length += 1
        yield f"{lines[a][0]}:{lines[a][1]}", f"{lines[b][0]}:{lines[b][1]}", length


def spread(numbers):
    """Median, 90th percentile and most."""
    numbers = sorted(numbers) or [0]
    return f"{statistics.median_low(numbers)} / {numbers[min(len(numbers) - 1, len(numbers) * 9 // 10)]} / {numbers[-1]}"


def rows(root):
    files = {name: code_files(root / name) for name in ("src", "tests")}
    scenarios = sorted((root / "tests").rglob("*.sh"))
    lengths = {name: [path.read_bytes().count(b"\n") for path in paths] for name, paths in files.items()}
    sources = [Source(path.read_text(errors="replace")) for path in files["src"]]
    functions = [length for source in sources for length in source.functions]
    lines = sum(lengths["src"])
    yield "src: files", len(files["src"])
    yield "src: lines", lines
    yield "src: lines of a file, median / 90 % / most", spread(lengths["src"])
    yield f"src: files of {CRUMB} lines or fewer", sum(length <= CRUMB for length in lengths["src"])
    yield "src: types (struct, class, enum, alias)", sum(source.types for source in sources)
    yield "src: functions with a body", len(functions)
    yield "src: lines of a function, median / 90 % / most", spread(functions)
    yield "src: comments, lines in 100", f"{100 * sum(source.comments for source in sources) / max(lines, 1):.1f}"
    yield "src: comments within functions (why)", sum(source.why for source in sources)
    yield f"src: places where {REPEAT} lines or more stand twice", len(list(repeats(files["src"])))
    yield "src: circles of modules", ", ".join(str(len(circle)) for circle in circles(root / "src")) or 0
    yield "tests: C++ files", len(files["tests"])
    yield "tests: C++ lines", sum(lengths["tests"])
    yield "tests: shell files", len(scenarios)
    yield "tests: shell lines", sum(path.read_bytes().count(b"\n") for path in scenarios)
    yield "src and tests in C++: files", len(files["src"]) + len(files["tests"])
    yield "src and tests in C++: lines", lines + sum(lengths["tests"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--circles", action="store_true")
    parser.add_argument("--repeats", action="store_true")
    options = parser.parse_args()
    if options.circles:
        found = circles(options.root / "src")
        for circle in found:
            print("a circle of modules: " + " ".join(circle))
        return 1 if found else 0
    if options.repeats:
        for first, second, length in repeats(code_files(options.root / "src")):
            print(f"{length} lines: {first} and {second}")
        return 0
    print("| what | |\n|---|---:|")
    for title, value in rows(options.root):
        print(f"| {title} | {value} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
