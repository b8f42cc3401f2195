"""Scripts of scripts/ as a user starts them, each in a process of its own. It is forked from the test's, so that the
libraries which nearly all of them need are loaded once and not a hundred times."""
import os
import runpy
import subprocess
import sys
import tempfile
import traceback

import matplotlib.pyplot  # noqa: F401
import xarray  # noqa: F401

import runs

SCRIPTS = runs.SOURCE / "scripts"


def call(script, *words):
    """What who types it would see: exit code and both streams."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        child = os.fork()
        if child == 0:
            become(SCRIPTS / script, words, out, err)
        _, status = os.waitpid(child, 0)
        said = [(stream.seek(0), stream.read())[1] for stream in (out, err)]
    return subprocess.CompletedProcess([script, *words], os.waitstatus_to_exitcode(status), *said)


def become(path, words, out, err):
    """Never returns. What the test has loaded of scripts/ is forgotten: the script finds it as on the first day."""
    code = 1
    try:
        for stream, number in ((out, 1), (err, 2)):
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = open(os.devnull), open(1, "w"), open(2, "w")
        for name in [name for name, module in sys.modules.items()
                     if (getattr(module, "__file__", None) or "").startswith(f"{SCRIPTS}/")]:
            del sys.modules[name]
        sys.argv, sys.path[:0] = [str(path), *map(str, words)], [str(path.parent)]
        os.environ["OREPOLITIK_PROGRAM"] = runs.PROGRAM
        runpy.run_path(str(path), run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:  # whatever ends a script with a traceback
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
