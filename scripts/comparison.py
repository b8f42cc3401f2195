"""What `orepolitik compare` says of two run files, for the scripts that show it."""
import json
import os
import subprocess
from pathlib import Path

PROGRAM = os.environ.get("OREPOLITIK_PROGRAM",
                         str(Path(__file__).resolve().parent.parent / "build" / "release" / "orepolitik"))


def compared(base, run, mineral=None):
    """Tables of the run file `run` against `base`, of one mineral or of all; OSError with what the program refuses."""
    which = ["--mineral", mineral] if mineral else []
    said = subprocess.run([PROGRAM, "compare", base, run, "--json", *which], capture_output=True, text=True,
                          check=False)
    if said.returncode:
        raise OSError(said.stderr.strip())
    return json.loads(said.stdout)


def mean(row, name, missing=None):
    """Mean over the pairs of runs of a row's measure."""
    value = row.get(name, {}).get("mean")
    return missing if value is None else value + 0.0  # no minus before nothing
