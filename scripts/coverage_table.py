#!/usr/bin/python3
"""Prints the share of lines that tests run by folder, from gcovr's JSON summary; fails below what each folder must reach.
usage: coverage_table.py SUMMARY.json"""
import collections
import json
import sys
from pathlib import Path

LEAST = {"model": 0.9, "agents": 0.9, "config": 0.9}


def main():
    covered, total = collections.Counter(), collections.Counter()
    for file in json.loads(Path(sys.argv[1]).read_text())["files"]:
        folder = file["filename"].split("/")[0]
        covered[folder] += file["line_covered"]
        total[folder] += file["line_total"]
    failed = False
    for folder in sorted(total):
        share = covered[folder] / total[folder] if total[folder] else 1
        short = share < LEAST.get(folder, 0)
        failed = failed or short
        wanted = f"  less than {LEAST[folder]:.0%}" if short else ""
        print(f"{folder:<10} {share:6.1%} of {total[folder]:>6} lines{wanted}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
