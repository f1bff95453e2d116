#!/usr/bin/env python3
"""Compares what two sallyport binaries say, byte for byte: standard output, standard error, exit code,
and the refs that they leave.

On repositories that are given (only objects are read there): spans of the first-parent history under the
bundled policies. On made-up histories: what people, hooks, servers and CI do. The clock stands still and
`std::random_device` always says the same (still.c), so that nothing needs to be normalised.

    bench/verdicts/compare.py OLD NEW                       500 made-up histories
    bench/verdicts/compare.py --quick OLD NEW               60 of them
    bench/verdicts/compare.py --histories 0 OLD NEW REPO…   repositories only
    bench/verdicts/compare.py --seed 17 OLD NEW             one history, all differences

Exit code: 0 nothing differs, 1 something does, 2 wrong usage.
"""

import argparse
import collections
import difflib
import itertools
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

import history
import play
import policies

FOLDER = os.path.dirname(os.path.realpath(__file__))
SOURCE = os.path.dirname(os.path.dirname(FOLDER))
POLICIES = ("standard", "strict", "solo", "production")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="the binary that is right")
    parser.add_argument("new", help="the binary that should say the same")
    parser.add_argument("repositories", nargs="*", metavar="REPO", help="clones, bare or not; nothing is written there")
    parser.add_argument("--histories", type=int, default=500, metavar="N", help="how many are made up (500)")
    parser.add_argument("--quick", action="store_true", help="60 made-up histories")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the seed of the first (1)")
    parser.add_argument("--seed", type=int, metavar="SEED", help="only that history, and every difference in full")
    parser.add_argument("--spans", default="1,3,10,40", help="last first-parent commits of a REPO (1,3,10,40)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time (one a processor)")
    parser.add_argument("--show", type=int, default=5, help="how many differences are shown (5)")
    parser.add_argument("--say", action="store_true", help="print all commands with their exit codes; only with --seed")
    return parser.parse_args()


class Setting:
    """What all jobs share: both binaries, the people with their keys, the stopped clock."""

    def __init__(self, options, root):
        self.root, self.binaries = root, {}
        for name in ("old", "new"):
            self.binaries[name] = f"{root}/{name}"
            shutil.copy2(getattr(options, name), self.binaries[name])
        self.still = f"{root}/still.so"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", self.still, f"{FOLDER}/still.c"], check=True)
        self.people = history.PEOPLE + ("ci",)
        self.signers = ""
        for person in self.people:
            home = f"{root}/home/{person}"
            os.makedirs(f"{home}/.ssh")
            key = f"{home}/.ssh/id_ed25519"
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", key], check=True)
            with open(f"{home}/.gitconfig", "w") as file:
                file.write(f"[user]\nname = {person.capitalize()} Example\nemail = {person}@example.com\n"
                           "[gpg]\nformat = ssh\n[gc]\nauto = 0\n[advice]\ndetachedHead = false\n")
            with open(key + ".pub") as file:
                self.signers += f'{person}@example.com namespaces="signoff.v1@sallyport" ' + " ".join(file.read().split()[:2]) + "\n"
        self.catalogue = history.Catalogue(f"{SOURCE}/data/catalogue.toml")


def git(folder, *argv, env=None):
    return subprocess.run(("git", "-C", folder) + argv, capture_output=True, check=False, env=env).stdout.decode().strip()


