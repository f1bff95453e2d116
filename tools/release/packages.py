#!/usr/bin/env python3
"""Makes the packages of a release: Debian's, npm's and Python's.

usage: packages.py FORM[,FORM...] VERSION FOLDER TREE...

A TREE is what `cmake --install --prefix /` laid out, for the processor that the program in it names.
FOLDER gets of each tree, by FORM:

  deb    a Debian package
  wheel  a package of Python
  npm    a package with the program, and of all trees one that runs the program of the platform

The same trees and SOURCE_DATE_EPOCH give the same bytes.
"""

import base64
import gzip
import hashlib
import io
import json
import lzma
import re
import sys
import tarfile
import time
import zipfile
from email.utils import formatdate
from os import environ
from pathlib import Path, PurePosixPath

# The machine of an ELF header: its name for uname(1), Debian and npm.
ARCHITECTURES = {62: ("x86_64", "amd64", "x64"), 183: ("aarch64", "arm64", "arm64")}
SUMMARY = "Blocks large AI-generated changes until humans have answered for them"
HOME = "https://github.com/sallyport/sallyport"
PROJECT = "The Sallyport project"
ADDRESS = "maintainers@sallyport.example"
# The name `sallyport` is somebody else's there.
PYTHON_NAME = "git-sallyport"
README = f"""# Sallyport

A gate for git that stops a large AI-generated change until named people have answered for it, in
writing, signed, about exactly that content.

    sallyport scan       # in a repository: how much of it AI tools wrote
    sallyport init       # a policy
    sallyport install    # the hooks

The program is one file that runs on any Linux. It needs git 2.31 and `ssh-keygen` of OpenSSH 8.2, or
later. All else is in the [documentation]({HOME}).
"""
EPOCH = int(environ.get("SOURCE_DATE_EPOCH", "0"))


class Tree:
    """What was laid out for one processor, whose names are `machine`, `debian` and `npm`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        program = self.read("bin/sallyport")
        machine = int.from_bytes(program[18:20], "little")
        if program[:4] != b"\x7fELF" or machine not in ARCHITECTURES:
            known = " or ".join(names[0] for names in ARCHITECTURES.values())
            sys.exit(f"packages.py: '{folder}/bin/sallyport' is no program for Linux on {known}")
        self.machine, self.debian, self.npm = ARCHITECTURES[machine]
        self.program = program
        self.license = self.read("share/doc/sallyport/copyright")
        self.manual = self.names("share/man/man1/*.1")

    def read(self, name):
        return (self.folder / name).read_bytes()

    def names(self, pattern):
        return sorted(file.relative_to(self.folder).as_posix() for file in self.folder.glob(pattern))


def tar(prefix, files, links):
    """An archive of files, `name` to (bytes, mode), links, `name` to target, and their folders."""
    folders = {str(parent) for name in (*files, *links) for parent in PurePosixPath(name).parents}
    entries = {name: (b"", 0o755, tarfile.DIRTYPE, "") for name in folders}
    entries |= {name: (data, mode, tarfile.REGTYPE, "") for name, (data, mode) in files.items()}
    entries |= {name: (b"", 0o777, tarfile.SYMTYPE, target) for name, target in links.items()}
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, (data, mode, kind, target) in sorted(entries.items()):
            entry = tarfile.TarInfo(prefix + ("" if name == "." else name))
            entry.size, entry.mode, entry.mtime, entry.type, entry.linkname = len(data), mode, EPOCH, kind, target
            entry.uname = entry.gname = "root"
            archive.addfile(entry, io.BytesIO(data))
    return written.getvalue()


def deb_files(tree):
    """Those of the tree where Debian has them: the manual compressed, zsh's folder of another name."""
    files = {}
    for name in tree.names("**/*"):
        path = tree.folder / name
        if path.is_symlink() or path.is_dir():
            continue
        data, mode = path.read_bytes(), 0o755 if path.stat().st_mode & 0o100 else 0o644
        name = name.replace("zsh/site-functions", "zsh/vendor-completions")
        if name.startswith("share/man/"):
            name, data = name + ".gz", gzip.compress(data, 9, mtime=0)
        files["usr/" + name] = (data, mode)
    return files


