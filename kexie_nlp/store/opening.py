"""From a path or an address to an open store, or a clear refusal."""
from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from kexie_nlp.errors import KexieError
from kexie_nlp.store import schema, searching
from kexie_nlp.store.store import Store

MAGIC = b"SQLite format 3\0"


def open_store(path_or_url: str | Path, *, create: bool = False) -> Store:
    """The store in an SQLite file or at an SQLAlchemy address; `create` makes one where there is none.

    K301 where there is none and none is to be made, K302 where something else is.
    """
    name = str(path_or_url)
    try:
        url = make_url(name) if "://" in name else URL.create("sqlite", database=name)
        name = url.render_as_string(hide_password=True) if "://" in name else name
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            _check_file(Path(url.database), name, create)
        engine = create_engine(url)
        _prepare(engine, name, create)
    except (SQLAlchemyError, ImportError, OSError) as error:
        detail = str(getattr(error, "orig", None) or error).split("\n")[0]
        raise KexieError("K302", path=name, detail=detail) from None
    return Store(engine)


def _check_file(path: Path, name: str, create: bool) -> None:
    if path.is_dir():
        raise KexieError("K302", path=name, detail="a folder")
    if not path.exists():
        if not create:
            raise KexieError("K301", path=name)
        if not path.parent.is_dir():
            raise KexieError("K302", path=name, detail=f"no folder {path.parent}")
        return
    if not path.is_file():
        raise KexieError("K302", path=name, detail="not a regular file")
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
    if head != MAGIC and not (create and not head):
        raise KexieError("K302", path=name, detail="not an SQLite file" if head else "empty file")


def _prepare(engine: Engine, name: str, create: bool) -> None:
    there = set(inspect(engine).get_table_names())
    if schema.facts.name not in there:
        # tables of somebody else's: a whole SQLite file is ours or not ours, a PostgreSQL schema may be shared
        foreign = there if engine.dialect.name == "sqlite" else there & set(schema.metadata.tables)
        if foreign:
            raise KexieError("K302", path=name, detail=f"it holds other tables: {', '.join(sorted(foreign)[:5])}")
        if not create:
            raise KexieError("K301", path=name)
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            connection.execute(insert(schema.facts).values(key="schema_version", value=str(schema.VERSION)))
            searching.make(connection)
        return
    with engine.connect() as connection:
        found = connection.scalar(select(schema.facts.c.value).where(schema.facts.c.key == "schema_version"))
    if found is not None and found.isdecimal() and int(found) in schema.MIGRATIONS:
        found = _migrate(engine, int(found))
    if found != str(schema.VERSION):
        raise KexieError("K302", path=name, detail=f"schema version {found}, this program reads {schema.VERSION}; "
                                                   "build a new one")


def _migrate(engine: Engine, version: int) -> str:
    """Bring an older store to the present version, in one transaction; the version it has then."""
    with engine.begin() as connection:
        while version in schema.MIGRATIONS:
            for statement in schema.MIGRATIONS[version]:
                connection.execute(text(statement))
            version += 1
        schema.metadata.create_all(connection)
        for table in schema.metadata.tables.values():
            for index in table.indexes:
                index.create(connection, checkfirst=True)
        facts = schema.facts
        connection.execute(update(facts).where(facts.c.key == "schema_version").values(value=str(version)))
    return str(version)
