"""Plays what people, hooks, servers and CI do on a made-up history, with one binary, and writes down what
it said. The story depends on the seed and on what was said before, so two binaries that say the same
are asked the same."""

import fcntl
import json
import os
import pty
import random
import re
import select
import subprocess
import tempfile
import termios

import ci_events

ZERO = "0" * 40
ANSWER = ("nothing new is reachable from outside after this change; I read all of it, ran it and measured 12 numbers; "
          "it trusts, stores and logs what it did before, and what breaks halfway is rolled back as before")
FORMATS = ("text", "markdown", "sarif", "code-quality", "junit", "github", "html", "commit-status")
CODE = re.compile(rb"Type ([0-9a-f]{6}) to sign: $")
QUESTION = re.compile(rb"(^|\n)> $")


NOW = 1770000000  # 2026-02-02 02:40 UTC, later than every commit that is made


class Stage:
    """A folder with homes, repositories and the binary under test; every command's words go to `said`."""

    def __init__(self, root, preload):
        self.root, self.said = root, []
        self.environment = {
            "PATH": f"{root}/bin:/usr/bin:/bin", "HOME": f"{root}/home/dana", "TMPDIR": f"{root}/tmp", "SHELL": "/bin/sh",
            "TERM": "dumb", "LC_ALL": "C.UTF-8", "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true",
            "GIT_TERMINAL_PROMPT": "0", "GIT_AUTHOR_DATE": "2026-01-20T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-20T12:00:00Z",
            "LD_PRELOAD": preload, "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}

    def environment_of(self, who, env):
        """Between two commands a minute passes."""
        return self.environment | {"HOME": f"{self.root}/home/{who}", "STILL_CLOCK": str(NOW + 60 * len(self.said))} | (env or {})

    def run(self, *argv, who="dana", given=b"", env=None, cwd="widgets"):
        """Runs it, keeps what it said, and returns its standard output as text."""
        done = subprocess.run(argv, input=given, capture_output=True, cwd=f"{self.root}/{cwd}", env=self.environment_of(who, env))
        self.said.append((" ".join(argv), done.returncode, done.stdout, done.stderr))
        return done.stdout.decode(errors="replace")

    def keep(self, words, path):
        """Keeps a file that a command was to write."""
        exists = os.path.exists(f"{self.root}/{path}")
        with open(f"{self.root}/{path}" if exists else os.devnull, "rb") as file:
            self.said.append((words, None if not exists else 0, file.read(), b""))

    def typed(self, *argv, who="dana", env=None):
        """The same in a terminal, where a person answers questions and types the code that is shown."""
        master, slave = pty.openpty()
        modes = termios.tcgetattr(slave)
        modes[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, modes)

        def take_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(argv, stdin=slave, stdout=out, stderr=err, cwd=f"{self.root}/widgets", preexec_fn=take_terminal,
                                       env=self.environment_of(who, env))
            os.close(slave)
            shown = converse(master)
            process.wait()
            os.close(master)
            out.seek(0)
            err.seek(0)
            self.said.append((" ".join(argv), process.returncode, shown + out.read(), err.read()))

    def git(self, *argv, cwd="widgets", given=b""):
        return subprocess.run(("git",) + argv, capture_output=True, cwd=f"{self.root}/{cwd}", env=self.environment, input=given).stdout.decode().strip()


def converse(master):
    """Answers until the terminal closes; returns all that was shown."""
    shown, seen, answers = b"", b"", 0
    while True:
        ready, _, _ = select.select([master], [], [], 60)
        try:
            data = os.read(master, 65536) if ready else b""
        except OSError:
            data = b""
        if not data:
            return shown
        shown += data
        seen = (seen + data.replace(b"\r", b""))[-4096:]
        if code := CODE.search(seen):
            os.write(master, code[1] + b"\n")
            seen = b""
        elif QUESTION.search(seen) and answers < 40:
            answers += 1
            os.write(master, ANSWER.encode() + b"\n")
            seen = b""


class Story:
    def __init__(self, seed, stage, world, rng_seed, catalogue):
        self.stage, self.world, self.catalogue = stage, world, catalogue
        self.rng = random.Random(rng_seed)
        self.range = "origin/main..topic"

    def sallyport(self, *argv, **options):
        return self.stage.run("sallyport", *argv, **options)

    def check(self, wanted=None, **options):
        return self.sallyport("check", "--range", wanted or self.range, "--json", **options)

    # --- scenes ---

    def judge(self):
        """Every report, and what explains it."""
        self.check()
        self.sallyport("check", "--range", self.range, *[word for name in FORMATS for word in ("--format", name, "--output", f"../tmp/{name}")])
        for name in FORMATS:
            self.stage.keep(f"check --format {name}", f"tmp/{name}")
        self.sallyport("explain", "--range", self.range, "--json")
        self.sallyport("explain", "--range", self.range)
        self.sallyport("scan", "--json", self.rng.choice(("HEAD", self.range)))
        changed = self.stage.git("diff", "--name-only", "-z", "origin/main", "topic").split("\0")
        path = self.rng.choice([path for path in changed if path] or ["README.md"])
        self.sallyport("explain", path, "--range", self.range)
        self.sallyport("explain", f"{path}:{self.rng.randrange(1, 9)}", "--range", self.range)
        self.sallyport("explain", self.rng.choice(("topic", "main", "topic~1")))
        self.sallyport("status", "--range", self.range)

    def decide(self, who, *argv, wanted=None, **options):
        self.stage.typed("sallyport", *argv, "--range", wanted or self.range, who=who, **options)

    def sign(self):
        """People decide about the topic; then it grows, its base moves, it lands, and it comes back."""
        rng = self.rng
        for who in rng.sample(("dana", "bob", "carol", "lee"), rng.randrange(1, 4)):
            self.decide(who, "signoff", *rng.choice(((), (), ("security",), ("security", "--no-sync"))))
        self.check()
        for change in rng.sample(("moved..rebased", "origin/main..merged", "moved..squash", "origin/main..amended", "origin/main..grown",
                                  "moved..topic"), 3):
            self.check(change)
        if rng.random() < 0.5:
            who = rng.choice(("bob", "lee"))
            self.decide(who, "signoff", "--delta", wanted="origin/main..grown")
            self.check("origin/main..grown")
        second = rng.random()
        if second < 0.25:
            self.decide("lee", "signoff", "security", "--reject", "--notes", "it sends tokens")
        elif second < 0.45:
            self.decide("lee", "waive", "security", "--reason", "it burns", "--ticket", "OPS-7", "--until", "24h")
        elif second < 0.7:
            self.decide(rng.choice(("dana", "bob")), "declare", rng.choice(("human", "human", "ai")))
        self.check()
        log = self.sallyport("log", "--json")
        self.sallyport("log")
        records = json.loads(log)["records"] if log.startswith("{") else []
        if records and rng.random() < 0.4:
            record = rng.choice(records)["id"][:14]
            self.stage.typed("sallyport", "revoke", record, "--reason", "I was wrong", who=rng.choice(("lee", "bob", "dana")))
            self.check()
        self.sallyport("ci", "--base", "origin/main", "--head", "topic", "--target", "refs/heads/main", "--json")
        if rng.random() < 0.5:
            self.land()

    def land(self):
        """The topic lands as one commit, is taken back, and is proposed again."""
        for repository, prefix in (("origin.git", "refs/heads/"), ("widgets", "refs/remotes/origin/")):
            self.stage.git("update-ref", f"{prefix}main", self.world["landed"], cwd=repository)
        self.check("origin/main..grown")
        for repository, prefix in (("origin.git", "refs/heads/"), ("widgets", "refs/remotes/origin/")):
            self.stage.git("update-ref", f"{prefix}main", self.world["taken_back"], cwd=repository)
        self.check("origin/main..again")
        self.check("origin/main..topic")

    def hooks(self):
        """A commit in the making: staged, with a message, perhaps under an agent."""
        rng, env = self.rng, {}
        if rng.random() < 0.4:
            example = rng.choice(self.catalogue.of_kind("env"))["example"]
            env = dict(pair.split("=", 1) for pair in example.split(" ") if "=" in pair and not pair.startswith(("HOME=", "SHELL=")))
        self.stage.git("symbolic-ref", "HEAD", "refs/heads/topic")
        self.stage.git("read-tree", rng.choice(("grown", "merged", "topic", "main")))
        self.sallyport("hook", "pre-commit", env=env)
        with open(f"{self.stage.root}/tmp/MSG", "w") as file:
            file.write(rng.choice(("Add a view\n", "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n", "Add\n\nAssisted-by: Cursor\n")))
        self.sallyport("hook", "prepare-commit-msg", "../tmp/MSG", "message", env=env)
        self.sallyport("hook", "commit-msg", "../tmp/MSG", env=env)
        self.stage.keep("what the hooks made of the message", "tmp/MSG")
        self.sallyport("check", "--staged", "--json")
        self.sallyport("status", env={"SALLYPORT_SKIP": "in a hurry"})
        self.sallyport("hook", "pre-commit", env={"SALLYPORT_SKIP": "in a hurry"})
        self.sallyport("status")
        self.sallyport("explain")

    def push(self):
        """What pre-push is told: new and old branches, the target, a tag, a deletion, several at once."""
        world, rng = self.world, self.rng
        lines = [
            f"refs/heads/topic {world['topic']} refs/heads/topic {ZERO}", f"refs/heads/topic {world['topic']} refs/heads/main {world['main']}",
            f"refs/heads/grown {world['grown']} refs/heads/topic {world['topic']}", f"HEAD {world['merged']} refs/heads/main {world['moved']}",
            f"refs/tags/v1 {world['topic']} refs/tags/v1 {ZERO}", f"(delete) {ZERO} refs/heads/topic {world['topic']}",
            f"refs/heads/main {world['main']} refs/heads/main {world['moved']}", f"refs/heads/topic {world['topic']} refs/heads/release/1 {ZERO}"]
        for _ in range(2):
            given = "".join(line + "\n" for line in rng.sample(lines, rng.choice((1, 1, 2, 3))))
            remote = rng.choice((("origin", f"{self.stage.root}/origin.git"), (f"{self.stage.root}/origin.git",) * 2))
            self.sallyport("hook", "pre-push", *remote, given=given.encode())

    def server(self):
        """What pre-receive is told in the bare repository."""
        world, rng = self.world, self.rng
        lines = [
            f"{world['main']} {world['topic']} refs/heads/main", f"{world['main']} {world['squash']} refs/heads/main", f"{ZERO} {world['topic']} refs/heads/topic2",
            f"{world['moved']} {world['main']} refs/heads/main", f"{world['main']} {ZERO} refs/heads/main", f"{ZERO} {world['topic']} refs/tags/v1",
            f"{ZERO} {world['topic']} refs/heads/release/1", f"{world['topic']} {world['grown']} refs/heads/topic",
            f"{ZERO} {world['topic']} refs/heads/sallyport/signoffs"]
        for _ in range(2):
            given = "".join(line + "\n" for line in rng.sample(lines, rng.choice((1, 1, 2, 3))))
            env = rng.choice(({}, {}, {"GL_ID": "user-77", "GL_PROTOCOL": "ssh"}, {"GITEA_PUSHER_ID": "45"}))
            self.sallyport("hook", "pre-receive", given=given.encode(), env=env, cwd="origin.git")

    def ci(self):
        """Jobs of CI systems, one in four with a variable that is missing or wrong."""
        rng = self.rng
        for _ in range(2):
            variables, payload = ci_events.github(rng.choice(("pull_request", "pull_request", "push", "merge_group", "workflow_dispatch", "workflow_run")),
                                                  self.world, rng)
            self.job(variables, payload, *rng.choice(((), ("--json",), ("--format", "github"), ("--format", "markdown"))))
        for variables in rng.sample(ci_events.others(self.world, rng), 3):
            variables = dict(variables)
            if variables and rng.random() < 0.25:
                variables[rng.choice(sorted(variables))] = rng.choice(("", "-x", "a..b", "true"))
            self.job(variables, "", *rng.choice(((), ("--json",))))
        if rng.random() < 0.3:
            digest = re.search(r'"digest":"([0-9a-f]+)"', self.check())
            variables, _ = ci_events.github("push", self.world, rng)
            variables["GITHUB_EVENT_NAME"] = "issue_comment"
            self.job(variables, ci_events.comment(self.world, digest[1] if digest else ZERO, rng), "import", "--head", "topic", "--target", "main", who="ci")
            self.check()

    def job(self, variables, payload, *argv, **options):
        with open(f"{self.stage.root}/tmp/event.json", "w") as file:
            file.write(payload)
        if payload:
            variables = variables | {"GITHUB_EVENT_PATH": f"{self.stage.root}/tmp/event.json"}
        self.sallyport("ci", *argv, env=variables, **options)

    def real(self):
        """Hooks that git itself runs."""
        stage = self.stage
        self.sallyport("install")
        stage.git("checkout", "-q", "-f", "-B", "work", "grown")
        stage.git("reset", "-q", "--soft", "topic")
        for argv in (("commit", "-q", "-m", "Go on"), ("push", "-q", "origin", "work"), ("push", "-q", "origin", "work:main")):
            stage.run("git", *argv)
        self.sallyport("doctor")
        self.sallyport("uninstall")

    def policies(self):
        """The policy in words, checked and shown; with files and a ref instead of the repository's."""
        for argv in (("show",), ("show", "--json"), ("check",), ("explain",)):
            self.sallyport("policy", *argv)
        self.sallyport("--policy", "../tmp/policy.toml", "--signers", "../tmp/signers", "check", "--range", self.range, "--json")
        self.sallyport("--policy-ref", "main~1", "check", "--range", self.range, "--json")
        self.check(self.rng.choice(("nonsense..topic", "topic..", "main...topic", "main^{tree}..topic^{tree}")))
        self.check(self.range, env={"GIT_DIR": f"{self.stage.root}/origin.git"})
        self.sallyport("check", "--range", self.range, "--json", "--assume", "approve:security=lee@example.com")
        self.sallyport("check", "--json")
        self.sallyport("check", "--base", "main~1")

    def tell(self):
        rng = self.rng
        self.judge()
        scenes = [(self.sign, 0.75), (self.hooks, 0.35), (self.push, 0.4), (self.server, 0.4), (self.ci, 0.5), (self.policies, 0.2)]
        rng.shuffle(scenes)
        for scene, share in scenes:
            if rng.random() < share:
                scene()
        if rng.random() < 0.2:
            self.real()
        self.stage.run("git", "for-each-ref")
        self.stage.run("git", "for-each-ref", cwd="origin.git")