def deb(tree, version):
    changes = f"""sallyport ({version}) unstable; urgency=medium

  * See CHANGELOG.md.

 -- {PROJECT} <{ADDRESS}>  {formatdate(EPOCH)}
"""
    terms = f"""{HOME}

Copyright 2026 {PROJECT}
License: Apache-2.0, on Debian systems in /usr/share/common-licenses/Apache-2.0
"""
    overrides = """# One file that runs on any Linux.
sallyport: embedded-library
sallyport: shared-library-lacks-prerequisites
"""
    files = deb_files(tree)
    files["usr/share/doc/sallyport/changelog.gz"] = (gzip.compress(changes.encode(), 9, mtime=0), 0o644)
    files["usr/share/doc/sallyport/copyright"] = (terms.encode(), 0o644)
    files["usr/share/lintian/overrides/sallyport"] = (overrides.encode(), 0o644)
    control = f"""Package: sallyport
Version: {version}
Architecture: {tree.debian}
Maintainer: {PROJECT} <{ADDRESS}>
Installed-Size: {sum(len(data) for data, _ in files.values()) // 1024}
Depends: git (>= 1:2.31), openssh-client (>= 1:8.2)
Section: vcs
Priority: optional
Homepage: {HOME}
Description: {SUMMARY[0].lower() + SUMMARY[1:]}
 Git hooks and a command line that recognise changes made with AI tools, compare
 them with a policy kept in the repository, and let a large one pass only with
 the signed answers of people.
"""
    sums = "".join(f"{hashlib.md5(data).hexdigest()}  {name}\n" for name, (data, _) in sorted(files.items()))
    links = {"usr/bin/git-sallyport": "sallyport"}
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": lzma.compress(
            tar("./", {"control": (control.encode(), 0o644), "md5sums": (sums.encode(), 0o644)}, {})
        ),
        # The usual preset takes seven times as long, for an eighth less.
        "data.tar.xz": lzma.compress(tar("./", files, links), preset=0),
    }
    archive = b"!<arch>\n"
    for name, data in members.items():
        archive += f"{name:<16}{EPOCH:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode()
        archive += data + b"\n" * (len(data) % 2)
    return f"sallyport_{version}_{tree.debian}.deb", archive


def npm(package, version, description, more, files):
    """A package of npm, its file's name and its bytes."""
    manifest = {
        "name": package,
        "version": version,
        "description": description,
        "license": "Apache-2.0",
        "author": PROJECT,
        "homepage": HOME,
        "repository": {"type": "git", "url": f"git+{HOME}.git"},
        "publishConfig": {"access": "public"},
        **more,
    }
    files["package.json"] = ((json.dumps(manifest, indent=2) + "\n").encode(), 0o644)
    files["README.md"] = (README.encode(), 0o644)
    name = package.lstrip("@").replace("/", "-")
    return f"{name}-{version}.tgz", gzip.compress(tar("package/", files, {}), 6, mtime=0)


def npm_program(tree, version):
    # Yarn would leave it in an archive, where it cannot be run.
    more = {"os": ["linux"], "cpu": [tree.npm], "preferUnplugged": True}
    files = {"bin/sallyport": (tree.program, 0o755), "LICENSE": (tree.license, 0o644)}
    return npm(f"@sallyport/linux-{tree.npm}", version, f"{SUMMARY} (program for Linux)", more, files)


def npm_launcher(trees, version):
    tree = trees[0]
    more = {
        "bin": {"sallyport": "bin/sallyport.js", "git-sallyport": "bin/sallyport.js"},
        "man": tree.manual,
        "engines": {"node": ">=14"},
        "optionalDependencies": {f"@sallyport/linux-{each.npm}": version for each in trees},
    }
    launcher = Path(__file__).parent / "npm/sallyport.js"
    files = {name: (tree.read(name), 0o644) for name in tree.manual}
    files |= {"bin/sallyport.js": (launcher.read_bytes(), 0o755), "LICENSE": (tree.license, 0o644)}
    return npm("sallyport", version, SUMMARY, more, files)


