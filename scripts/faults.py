"""How scripts say what went wrong: one sentence, and the exit codes of the program."""
import sys


class UserError(Exception):
    """What the user asked for cannot be drawn; the text says what can."""


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
