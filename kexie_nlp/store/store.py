"""Path or address of a database to a `Store`: documents, links, reviews, outcomes and facts, each change in one transaction."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    create_engine,
    delete,
    func,
    insert,
    inspect,
    make_url,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from kexie_nlp.errors import KexieError
from kexie_nlp.model import DocumentRecord, Link
from kexie_nlp.model.records import Conversion
from kexie_nlp.store import reviews, schema, search
from kexie_nlp.store.bulk import ChangeLog
from kexie_nlp.store.reviews import Review
from kexie_nlp.store.rows import base_label, document_row, flag_best, free_label, insert_rows, link_row, part_rows, sort_key
from kexie_nlp.text import NormText
from kexie_nlp.text.document import Document
from kexie_nlp.text.registry import STEPS

MAGIC = b"SQLite format 3\0"
SLICE = 500  # values in one IN (…), which databases limit
SAMPLE = 1000  # entries of an index that are counted
KEPT = 64    # results that `Store.cached` keeps
CHARACTERS = 4_000_000  # of the documents whose normalised texts are kept
Made = TypeVar("Made")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentInfo(_Frozen):
    """The row of a document in the store, without record and text; `label` is unique in the store.

    `plans` are the reference plans that it was aligned with, as `SHA256:GROUND` with blanks between: named by the document, the one that
    it resembles, given by the user, or the only one.
    """
    sha256: str
    source: str
    label: str
    level: str | None
    kind: str | None
    region: str | None
    year: int | None
    period_from: str | None
    period_to: str | None
    title: str | None
    conversion: Conversion
    plans: str
    fingerprint: str
    aligned: str | None

    @property
    def grounds(self) -> dict[str, str]:
        """Why each reference plan is one of this document's, by its hash."""
        return dict(each.split(":", 1) for each in self.plans.split())


class Outcome(_Frozen):
    """The outcome of a path: `stage` "done" or the stage that failed, with code and message; `sha256` is the document last made from it."""
    path: str
    sha256: str | None = None
    stage: str = "done"
    code: str | None = None
    message: str | None = None


