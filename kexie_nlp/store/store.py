"""The store: one object over one database; every change of a document is one transaction."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, or_, select, text, update

from kexie_nlp.model import DocumentRecord, Link
from kexie_nlp.store import reviews, schema, searching
from kexie_nlp.store.labels import base_label, free_label, sort_key
from kexie_nlp.store.reviews import Review
from kexie_nlp.store.rows import document_row, link_row, part_rows
from kexie_nlp.text.document import Document

SLICE = 500  # values in one IN (…); databases have limits
SAMPLE = 1000  # entries of an index that are counted
KEPT = 64    # results that `Store.cached` holds at most
Made = TypeVar("Made")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentInfo(_Frozen):
    """A document as the store knows it, without its text."""
    sha256: str
    source: str
    label: str
    level: str | None
    region: str | None
    year: int | None
    period_from: str | None
    period_to: str | None
    title: str | None
    fingerprint: str
    aligned: str | None


class Outcome(_Frozen):
    """What became of a path; `stage` "done" means all went well, `sha256` is the document last made from it."""
    path: str
    sha256: str | None = None
    stage: str = "done"
    code: str | None = None
    message: str | None = None


class Store:
    """Documents, links and outcomes in a database; made by `open_store`, closed by `close` or at the end of a `with` block.

    `kexie_nlp.query` asks it questions; what stands here reads and writes whole records.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: OrderedDict[Hashable, tuple[str | None, Any]] = OrderedDict()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections; leaving a `with` block does it too."""
        self.engine.dispose()

    def rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """All rows of a SELECT over the tables of `kexie_nlp.store.schema`."""
        with self.engine.connect() as connection:
            return connection.execute(statement).all()

    def count(self, statement: Select[Any]) -> int:
        """The number of rows of a SELECT, counted once while the database stays as it is."""
        counted = statement.with_only_columns(func.count(), maintain_column_froms=True)
        said = counted.compile(self.engine)
        number: int = self.cached(("count", str(said), repr(said.params)), partial(self.rows, counted))[0][0]
        return number

    def cached(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave for this key at the present revision of the database, by whichever process it was changed.

        Only for what nobody changes; the least used results go first.
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
        """Let the database count what it holds, so that it answers large questions by the right index; after a build."""
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "sqlite":
                connection.execute(text(f"PRAGMA analysis_limit = {SAMPLE}"))
            connection.execute(text("ANALYZE"))

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """One transaction that changes what questions see."""
        with self.engine.begin() as connection:
            _write_fact(connection, "revision", uuid4().hex)
            yield connection

    # -- documents

    def infos(self) -> list[DocumentInfo]:
        """Every document, the central plans first, then in order of label."""
        return list(self.cached("infos", self._infos))

    def _infos(self) -> tuple[DocumentInfo, ...]:
        columns = [schema.documents.c[name] for name in DocumentInfo.model_fields]
        rows = self.rows(select(*columns).order_by(schema.documents.c.sort_key, schema.documents.c.label))
        return tuple(DocumentInfo.model_validate(dict(row._mapping)) for row in rows)

    def documents(self, hashes: Collection[str] | None = None) -> list[Document]:
        """The documents with these hashes (default: all), with record and raw text, in order of label."""
        return list(self.iter_documents(hashes))

    def iter_documents(self, hashes: Collection[str] | None = None) -> Iterator[Document]:
        """The documents one after another, without holding them all."""
        d = schema.documents
        for info in self.infos():
            if hashes is None or info.sha256 in hashes:
                row = self.rows(select(d.c.record, d.c.raw).where(d.c.sha256 == info.sha256))[0]
                yield Document(DocumentRecord.model_validate_json(row.record), row.raw)

    def put(self, document: Document, *, fingerprint: str, paths: Iterable[str] = ()) -> str:
        """Store a document, in one transaction, as what `paths` hold; gives its label.

        What stood under its hash is replaced; a document that these paths held before and no path holds any more goes.
        """
        d = schema.documents
        sha256, row, parts = document.record.sha256, document_row(document), part_rows(document)
        with self._change() as connection:
            former = connection.scalar(select(d.c.label).where(d.c.sha256 == sha256))
            held = list(connection.scalars(select(schema.outcomes.c.path).where(schema.outcomes.c.sha256 == sha256)))
            paths = list(dict.fromkeys([*paths, *held]))
            left = _drop_unheld(connection, _held_before(connection, paths) - {sha256})
            _remove(connection, sha256)
            taken = set(connection.scalars(select(d.c.label)))
            label = free_label(base_label(document.record), taken, former or left)
            connection.execute(insert(d).values(**row, label=label, sort_key=sort_key(row["level"], label),
                                                fingerprint=fingerprint, aligned=None,
                                                added=datetime.now(timezone.utc).isoformat(timespec="seconds")))
            for table in schema.PARTS:
                if parts[table.name]:
                    connection.execute(insert(table), parts[table.name])
            searching.add(connection, sha256, parts["provisions"], parts["measures"])
            _hold(connection, dict.fromkeys(paths, sha256))
        return label

    def adopt(self, held: Mapping[str, str]) -> None:
        """Note that paths hold documents that are stored already ({path: hash}); what no path holds then goes."""
        with self._change() as connection:
            before = _held_before(connection, list(held))
            _hold(connection, held)
            _drop_unheld(connection, before)

    def remove(self, sha256: str) -> None:
        """Take a document out, with its parts, its links and the outcomes of its paths."""
        with self._change() as connection:
            connection.execute(delete(schema.outcomes).where(schema.outcomes.c.sha256 == sha256))
            _remove(connection, sha256)

    # -- links

    def links(self, task_sha256: str | None = None) -> list[Link]:
        """The links (of one document's tasks), best candidates included, with the grades that hold."""
        return list(self.iter_links(task_sha256))

    def iter_links(self, task_sha256: str | None = None) -> Iterator[Link]:
        """The links one after another, without holding them all."""
        table = schema.links
        query = select(table.c.record).order_by(table.c.task_sha256, table.c.position)
        if task_sha256 is not None:
            query = query.where(table.c.task_sha256 == task_sha256)
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=SLICE).execute(query):
                yield Link.model_validate_json(row.record)

    def set_links(self, hashes: Collection[str], links: Iterable[Link], aligned: str | None) -> None:
        """Replace the links of these documents' tasks, and note what they were computed against.

        What persons have said of a pair holds against the new grades too.
        """
        by_task: dict[str, list[dict[str, Any]]] = {sha256: [] for sha256 in hashes}
        for link in links:
            rows = by_task[link.task.sha256]
            rows.append(link_row(link, len(rows)))
        with self._change() as connection:
            for sha256, rows in by_task.items():
                connection.execute(delete(schema.links).where(schema.links.c.task_sha256 == sha256))
                if rows:
                    connection.execute(insert(schema.links), rows)
                connection.execute(update(schema.documents).where(schema.documents.c.sha256 == sha256)
                                   .values(aligned=aligned))
                reviews.apply(connection, sha256)

    # -- what persons say

    def reviews(self) -> list[Review]:
        """Everything persons said of links, oldest first."""
        return reviews.read(self.rows(select(schema.reviews).order_by(schema.reviews.c.id)))

    def add_review(self, review: Review) -> Review:
        """Keep what a person said of a pair, and let its grade hold from now on; gives it with its time."""
        with self._change() as connection:
            kept = reviews.add(connection, review)
            reviews.apply(connection, review.task.sha256)
        return kept

    # -- outcomes and facts

    def outcomes(self) -> dict[str, Outcome]:
        """The last outcome of every path."""
        rows = self.rows(select(schema.outcomes).order_by(schema.outcomes.c.path))
        return {row.path: Outcome.model_validate(dict(row._mapping)) for row in rows}

    def set_outcome(self, outcome: Outcome) -> None:
        """Note what became of a path."""
        with self._change() as connection:
            connection.execute(delete(schema.outcomes).where(schema.outcomes.c.path == outcome.path))
            connection.execute(insert(schema.outcomes).values(**outcome.model_dump()))

    def forget(self, path: str) -> None:
        """Drop the outcome of a path; its document stays."""
        with self._change() as connection:
            connection.execute(delete(schema.outcomes).where(schema.outcomes.c.path == path))

    def fact(self, key: str) -> str | None:
        """A note of the store about itself, such as the hash of its central plan."""
        found = self.rows(select(schema.facts.c.value).where(schema.facts.c.key == key))
        return found[0].value if found else None

    def set_fact(self, key: str, value: str | None) -> None:
        """Keep a note of the store about itself; None takes it out."""
        with self._change() as connection:
            _write_fact(connection, key, value)


