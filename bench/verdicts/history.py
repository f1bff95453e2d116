"""Made-up histories: one seed, one history. Commits go through git fast-import, so that a history with
merges, renames, copies, reverts, binary files, notes and markers of many AI tools takes milliseconds."""

import random
import subprocess
import tomllib

EPOCH = 1767614400  # 2026-01-05T12:00:00Z
PEOPLE = ("dana", "bob", "carol", "lee")
COMMON = ("claude-code", "cursor", "copilot", "codex", "aider", "replit", "lovable", "devin")


class Catalogue:
    """The markers of data/catalogue.toml, each with the example that stands beside it."""

    def __init__(self, path):
        with open(path, "rb") as file:
            catalogue = tomllib.load(file)
        self.rules = [rule for rule in catalogue["rule"] if "example" in rule]
        self.addresses = [identity["email"] for identity in catalogue["identity"] if "email" in identity]

    def of_kind(self, *kinds):
        return [rule for rule in self.rules if rule["kind"] in kinds]

    def marker(self, rng):
        """A rule about commits: half of the time one of the common tools."""
        rules = self.of_kind("author-id", "author-email", "author-name", "co-author", "trailer", "body-line", "subject")
        if rng.random() < 0.5:
            rules = [rule for rule in rules if rule["tool"] in COMMON]
        return rng.choice(rules)


def person(name):
    return f"{name.capitalize()} Example", f"{name}@example.com"