class Store:
    """Documents, links, reviews and outcomes in a database; opened by `open_store`, closed by `close` or a `with` block.

    The methods read and write whole records; `kexie_nlp.query` answers questions.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: OrderedDict[Hashable, tuple[str | None, Any]] = OrderedDict()
        self._norms: dict[str, NormText] = {}
        self._characters = 0  # of the raw texts of these
        self._log = ChangeLog(engine)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the connections; leaving a `with` block does it too."""
        self.engine.dispose()

    def rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """All rows of a SELECT over the tables of `kexie_nlp.store.schema`."""
        with self.engine.connect() as connection:
            return connection.execute(statement).all()

    def count(self, statement: Select[Any]) -> int:
        """The number of rows of a SELECT, cached until the database changes."""
        counted = statement.with_only_columns(func.count(), maintain_column_froms=True)
        said = counted.compile(self.engine)
        number: int = self.cached(("count", str(said), repr(said.params)), partial(self.rows, counted))[0][0]
        return number

    def cached(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result of `make` for this key at the present revision of the database; any process may change the revision.

        The result must not be changed. The least recently used results are dropped first.
        """
        revision = self.fact("revision")
        held = self._kept.pop(key, None)
        if held is None or held[0] != revision:
            held = revision, make()
        self._kept[key] = held
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return held[1]

    def tidy(self) -> None:
        """Update the statistics of the database, by which it chooses indexes; called after a build."""
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "sqlite":
                connection.execute(text(f"PRAGMA analysis_limit = {SAMPLE}"))
            connection.execute(text("ANALYZE"))

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Changes within the block do not wait for the disk, if the store is an SQLite file; the end of the block writes all to disk.

        From the first change to the end of the block the file has a write-ahead log, with `synchronous=NORMAL` for this store.
        Each change is still one transaction. If the program is killed, none is lost. If the system or the power fails, the last
        changes may be lost, each as a whole, and the file stays intact; a build that is run again makes them again. Changes by
        other programs are as durable as outside the block. The log (`<file>-wal`) must stay beside the file until the end of the
        block, or after a kill until the store is next opened. The block has no effect on other databases, in memory, or on a
        file that is locked. If another program has the file open at the end, the log stays until the end of the next block.
        """
        with self._log.block():
            yield

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """One transaction with a new revision."""
        self._log.before_change()
        with self.engine.begin() as connection:
            _write_fact(connection, "revision", uuid4().hex)
            yield connection

    # -- documents

    def infos(self) -> list[DocumentInfo]:
        """All documents, central plans first, then in order of label."""
        return list(self.cached("infos", self._infos))

    def _infos(self) -> tuple[DocumentInfo, ...]:
        columns = [schema.documents.c[name] for name in DocumentInfo.model_fields]
        rows = self.rows(select(*columns).order_by(schema.documents.c.sort_key, schema.documents.c.label))
        return tuple(DocumentInfo.model_validate(dict(row._mapping)) for row in rows)

    def documents(self, hashes: Collection[str] | None = None) -> list[Document]:
        """The documents with these hashes (default: all), with record and raw text, in order of label."""
        return list(self.iter_documents(hashes))

    def iter_documents(self, hashes: Collection[str] | None = None) -> Iterator[Document]:
        """The documents one after another; they are not kept in memory."""
        d = schema.documents
        if hashes is not None and len(hashes) <= SLICE:
            rows = self.rows(select(d.c.sha256).where(d.c.sha256.in_(hashes)).order_by(d.c.sort_key, d.c.label))
            found = [row.sha256 for row in rows]
        else:
            found = [info.sha256 for info in self.infos() if hashes is None or info.sha256 in hashes]
        for sha256 in found:
            row = self.rows(select(d.c.record, d.c.raw).where(d.c.sha256 == sha256))[0]
            document = Document(DocumentRecord.model_validate_json(row.record), row.raw)
            held = self._norms.get(sha256)
            if held and held.raw == row.raw and held.conversion == document.record.meta.conversion:
                document.__dict__["norm"] = held
            yield document

    def put(self, document: Document, *, fingerprint: str, paths: Iterable[str] = ()) -> str:
        """Store a document, in one transaction, as the content of `paths`; gives its label.

        A document with the same hash is replaced; a document that these paths held before and no other path holds is removed.
        """
        d = schema.documents
        sha256, row, parts = document.record.sha256, document_row(document), part_rows(document)
        with self._change() as connection:
            former = connection.scalar(select(d.c.label).where(d.c.sha256 == sha256))
            if former is not None:
                held = connection.scalars(select(schema.outcomes.c.path).where(schema.outcomes.c.sha256 == sha256))
                paths = [*paths, *held]
            paths = list(dict.fromkeys(paths))
            left = _drop_unheld(connection, _held_before(connection, paths) - {sha256})
            if former is not None:
                _remove(connection, sha256)
            base = base_label(document.record)
            label = free_label(base, _numbered(connection, base), former or left)
            connection.execute(insert(d).values(**row, label=label, sort_key=sort_key(row["level"], label),
                                                fingerprint=fingerprint, aligned=None,
                                                added=datetime.now(timezone.utc).isoformat(timespec="seconds")))
            for table in schema.PARTS:
                insert_rows(connection, table, parts[table.name])
            search.add(connection, sha256, parts["provisions"], parts["measures"])
            _hold(connection, dict.fromkeys(paths, sha256))
        self._keep_norm(document)
        return label

    def _keep_norm(self, document: Document) -> None:
        """Keep the normalised text for `iter_documents`, if the default steps made it."""
        if document.steps not in (None, tuple(STEPS)) or document.record.sha256 in self._norms:
            return
        self._norms[document.record.sha256] = document.norm
        self._characters += len(document.text)
        while self._characters > CHARACTERS:
            oldest = next(iter(self._norms))
            self._characters -= len(self._norms.pop(oldest).raw)

    def adopt(self, held: Mapping[str, str]) -> None:
        """Record that paths hold stored documents ({path: hash}); a document that no path holds any more is removed."""
        with self._change() as connection:
            before = _held_before(connection, list(held))
            _hold(connection, held)
            _drop_unheld(connection, before)

    def remove(self, sha256: str) -> None:
        """Remove a document with its parts, its links and the outcomes of its paths."""
        with self._change() as connection:
            connection.execute(delete(schema.outcomes).where(schema.outcomes.c.sha256 == sha256))
            _remove(connection, sha256)

    # -- links

    def links(self, task_sha256: str | None = None) -> list[Link]:
        """The links, or those of one document's tasks, candidates of grade 0 included, with reviewed grades."""
        return list(self.iter_links(task_sha256))

    def iter_links(self, task_sha256: str | None = None) -> Iterator[Link]:
        """The links one after another; they are not kept in memory."""
        table = schema.links
        query = select(table.c.record).order_by(table.c.task_sha256, table.c.position)
        if task_sha256 is not None:
            query = query.where(table.c.task_sha256 == task_sha256)
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=SLICE).execute(query):
                yield Link.model_validate_json(row.record)

    def set_links(self, hashes: Collection[str], links: Iterable[Link], aligned: str | None,
                  plans: Mapping[str, str] | None = None) -> None:
        """Replace the links of these documents' tasks; `aligned` is the key they were computed with, `plans` the reference plans of each
        document, as in `DocumentInfo.plans`.

        Reviews override the new grades too.
        """
        by_task: dict[str, list[dict[str, Any]]] = {sha256: [] for sha256 in hashes}
        for link in links:
            rows = by_task[link.task.sha256]
            rows.append(link_row(link, len(rows)))
        rows = [row for own in by_task.values() for row in own]
        flag_best(rows)
        li, d, r = schema.links.c, schema.documents.c, schema.reviews.c
        with self._change() as connection:
            for some in _slices(by_task):
                connection.execute(delete(schema.links).where(li.task_sha256.in_(some)))
                connection.execute(update(schema.documents).where(d.sha256.in_(some)).values(aligned=aligned, plans=""))
            for sha256, named in (plans or {}).items():
                connection.execute(update(schema.documents).where(d.sha256 == sha256).values(plans=named))
            insert_rows(connection, schema.links, rows)
            for some in _slices(by_task):
                for sha256 in connection.scalars(select(r.task_sha256).where(r.task_sha256.in_(some)).distinct()).all():
                    reviews.apply(connection, sha256)

    # -- reviews

    def reviews(self) -> list[Review]:
        """All reviews, oldest first."""
        return reviews.read(self.rows(select(schema.reviews).order_by(schema.reviews.c.id)))

    def add_review(self, review: Review) -> Review:
        """Add a review and apply its grade to the link; gives the review with its time."""
        with self._change() as connection:
            kept = reviews.add(connection, review)
            reviews.apply(connection, review.task.sha256)
        return kept

    # -- outcomes and facts

    def outcomes(self) -> dict[str, Outcome]:
        """The last outcome of each path."""
        rows = self.rows(select(schema.outcomes).order_by(schema.outcomes.c.path))
        return {row.path: Outcome.model_validate(dict(row._mapping)) for row in rows}

    def set_outcome(self, outcome: Outcome) -> None:
        """Record the outcome of a path."""
        with self._change() as connection:
            connection.execute(delete(schema.outcomes).where(schema.outcomes.c.path == outcome.path))
            connection.execute(insert(schema.outcomes).values(**outcome.model_dump()))

    def forget(self, path: str) -> None:
        """Delete the outcome of a path; its document stays."""
        with self._change() as connection:
            connection.execute(delete(schema.outcomes).where(schema.outcomes.c.path == path))

    def fact(self, key: str) -> str | None:
        """The value of a fact of the store, such as `central`, the hash of its central plan; None if it is not set."""
        found = self.rows(select(schema.facts.c.value).where(schema.facts.c.key == key))
        return found[0].value if found else None

    def set_fact(self, key: str, value: str | None) -> None:
        """Set a fact of the store; None deletes it."""
        with self._change() as connection:
            _write_fact(connection, key, value)


