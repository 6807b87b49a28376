"""The command `kexie`: a thin shell over the other subpackages, which are imported when a command runs."""
from __future__ import annotations

import sys
from collections.abc import Sequence

from kexie_nlp.errors import KexieError


def main(args: Sequence[str] | None = None) -> None:
    """Run a command line, by default that of the process, and exit with its code; a coded error is printed as one line."""
    from kexie_nlp.cli.app import app
    from kexie_nlp.cli.console import say_error, tolerant_streams

    tolerant_streams()
    try:
        app(args=None if args is None else list(args), prog_name="kexie")
    except KexieError as error:
        say_error(error.code, error.message, error.hint)
        sys.exit(2)
    except Exception as error:
        # the database layer is only loaded if the command needed it
        if "sqlalchemy" not in sys.modules or not _is_database_error(error):
            raise
        say_error("K302", " ".join(str(getattr(error, "orig", None) or error).split()),
                  "check the file or address given with --db")
        sys.exit(2)


def _is_database_error(error: Exception) -> bool:
    from sqlalchemy.exc import SQLAlchemyError

    return isinstance(error, SQLAlchemyError)
