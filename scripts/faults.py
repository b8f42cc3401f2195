"""How scripts say what went wrong: one sentence, and the exit codes of the program."""
import difflib
import sys


class UserError(Exception):
    """What the user asked for cannot be drawn; the text says what can."""


def nearest(name, names):
    """The one of names that was probably meant; None if none is near."""
    return next(iter(difflib.get_close_matches(name, names, 1)), None)


def guarded(work, *arguments):
    """Does the work; what the user can mend ends with a sentence and exit 2, what the disk refuses with exit 3."""
    try:
        work(*arguments)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0