def open_store(path_or_url: str | Path, *, create: bool = False) -> Store:
    """The store in an SQLite file or at an SQLAlchemy address; `create` makes one where there is none.

    A store of an older version is migrated. K301 where there is no store and `create` is not set, K302 where the file or database
    is no store, holds other tables, has a newer version or cannot be opened.
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


def _write_fact(connection: Connection, key: str, value: str | None) -> None:
    if value is None:
        connection.execute(delete(schema.facts).where(schema.facts.c.key == key))
    elif not connection.execute(update(schema.facts).where(schema.facts.c.key == key).values(value=value)).rowcount:
        connection.execute(insert(schema.facts).values(key=key, value=value))


def _slices(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in order, as many at a time as a database takes in one IN (…)."""
    left = iter(values)
    while some := list(islice(left, SLICE)):
        yield some


def _numbered(connection: Connection, base: str) -> set[str]:
    """The labels of documents that are `base`, or begin with it and a dash."""
    label = schema.documents.c.label
    if connection.dialect.name == "sqlite":  # bytes in order, so that the index of labels is read: a dot follows a dash
        numbered = and_(label > f"{base}-", label < f"{base}.")
    else:
        numbered = label.startswith(f"{base}-", autoescape=True)
    return set(connection.scalars(select(label).where(or_(label == base, numbered))))