def wheel_of(package, version, platforms, metadata, files):
    """A package of Python, its file's name and its bytes; `{base}` in a name is what Python wants there."""
    base = f"{package.replace('-', '_')}-{version}"
    files = {name.format(base=base): entry for name, entry in files.items()}
    head = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
    files[f"{base}.dist-info/METADATA"] = ((head + metadata).encode(), 0o644)
    tags = "".join(f"Tag: py3-none-{platform}\n" for platform in platforms)
    pure = "true" if platforms == ["any"] else "false"
    what = f"Wheel-Version: 1.0\nGenerator: packages.py\nRoot-Is-Purelib: {pure}\n{tags}"
    files[f"{base}.dist-info/WHEEL"] = (what.encode(), 0o644)
    record = f"{base}.dist-info/RECORD"
    rows = ""
    for name, (data, _) in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows += f"{name},sha256={digest},{len(data)}\n"
    files[record] = (f"{rows}{record},,\n".encode(), 0o644)

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, (data, mode) in files.items():
            # Its times begin with 1980.
            entry = zipfile.ZipInfo(name, max(time.gmtime(EPOCH)[:6], (1980, 1, 1, 0, 0, 0)))
            entry.create_system, entry.external_attr = 3, (0o100000 | mode) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return f"{base}-py3-none-{'.'.join(platforms)}.whl", written.getvalue()


def wheel(tree, version):
    metadata = f"""Summary: {SUMMARY}
Home-page: {HOME}
Author: {PROJECT}
Author-email: {ADDRESS}
License: Apache-2.0
Classifier: License :: OSI Approved :: Apache Software License
Classifier: Operating System :: POSIX :: Linux
Classifier: Topic :: Software Development :: Version Control :: Git
Description-Content-Type: text/markdown

{README}"""
    # A wheel has no links.
    other = '#!/bin/sh\nexec "$(dirname "$0")/sallyport" "$@"\n'
    files = {
        "{base}.data/scripts/sallyport": (tree.program, 0o755),
        "{base}.data/scripts/git-sallyport": (other.encode(), 0o755),
        **{f"{{base}}.data/data/{page}": (tree.read(page), 0o644) for page in tree.manual},
        "{base}.dist-info/LICENSE": (tree.license, 0o644),
    }
    platforms = [f"manylinux2014_{tree.machine}", f"musllinux_1_1_{tree.machine}"]
    return wheel_of(PYTHON_NAME, version, platforms, metadata, files)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """What pip calls, in the root of the source (PEP 517): a package with nothing in it but that it needs the program."""
    with open("CMakeLists.txt", encoding="utf-8") as lines:
        version = re.search(r"project\(sallyport VERSION (\S+)", lines.read())[1]
    needs = f"Requires-Dist: {PYTHON_NAME}=={version}\n"
    name, data = wheel_of("sallyport-hooks", version, ["any"], needs, {})
    (Path(wheel_directory) / name).write_bytes(data)
    return name


FORMS = {
    "deb": lambda trees, version: [deb(tree, version) for tree in trees],
    "wheel": lambda trees, version: [wheel(tree, version) for tree in trees],
    "npm": lambda trees, version: [npm_launcher(trees, version), *(npm_program(tree, version) for tree in trees)],
}


def main():
    if len(sys.argv) < 5 or not set(sys.argv[1].split(",")) <= set(FORMS):
        sys.exit(__doc__)
    forms, version, folder, *trees = sys.argv[1:]
    trees = [Tree(tree) for tree in trees]
    for form in forms.split(","):
        for name, data in FORMS[form](trees, version):
            (Path(folder) / name).write_bytes(data)


if __name__ == "__main__":
    main()