def build_world(setting, seed, template):
    """The repositories of a story, and the names of its commits."""
    rng = random.Random(f"policy {seed}")
    policy = policies.policy(rng, history.PEOPLE)
    files = {".sallyport/policy.toml": ("100644", policy.encode()), ".sallyport/allowed_signers": ("100644", setting.signers.encode())}
    for folder in ("tmp", "bin", "origin.git"):
        os.makedirs(f"{template}/{folder}")
    env = play.Stage(setting.root, "").environment
    origin = f"{template}/origin.git"
    git(origin, "init", "-q", "--bare", "-b", "main", env=env)
    history.make(seed, origin, setting.catalogue, files)
    world = {name: git(origin, "rev-parse", name) for name in ("main", "topic", "grown", "moved")}

    def commit(tree, *parents):
        return git(origin, "commit-tree", tree, "-m", "Land it\n\nCo-Authored-By: Claude <noreply@anthropic.com>",
                   *[word for parent in parents for word in ("-p", parent)], env=env)

    def derived(name, made):
        world[name] = made
        git(origin, "update-ref", f"refs/heads/{name}", made)

    together = git(origin, "merge-tree", "--write-tree", "moved", "topic").split("\n")[0]
    derived("merged", commit(together, "moved", "topic"))
    derived("squash", commit(together, "moved"))
    derived("rebased", commit(together, commit("topic~1^{tree}" if rng.random() < 0.2 else "moved^{tree}", "moved")))
    derived("amended", commit("topic^{tree}", "topic^1"))
    derived("landed", commit("topic^{tree}", "main"))
    derived("taken_back", commit("main^{tree}", "landed"))
    derived("again", commit("topic^{tree}", "taken_back"))
    widgets = f"{template}/widgets"
    subprocess.run(["git", "clone", "-q", "--no-checkout", origin, widgets], check=True, env=env, capture_output=True)
    refs = "".join(f"update refs/heads/{name} {commit}\n" for name, commit in world.items())
    subprocess.run(["git", "-C", widgets, "update-ref", "--stdin"], input=refs.encode(), check=True, env=env)
    git(widgets, "fetch", "-q", "origin", "+refs/notes/*:refs/notes/*", env=env)
    git(widgets, "checkout", "-q", "-f", "topic", env=env)
    for name, text in (("policy.toml", policies.policy(rng, history.PEOPLE)), ("signers", setting.signers)):
        with open(f"{template}/tmp/{name}", "w") as file:
            file.write(text)
    return world


def play_history(job):
    """What both binaries said in the story of one seed, each in a fresh copy at the same place."""
    setting, seed = job
    work = f"{setting.root}/work{os.getpid()}"
    template, here = f"{work}/template", f"{work}/here"
    shutil.rmtree(work, ignore_errors=True)
    world = build_world(setting, seed, template)
    said = {}
    for name, binary in setting.binaries.items():
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(template, here, symlinks=True)
        os.symlink(f"{setting.root}/home", f"{here}/home")
        git(f"{here}/widgets", "remote", "set-url", "origin", f"{here}/origin.git")
        os.link(binary, f"{here}/bin/sallyport")
        os.symlink("sallyport", f"{here}/bin/git-sallyport")
        stage = play.Stage(here, setting.still)
        play.Story(seed, stage, world, f"story {seed}", setting.catalogue).tell()
        said[name] = stage.said
    shutil.rmtree(work)
    return f"history {seed}", said["old"], said["new"]