def _held_before(connection: Connection, paths: Collection[str]) -> set[str]:
    """Delete the outcomes of paths; gives the hashes of the documents they held."""
    o = schema.outcomes
    before: set[str | None] = set()
    for names in _slices(paths):
        some = o.c.path.in_(names)
        found = connection.scalars(select(o.c.sha256).where(some)).all()
        if found:
            connection.execute(delete(o).where(some))
            before.update(found)
    return {sha256 for sha256 in before if sha256}


def _drop_unheld(connection: Connection, hashes: Collection[str]) -> str | None:
    """Remove the documents that no path holds; gives the label of the first."""
    o, d, label = schema.outcomes, schema.documents, None
    for sha256 in sorted(hashes):
        if connection.scalar(select(o.c.path).where(o.c.sha256 == sha256).limit(1)) is None:
            label = label or connection.scalar(select(d.c.label).where(d.c.sha256 == sha256))
            _remove(connection, sha256)
    return label


def _hold(connection: Connection, held: Mapping[str, str]) -> None:
    if held:
        rows = [{"path": path, "sha256": sha256, "stage": "done"} for path, sha256 in held.items()]
        connection.execute(insert(schema.outcomes), rows)


def _remove(connection: Connection, sha256: str) -> None:
    """Delete a document with its parts and links; its outcomes must be deleted or moved before."""
    li, d = schema.links, schema.documents
    aligned_to_it = select(li.c.task_sha256).where(li.c.measure_sha256 == sha256)
    connection.execute(update(d).where(d.c.sha256.in_(aligned_to_it)).values(aligned=None))
    connection.execute(delete(li).where(or_(li.c.task_sha256 == sha256, li.c.measure_sha256 == sha256)))
    search.remove(connection, sha256)
    for table in schema.PARTS:
        connection.execute(delete(table).where(table.c.sha256 == sha256))
    connection.execute(delete(d).where(d.c.sha256 == sha256))


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
        # tables of another program: an SQLite file is not shared, a PostgreSQL schema may be
        foreign = there if engine.dialect.name == "sqlite" else there & set(schema.metadata.tables)
        if foreign:
            raise KexieError("K302", path=name, detail=f"it holds other tables: {', '.join(sorted(foreign)[:5])}")
        if not create:
            raise KexieError("K301", path=name)
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            connection.execute(insert(schema.facts).values(key="schema_version", value=str(schema.VERSION)))
            search.make(connection)
        return
    with engine.connect() as connection:
        found = connection.scalar(select(schema.facts.c.value).where(schema.facts.c.key == "schema_version"))
    if found is not None and found.isdecimal() and int(found) in schema.MIGRATIONS:
        found = _migrate(engine, int(found))
    if found != str(schema.VERSION):
        raise KexieError("K302", path=name, detail=f"schema version {found}, this program reads {schema.VERSION}; "
                                                   "build a new one")


def _migrate(engine: Engine, version: int) -> str:
    """Migrate an older store to the present version, in one transaction; gives its version then."""
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
