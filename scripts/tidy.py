#!/usr/bin/env python3
"""clang-tidy over the project's sources, only what changed since it last passed: text, headers, flags, checks.

Leaves out: tests and benchmarks (their macros trip checks meant for code). Headers come from ninja's own dependency log.
usage: tidy.py BUILD_FOLDER [--jobs N]      after a build there
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = ("tests/",)
GCC_ONLY = {"-Wno-restrict", "-fvect-cost-model=dynamic"}  # options that clang-tidy would stumble over


def project_headers(build):
    """Object file -> the project's files it was made from, by ninja's log of the last build."""
    log = subprocess.run(["ninja", "-C", str(build), "-t", "deps"], capture_output=True, text=True, check=True).stdout
    headers = {}
    for line in log.splitlines():
        if line.startswith("    "):
            path = (build / line.strip()).resolve()
            if ROOT in path.parents:
                headers[target].append(path)
        elif ": #deps" in line:
            target = line.split(": #deps")[0]
            headers[target] = []
    return headers


def compile_commands(build, folder):
    """The build's compile commands as clang understands them, also left in `folder` for clang-tidy to read."""
    entries = json.loads((build / "compile_commands.json").read_text())
    for entry in entries:
        entry["command"] = shlex.join(word for word in shlex.split(entry["command"]) if word not in GCC_ONLY)
    (folder / "compile_commands.json").write_text(json.dumps(entries))
    return entries


def object_of(entry):
    words = shlex.split(entry["command"])
    return words[words.index("-o") + 1]


def fingerprint(entry, headers, common):
    """Changes whenever clang-tidy could say something else about this source."""
    digest = hashlib.sha256(common + entry["command"].encode())
    for path in sorted({Path(entry["file"]), *headers}):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def work_list(build):
    """(source, stamp file) of every source to look at; a stamp that exists says that it passed."""
    stamps = build / "tidy"  # passed sources, and the compile commands they passed with
    stamps.mkdir(exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()
    headers = project_headers(build)
    for entry in compile_commands(build, stamps):
        source = Path(entry["file"])
        if not str(source.relative_to(ROOT)).startswith(SKIPPED):
            yield source, stamps / fingerprint(entry, headers.get(object_of(entry), []), common)


def tidy(source, stamp):
    """Complaints about one source; empty if it passed, and then it is remembered."""
    command = ["nice", "clang-tidy", "-p", str(stamp.parent), "--quiet", str(source)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode == 0:
        stamp.touch()
        return ""
    return result.stdout or result.stderr  # the latter only counts what it suppressed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=lambda text: Path(text).resolve())
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    everything = list(work_list(arguments.build))
    changed = [(source, stamp) for source, stamp in everything if not stamp.exists()]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        complaints = list(pool.map(lambda job: tidy(*job), changed))
    print("".join(complaints), end="")
    failed = sum(1 for text in complaints if text)
    print(f"tidy: {len(everything)} sources, {len(changed)} looked at, {failed} with complaints")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