class Importer:
    """git fast-import of one bare repository; trees are dicts of path to (mode, bytes)."""

    def __init__(self, folder):
        self.folder, self.marks, self.seconds, self.trees = folder, 0, EPOCH, {}
        self.process = subprocess.Popen(
            ["git", "-C", folder, "fast-import", "--quiet", "--force"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def write(self, *parts):
        for part in parts:
            self.process.stdin.write(part if isinstance(part, bytes) else part.encode())

    def data(self, content):
        self.write(f"data {len(content)}\n", content, "\n")

    def commit(self, tree, parents, message, author, committer=None):
        """Returns the mark of the new commit."""
        self.marks += 1
        self.seconds += 60
        before = self.trees.get(parents[0], {}) if parents else {}
        self.write("commit refs/import\n", f"mark :{self.marks}\n")
        for role, (name, email) in (("author", author), ("committer", committer or author)):
            self.write(f"{role} {name} <{email}> {self.seconds} +0000\n")
        self.data(message.encode())
        for word, parent in zip(["from"] + ["merge"] * len(parents), parents):
            self.write(f"{word} :{parent}\n")
        for path in before.keys() - tree.keys():
            self.write(f"D {quoted(path)}\n")
        for path, (mode, content) in tree.items():
            if before.get(path) == (mode, content):
                continue
            if mode == "160000":
                self.write(f"M 160000 {content.decode()} {quoted(path)}\n")
                continue
            self.write(f"M {mode} inline {quoted(path)}\n")
            self.data(content)
        self.write("reset refs/import\n\n")
        self.trees[self.marks] = dict(tree)
        return self.marks

    def note(self, ref, commit, text):
        self.write(f"commit {ref}\ncommitter Dana Example <dana@example.com> {self.seconds} +0000\n")
        self.data(b"note")
        self.write(f"N inline :{commit}\n")
        self.data(text.encode())

    def reset(self, ref, mark):
        self.write(f"reset {ref}\nfrom :{mark}\n\n")

    def name_of(self, mark):
        self.write(f"get-mark :{mark}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().decode().strip()

    def close(self):
        self.write("done\n")
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise RuntimeError(f"git fast-import failed in {self.folder}")


def quoted(path):
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Maker:
    """Makes commits of every kind on branches that it remembers by name."""

    def __init__(self, seed, importer, catalogue):
        self.rng = random.Random(seed)
        self.importer, self.catalogue = importer, catalogue
        self.tips = {}
        self.count = 0

    # --- content ---

    def lines(self, count):
        """`count` lines of something like source."""
        self.count += 1
        words = ["value", "total", "row", "user", "parse", "open", "limit", "state"]
        made = []
        for i in range(count):
            word = self.rng.choice(words)
            made.append(self.rng.choice((
                f"int {word}_{self.count}_{i} = {self.rng.randrange(1000)};",
                f"  if ({word}_{i}) return {word}({self.count});",
                f"    {word}->{self.rng.choice(words)}(&{word}_{self.count}, {i});",
                "}", "", f"// {word} of {self.rng.choice(words)} {i}",
            )) if self.rng.random() < 0.4 else f"auto {word}_{self.count}_{i} = make_{word}({i}, {self.count});")
        return made

    def path(self):
        rng = self.rng
        folder = rng.choice(["src", "src/auth", "src/payments", "lib", "docs", "vendor/x", "migrations", "web/app", "a b"])
        stem = rng.choice(["app", "parse", "view", "store", "übung", "main", "it's", "q\"uote"]) + str(rng.randrange(30))
        return f"{folder}/{stem}{rng.choice(['.cc', '.py', '.ts', '.md', '.sql', '.go'])}"

    def text_paths(self, tree):
        return [path for path, (mode, content) in tree.items()
                if mode in ("100644", "100755") and b"\0" not in content and not path.startswith(".sallyport")]

    def add_file(self, tree, size):
        tree[self.path()] = ("100644", joined(self.lines(size)))

    def edit_file(self, tree, size):
        paths = self.text_paths(tree)
        if not paths:
            return self.add_file(tree, size)
        path = self.rng.choice(paths)
        mode, content = tree[path]
        lines = content.decode().split("\n")[:-1]
        at = self.rng.randrange(len(lines) + 1)
        kind = self.rng.randrange(6)
        if kind <= 1:
            lines[at:at] = self.lines(size)
        elif kind == 2:
            del lines[at:at + size]
        elif kind == 3:
            lines[at:at + size] = ["  " + line for line in lines[at:at + size]]
        elif kind == 4:
            lines[at:at + size] = self.lines(size)
        else:
            moved = lines[at:at + size]
            del lines[at:at + size]
            to = self.rng.randrange(len(lines) + 1)
            lines[to:to] = moved
        tree[path] = (mode, joined(lines))

    def odd_change(self, tree, size):
        """What has no lines, or moves them: a rename, a copy, a binary file, a mode, a link."""
        rng, paths = self.rng, self.text_paths(tree)
        kind = rng.choice(("rename", "copy", "binary", "mode", "link", "submodule", "lock", "minified", "delete", "crlf", "lfs", "ci"))
        path = rng.choice(paths) if paths else None
        if kind == "binary":
            tree[f"img/{rng.randrange(9)}.png"] = ("100644", b"\x89PNG\0" + rng.randbytes(rng.choice([50, 5000])))
        elif kind == "link":
            tree["link"] = ("120000", self.path().encode())
        elif kind == "submodule":
            tree["deps/sub"] = ("160000", rng.randbytes(20).hex().encode())
        elif kind == "lock":
            packages = ", ".join(f'"node_modules/p{i}": {{"version": "1.{i}"}}' for i in range(size))
            tree["package-lock.json"] = ("100644", b'{"name": "x", "lockfileVersion": 3, "packages": {' + packages.encode() + b"}}\n")
        elif kind == "minified":
            tree["web/app.min.js"] = ("100644", (";".join(self.lines(size)) + "\n").encode())
        elif kind == "lfs":
            tree["model.bin"] = ("100644", b"version https://git-lfs.github.com/spec/v1\noid sha256:"
                                 + rng.randbytes(32).hex().encode() + b"\nsize 12345\n")
        elif kind == "ci":
            tree[".github/workflows/sallyport.yml"] = ("100644", joined(["on: push"] + self.lines(3)))
        elif path is None:
            self.add_file(tree, size)
        elif kind == "rename":
            tree[self.path()] = tree.pop(path)
        elif kind == "copy":
            tree[self.path()] = tree[path]
        elif kind == "mode":
            tree[path] = ("100755", tree[path][1])
        elif kind == "delete":
            del tree[path]
        else:
            tree[path] = (tree[path][0], tree[path][1].replace(b"\n", b"\r\n"))

    def change(self, tree, size):
        tree = dict(tree)
        for _ in range(self.rng.choice((1, 1, 2, 3))):
            self.rng.choice((self.add_file, self.add_file, self.edit_file, self.edit_file, self.odd_change))(tree, size)
        return tree

    # --- commits ---

    def tree(self, branch):
        return self.importer.trees[self.tips[branch]]

    def commit(self, branch, tree, message, author, committer=None, parents=None):
        parents = parents if parents is not None else [self.tips[branch]]
        self.tips[branch] = self.importer.commit(tree, parents, message, author, committer)

    def by_person(self, branch, size):
        subject = self.rng.choice(("Add a view", "Fix the parser", "Go on", "Übersetzen", "Mention @claude and Cursor in prose"))
        self.commit(branch, self.change(self.tree(branch), size), subject + "\n", person(self.rng.choice(PEOPLE)))

    def by_tool(self, branch, size):
        rule, author, message = self.catalogue.marker(self.rng), person("dana"), "Add a feature\n"
        committer, example, kind = None, rule["example"], rule["kind"]
        if kind in ("author-id", "author-email"):
            author = (rule["tool"], example)
        elif kind == "author-name":
            author = (example, author[1])
        elif kind == "subject":
            message = example + "\n"
        elif kind == "co-author":
            message += f"\n{example}\n" if "<" in example else f"\n{example} <x@example.com>\n"
        else:
            message += f"\nSome words about it.\n\n{example}\n"
        if self.rng.random() < 0.15:
            author, message = ("Some tool", self.rng.choice(self.catalogue.addresses)), "Add a feature\n"
        if self.rng.random() < 0.1:
            committer = ("GitHub", "noreply@github.com")
        self.commit(branch, self.change(self.tree(branch), size), message, author, committer)

    def merge_side_branch(self, branch, size):
        """A branch of one or two commits beside `branch`, merged, its name perhaps that of a tool."""
        start, name = self.tips[branch], "side"
        if self.rng.random() < 0.6:
            name = self.rng.choice(self.catalogue.of_kind("branch"))["example"]
        self.tips["side"] = start
        self.some("side", size, 1 + self.rng.randrange(2))
        theirs = self.tree("side")
        if self.rng.random() < 0.5:
            self.by_person(branch, 3)
        base, ours = self.importer.trees[start], dict(self.tree(branch))
        for path in base.keys() | theirs.keys():
            if theirs.get(path) == base.get(path):
                continue
            if path in theirs:
                ours[path] = theirs[path]
            else:
                ours.pop(path, None)
        if self.rng.random() < 0.2:
            ours = self.change(ours, 5)  # an evil merge
        self.commit(branch, ours, f"Merge branch '{name}'\n", person("dana"), parents=[self.tips[branch], self.tips["side"]])

    def revert(self, branch):
        """Takes the last commit of the branch back, and sometimes the revert too."""
        tip = self.tips[branch]
        self.commit(branch, self.parent_tree, f'Revert "Something"\n\nThis reverts commit {self.importer.name_of(tip)}.\n', person("bob"))
        if self.rng.random() < 0.3:
            self.commit(branch, self.importer.trees[tip],
                        f'Reapply "Something"\n\nThis reverts commit {self.importer.name_of(self.tips[branch])}.\n', person("carol"))

    def note_last(self, branch):
        tree = self.tree(branch)
        paths = self.text_paths(tree)
        path = self.rng.choice(paths) if paths else "src/none.cc"
        tool = self.rng.choice(("codex", "claude", "cursor"))
        text = (f"{path}\n  s_1e4a622e5ea7b7::t_1b2c3d4e5f6071 1-{self.rng.randrange(2, 60)}\n---\n"
                '{"schema_version": "authorship/3.0.0", "prompts": {}, "sessions": {"s_1e4a622e5ea7b7": '
                f'{{"agent_id": {{"tool": "{tool}", "id": "1", "model": "m"}}}}}}}}\n')
        self.importer.note(self.rng.choice(("refs/notes/ai", "refs/notes/ai", "refs/notes/commits")), self.tips[branch],
                           text if self.rng.random() < 0.9 else "not a note of a tool\n")

    def some(self, branch, size, count):
        """`count` commits of any kind."""
        for _ in range(count):
            before = self.tree(branch)
            kind = self.rng.random()
            size_now = self.rng.choice((3, 10, size, size))
            if kind < 0.3:
                self.by_person(branch, size_now)
            elif kind < 0.8:
                self.by_tool(branch, size_now)
            elif kind < 0.9 and branch != "side":
                self.merge_side_branch(branch, size_now)
            else:
                self.by_tool(branch, size_now)
                self.parent_tree = before
                self.revert(branch)
            if self.rng.random() < 0.12:
                self.note_last(branch)


def joined(lines):
    return ("\n".join(lines) + "\n").encode() if lines else b""


def make(seed, folder, catalogue, policy):
    """Fills the bare repository FOLDER with the history of SEED; POLICY are the files of .sallyport.
    Branches: main, moved (main and more), topic (from main), grown (topic and more)."""
    importer = Importer(folder)
    maker = Maker(seed, importer, catalogue)
    rng = maker.rng
    size = rng.choice((12, 40, 120, 450))
    maker.commit("main", {"README.md": ("100644", b"# widgets\n")}, "Start\n", person("dana"), parents=[])
    maker.some("main", rng.choice((12, 40)), rng.randrange(4))
    if rng.random() < 0.95:
        maker.commit("main", maker.tree("main") | policy, "Add the policy\n", person("dana"))
    maker.some("main", rng.choice((12, 40)), rng.randrange(4))
    maker.tips["topic"] = maker.tips["main"]
    maker.some("topic", size, rng.randrange(1, 5))
    if rng.random() < 0.08:
        text = policy[".sallyport/policy.toml"][1].replace(b'">= ', b'">= 9')
        maker.commit("topic", maker.tree("topic") | {".sallyport/policy.toml": ("100644", text)}, "Relax\n", person("dana"))
    maker.tips["grown"] = maker.tips["topic"]
    maker.some("grown", rng.choice((5, 30)), 1)
    maker.tips["moved"] = maker.tips["main"]
    maker.some("moved", 10, rng.randrange(1, 3))
    for branch in ("main", "topic", "grown", "moved"):
        importer.reset(f"refs/heads/{branch}", maker.tips[branch])
    importer.close()
    return rng