def spans_of(repository, spans):
    """`older..newer` of the last N first-parent commits, and N of the middle of the history."""
    commits = git(repository, "rev-list", "--first-parent", "--max-count=3000", "HEAD").split()
    for count in spans:
        for newest in (0, len(commits) // 2):
            if newest + count < len(commits):
                yield f"{commits[newest + count]}..{commits[newest]}"


def judge_repository(job):
    """What both binaries said about one range of a repository, under one bundled policy."""
    setting, repository, wanted, name = job
    work = f"{setting.root}/repository{os.getpid()}"
    os.makedirs(f"{work}/tmp", exist_ok=True)
    branch = git(repository, "symbolic-ref", "-q", "HEAD") or "refs/heads/main"
    with open(f"{work}/policy.toml", "w") as file:
        file.write(f'schema = 1\nrepo_id = "verdicts"\nextends = "sallyport:{name}@1"\ntarget = "{branch}"\n')
    with open(f"{work}/signers", "w") as file:
        file.write(setting.signers)
    env = play.Stage(work, setting.still).environment | {"HOME": f"{setting.root}/home/dana", "GIT_CONFIG_COUNT": "1",
                                                         "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
    common = ("-C", repository, "--policy", f"{work}/policy.toml", "--signers", f"{work}/signers")
    asked = [("check", "--range", wanted, "--json"), ("check", "--range", wanted), ("check", "--range", wanted, "--format", "markdown")]
    if name == POLICIES[0]:
        asked += [("explain", "--range", wanted), ("explain", "--range", wanted, "--json"), ("scan", wanted, "--json")]
    said = {}
    for which, binary in setting.binaries.items():
        said[which] = []
        for argv in asked:
            done = subprocess.run((binary,) + common + argv, capture_output=True, env=env, stdin=subprocess.DEVNULL)
            said[which].append((" ".join(argv), done.returncode, done.stdout, done.stderr))
    return f"{os.path.basename(os.path.dirname(repository)) or repository} {name}", said["old"], said["new"]


def differences(old, new):
    """Pairs of what was said that are not equal; a story may part after the first."""
    return [(a, b) for a, b in itertools.zip_longest(old, new) if a != b]


def changed_lines(pair):
    """What changed, as (stream, line, line, …) for standard output and error."""
    for stream, index in (("stdout", 2), ("stderr", 3)):
        texts = [side[index] if side else b"" for side in pair]
        if texts[0] == texts[1]:
            continue
        sides = [readable(text) for text in texts]
        if sides[0] == sides[1]:  # the same values, written in another way
            sides = [repr(text).replace(",", ",\n").splitlines() for text in texts]
        yield stream, list(difflib.unified_diff(*sides, "old " + stream, "new " + stream, n=1, lineterm=""))


def shown(pair, lines):
    """One difference, for people."""
    old, new = (side or ("(nothing more was asked)", None, b"", b"") for side in pair)
    text = f"  {old[0]}\n" if old[0] == new[0] else f"  old: {old[0]}\n  new: {new[0]}\n"
    if old[1] != new[1]:
        text += f"    exit code {old[1]}, now {new[1]}\n"
    for _, diff in changed_lines(pair):
        text += "".join(f"    {line[:300]}\n" for line in diff[:lines])
    return text


def kinds(pair):
    """Each run of changed lines with ids and numbers left out, by which like differences are told from others."""
    old, new = (side or ("nothing", None) for side in pair)
    if old[1] != new[1]:
        yield f"exit code {old[1]}, now {new[1]}"
    for stream, diff in changed_lines(pair):
        run = []
        for line in diff[2:] + ["@@"]:
            if line[:1] in "-+":
                run.append(re.sub(r"[0-9a-f]{7,}|\d+", "#", line[:160]))
            elif run:
                yield f"{stream} " + "\n       ".join(run[:4] + ["…"] * (len(run) > 4))
                run = []


def readable(data):
    text = data.decode(errors="backslashreplace")
    try:
        text = json.dumps(json.loads(text), indent=1)
    except ValueError:
        pass
    return text.splitlines()


def run_jobs(options, setting):
    """Yields (title, old, new) for every history and every range."""
    if options.seed is not None:
        yield play_history((setting, options.seed))
        return
    spans = [int(word) for word in options.spans.split(",")]
    ranges = [(setting, os.path.realpath(repository), wanted, name) for repository in options.repositories
              for wanted in spans_of(repository, spans) for name in POLICIES]
    count = 60 if options.quick else options.histories
    seeds = [(setting, seed) for seed in range(options.first, options.first + count)]
    with multiprocessing.Pool(options.jobs) as pool:
        yield from pool.imap_unordered(judge_repository, ranges)
        yield from pool.imap_unordered(play_history, seeds)


def compare(options, root):
    start = time.monotonic()
    setting = Setting(options, root)
    compared, differ, codes, parted = 0, 0, collections.Counter(), 0
    seen, first = collections.Counter(), {}
    for title, old, new in run_jobs(options, setting):
        compared += len(old)
        codes.update(code for _, code, _, _ in old)
        if options.say:
            print("\n".join(f"{code} {words}" for words, code, _, _ in old))
        found = differences(old, new)
        if not found:
            continue
        differ += len(found)
        parted += 1
        for kind in (kind for pair in found for kind in kinds(pair)):
            seen[kind] += 1
            first.setdefault(kind, title)
        if parted <= options.show:
            print(f"{title}: {len(found)} of {len(old)} differ")
            for pair in found if options.seed is not None else found[:2]:
                print(shown(pair, 400 if options.seed is not None else 20))
            sys.stdout.flush()
    for kind, count in seen.most_common(60):
        print(f"{count} times, first in {first[kind]}:\n       {kind}")
    print("exit codes of the old one: " + ", ".join(f"{code}: {count}" for code, count in sorted(codes.items(), key=str)))
    print(f"{compared} compared, {differ} differ (in {parted} histories or ranges), {time.monotonic() - start:.0f} s")
    return 1 if differ else 0


def orphaned(function):
    """Runs it in a process whose parents are gone: what started this (an agent, an editor) is no ancestor then,
    which the program would take for a sign that no person signs."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            os.close(reader)
            status = b"2"
            try:
                status = str(function()).encode()
            finally:
                sys.stdout.flush()
                os.write(writer, status)
        os._exit(0)
    os.close(writer)
    os.wait()
    try:
        with os.fdopen(reader, "rb") as pipe:
            return int(pipe.read() or b"2")
    except KeyboardInterrupt:
        os.killpg(child, signal.SIGTERM)
        raise


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="verdicts.", dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as root:
        return orphaned(lambda: compare(options, root))


if __name__ == "__main__":
    sys.exit(main())
