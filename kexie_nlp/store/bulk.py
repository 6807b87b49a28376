"""Changes in bulk: an SQLite engine in; a write-ahead log around its changes, from the first one to the end of a block, out."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

_BULK = ("synchronous = NORMAL", "wal_autocheckpoint = 10000")  # pages of 4 KiB that the log holds before they are moved to the file
_END = ("busy_timeout = 0", "wal_checkpoint", "journal_mode = DELETE")


class ChangeLog:
    """The write-ahead log of an engine. It begins with the first change inside `block`, and does nothing on other databases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._state: Literal["wanted", "begun"] | None = None

    @contextmanager
    def block(self) -> Iterator[None]:
        """Changes within the block use the log; a block inside another one changes nothing."""
        if self._state is not None:
            yield
            return
        self._state = "wanted"
        try:
            yield
        finally:
            self._state = None
            self._end()

    def before_change(self) -> None:
        """Begins the log if a block wants one. Called before every transaction that changes the database."""
        if self._state != "wanted":
            return
        self._state = "begun"
        if self._engine.dialect.name != "sqlite":
            return
        with self._engine.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            if mode not in ("delete", "wal"):
                return
            with suppress(OperationalError):
                mode = connection.exec_driver_sql("PRAGMA journal_mode = WAL").scalar()
        if mode == "wal":
            self._engine.dispose()
            event.listen(self._engine, "connect", _sync_less)

    def _end(self) -> None:
        if not event.contains(self._engine, "connect", _sync_less):
            return  # it never began
        event.remove(self._engine, "connect", _sync_less)
        self._engine.dispose()
        with self._engine.connect() as connection, suppress(OperationalError):
            for pragma in _END:
                connection.exec_driver_sql(f"PRAGMA {pragma}").close()
        self._engine.dispose()


def _sync_less(connection: Any, _: object) -> None:
    for pragma in _BULK:
        connection.execute(f"PRAGMA {pragma}")