def _write_fact(connection: Connection, key: str, value: str | None) -> None:
    connection.execute(delete(schema.facts).where(schema.facts.c.key == key))
    if value is not None:
        connection.execute(insert(schema.facts).values(key=key, value=value))


def _held_before(connection: Connection, paths: Collection[str]) -> set[str]:
    """Drop the outcomes of paths; the documents they held."""
    o, names = schema.outcomes, list(paths)
    before: set[str | None] = set()
    for start in range(0, len(names), SLICE):
        some = o.c.path.in_(names[start:start + SLICE])
        before.update(connection.scalars(select(o.c.sha256).where(some)))
        connection.execute(delete(o).where(some))
    return {sha256 for sha256 in before if sha256}


def _drop_unheld(connection: Connection, hashes: Collection[str]) -> str | None:
    """Remove those of the documents that no path holds any more; the label of the first."""
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
    """Everything that hangs on a document but its outcomes; those must be gone or moved before."""
    li, d = schema.links, schema.documents
    aligned_to_it = select(li.c.task_sha256).where(li.c.measure_sha256 == sha256)
    connection.execute(update(d).where(d.c.sha256.in_(aligned_to_it)).values(aligned=None))
    connection.execute(delete(li).where(or_(li.c.task_sha256 == sha256, li.c.measure_sha256 == sha256)))
    searching.remove(connection, sha256)
    for table in schema.PARTS:
        connection.execute(delete(table).where(table.c.sha256 == sha256))
    connection.execute(delete(d).where(d.c.sha256 == sha256))
