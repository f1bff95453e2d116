#!/usr/bin/env python3
"""Prints a CycloneDX 1.5 document of all that is linked into BUILD_FOLDER/sallyport.

usage: sbom.py BUILD_FOLDER VERSION
       sbom.py --notices BUILD_FOLDER   their copyright notices and licenses, as Debian has them

An archive counts when the linker took something out of it (the map that it writes), a header when
the program was compiled with it (what ninja keeps); each is listed as the Debian package it is of.
"""

import json
import re
import subprocess
import sys
from datetime import datetime, timezone
from os import environ, path


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def linked_files(build):
    """Archives of the system of which the linker used a member, by their full paths."""
    with open(f"{build}/sallyport.map", encoding="utf-8", errors="replace") as lines:
        found = re.findall(r"^(/[^\s(]+\.(?:a|o))\b", lines.read(), re.MULTILINE)
    return {path.realpath(file) for file in found}


def included_files(build):
    """Headers of the system that some part of the program was compiled with."""
    deps = run("ninja", "-C", build, "-t", "deps")
    return {line.strip() for line in deps.splitlines() if line.startswith("    /usr/include/")}


def packages_of(files):
    """The Debian packages that the files are of, `name` to (version, source package)."""
    found = subprocess.run(["dpkg", "-S", *sorted(files)], capture_output=True, text=True, check=False)
    names = {line.split(": /")[0].split(",")[0].split(":")[0] for line in found.stdout.splitlines()}
    show = "${Package} ${Version} ${source:Package}\n"
    rows = run("dpkg-query", "-W", "-f", show, *sorted(names)).split("\n")
    return {row.split()[0]: row.split()[1:] for row in rows if row}


def print_notices(packages):
    for name in sorted(packages):
        with open(f"/usr/share/doc/{name}/copyright", encoding="utf-8") as notice:
            print(f"==== {name}\n\n{notice.read()}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build = sys.argv[2] if sys.argv[1] == "--notices" else sys.argv[1]
    version = sys.argv[2]
    files = {file for file in linked_files(build) | included_files(build) if file.startswith("/usr/")}
    packages = packages_of(files)
    if sys.argv[1] == "--notices":
        print_notices(packages)
        return
    distribution = run("sh", "-c", ". /etc/os-release && echo $ID-$VERSION_ID").strip()
    epoch = int(environ.get("SOURCE_DATE_EPOCH", "0"))
    made = datetime.fromtimestamp(epoch, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": made,
            "component": {"type": "application", "bom-ref": "sallyport", "name": "sallyport", "version": version},
        },
        "components": [
            {
                "type": "library",
                "bom-ref": name,
                "name": name,
                "version": release,
                "purl": f"pkg:deb/debian/{name}@{release.replace('+', '%2B').replace(':', '%3A')}?distro={distribution}",
                "properties": [{"name": "source package", "value": source}],
            }
            for name, (release, source) in sorted(packages.items())
        ],
        "dependencies": [{"ref": "sallyport", "dependsOn": sorted(packages)}],
    }
    json.dump(document, sys.stdout, indent=1)
    print()


main()
