#!/usr/bin/env python3
"""clang-tidy over the project's sources, only what changed since it last passed: text, headers, flags, checks.

Headers are most of the work, so sources of a folder are read together; where that raises a complaint, they are read
again one by one, and what is said of them alone counts.
Leaves out: tests and benchmarks (their macros trip checks meant for code; they lie under tests/ or, joined, in the
build folder). Headers come from ninja's own dependency log.
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
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ_TOGETHER = 16  # sources
ALL_SOURCES = r"(agents|cli|config|model|output|start)/.*\.[ch]pp$"  # what is included counts as a header
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
    """(source, stamp file, command) of every source to look at; a stamp that exists says that it passed."""
    stamps = build / "tidy"  # passed sources, and the compile commands they passed with
    stamps.mkdir(exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()
    headers = project_headers(build)
    for entry in compile_commands(build, stamps):
        source = Path(entry["file"])
        if not any(folder in source.parents for folder in (build, ROOT / "tests")):
            yield source, stamps / fingerprint(entry, headers.get(object_of(entry), []), common), entry["command"]


def clang_tidy(source, folder, *words):
    """Complaints about a source with the compile commands of a folder; empty if it passed."""
    command = ["nice", "clang-tidy", "-p", str(folder), "--quiet", *words, str(source)]
    result = subprocess.run(command, capture_output=True, text=True)
    return "" if result.returncode == 0 else result.stdout or result.stderr  # the latter only counts what it suppressed


def pass_together(jobs, folder):
    """Whether sources of one folder pass, read as one. A local name may hide one of another source's."""
    folder.mkdir(exist_ok=True)
    together = folder / "together.cpp"
    together.write_text("".join(f'#include "{source}"\n' for source, *_ in jobs))
    words = [word for word in shlex.split(jobs[0][2]) if word != str(jobs[0][0])]
    entry = {"directory": str(folder), "file": str(together), "command": shlex.join([*words, "-Wno-shadow", str(together)])}
    (folder / "compile_commands.json").write_text(json.dumps([entry]))
    return not clang_tidy(together, folder, f"--header-filter={ALL_SOURCES}", "--checks=-bugprone-suspicious-include")


def tidy(batch):
    """Complaints about each of some sources; those that pass are remembered."""
    number, jobs = batch
    folder = jobs[0][1].parent
    passed = len(jobs) > 1 and pass_together(jobs, folder / f"batch{number}")
    complaints = []
    for source, stamp, _ in jobs:
        complaints.append("" if passed else clang_tidy(source, folder))
        if not complaints[-1]:
            stamp.touch()
    return complaints


def batches(jobs):
    """Sources that are read together, numbered: those of a folder, with the flags of one."""
    def folder(job):
        return job[0].relative_to(ROOT).parts[0]
    together = []
    for _, group in groupby(sorted(jobs, key=lambda job: (folder(job), job[0])), folder):
        group = list(group)
        size = -(-len(group) // -(-len(group) // READ_TOGETHER))  # as even as can be
        together += [group[begin:begin + size] for begin in range(0, len(group), size)]
    return list(enumerate(together))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=lambda text: Path(text).resolve())
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    everything = list(work_list(arguments.build))
    changed = [job for job in everything if not job[1].exists()]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        complaints = [text for texts in pool.map(tidy, batches(changed)) for text in texts]
    print("".join(complaints), end="")
    failed = sum(1 for text in complaints if text)
    print(f"tidy: {len(everything)} sources, {len(changed)} looked at, {failed} with complaints")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
