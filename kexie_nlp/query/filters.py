"""Filters, order and page of a question: checked (`read`), then turned into SQL conditions or applied to rows (`Inquiry`)."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, TypeVar

from sqlalchemy import ColumnElement, FromClause, Row, Select, select

from kexie_nlp.errors import KexieError
from kexie_nlp.query.answers import Answer, Rows
from kexie_nlp.query.questions import PAGING, QUESTIONS, Parameter, is_yes
from kexie_nlp.query.references import find_document
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import documents, links, measures, provisions

Item = TypeVar("Item")
Made = TypeVar("Made", bound=Answer)
Column = ColumnElement[Any]


class Asked(TypedDict, total=False):
    """Filters, order and page of any question, None where not given; `QUESTIONS[name]` lists those a question takes."""
    document: str | None
    region: str | None
    level: str | None
    year: int | None
    chapter: str | None
    grade: int | None
    role: str | None
    status: str | None
    actor: str | None
    text: str | None
    central: str | None
    sort: str | None
    desc: bool | None
    limit: int | None
    offset: int | None


@dataclass(frozen=True)
class Inquiry:
    """A checked question: the store, the filters given, the order, the page (`limit` None: all rows from `offset` on)."""
    store: Store
    given: Mapping[str, Any]
    sort: str
    desc: bool = False
    limit: int | None = None
    offset: int = 0

    def get(self, name: str) -> Any:
        """The value of a filter; None where it was not given."""
        return self.given.get(name)

    def chosen(self, infos: Iterable[DocumentInfo]) -> list[DocumentInfo]:
        """The documents that pass the filters document, region, level and year. K303, K304 for a document name."""
        document, region, level, year = (self.get(name) for name in ("document", "region", "level", "year"))
        wanted = find_document(self.store, document).sha256 if document else None
        return [i for i in infos if (not wanted or i.sha256 == wanted) and (not region or region in (i.region or ""))
                and (not level or i.level == level) and (year is None or i.year == year)]

    def documents(self, sha256: Column) -> list[Column]:
        """The same filters as SQL conditions on a column of document hashes."""
        document, region, level, year = (self.get(name) for name in ("document", "region", "level", "year"))
        d, found = documents.c, list[Column]()
        if document:
            found.append(sha256 == find_document(self.store, document).sha256)
        conditions: list[Column] = [
            *([d.region.contains(region, autoescape=True)] if region else []), *([d.level == level] if level else []),
            *([d.year == year] if year is not None else [])]
        return found + ([sha256.in_(select(d.sha256).where(*conditions))] if conditions else [])

    def places(self, sha256: Column, provision: Column, *texts: Column, highest: Column | None = None) -> list[Column]:
        """The filters chapter, role, actor and text as SQL conditions on a provision.

        `sha256` and `provision` are the columns of its document and ID, `highest` that of its chapter where the table has one;
        `text` may stand in any of `texts`.
        """
        chapter, role, actor, text = (self.get(name) for name in ("chapter", "role", "actor", "text"))
        places, acting = provisions.alias("place"), measures.alias("acting")  # the query itself may be about these tables
        p, m, found = places.c, acting.c, list[Column]()
        here = select(p.id).where(p.sha256 == sha256, p.id == provision)
        if chapter:
            h = provisions.alias("head").c
            named = select(h.id).where((h.id == chapter) | h.title.contains(chapter, autoescape=True))
            found.append(here.where(named.where(h.sha256 == p.sha256, h.id == p.chapter).exists()).exists() if highest is None
                         else named.where(h.sha256 == sha256, h.id == highest).exists())
        if role:
            found.append(here.where(p.role == role).exists())
        if actor:
            found.append(select(m.id).where(m.sha256 == sha256, m.provision == provision,
                                            m.actors.contains(actor, autoescape=True)).exists())
        if text:
            some: Column = texts[0].contains(text, autoescape=True)
            for other in texts[1:]:
                some = some | other.contains(text, autoescape=True)
            found.append(some)
        return found

    def graded(self, sha256: Column, provision: Column) -> list[Column]:
        """The filter grade as SQL conditions: the best link of the task has this grade (0: it has no graded link)."""
        grade, li = self.get("grade"), links.alias("own").c
        if grade is None:
            return []
        own = select(li.grade).where(li.task_sha256 == sha256, li.task_provision == provision)
        better = ~own.where(li.grade > grade).exists()
        return [better] if grade == 0 else [better, own.where(li.grade == grade).exists()]

    def answer(self, query: Select[Any], orders: Mapping[str, Sequence[Column]],
               make: Callable[[Sequence[Row[Any]]], Sequence[Made]]) -> Rows[Made]:
        """The page of a SELECT that joins `documents`, its rows turned into answers by `make`.

        `orders` maps each order to its columns; those of `place` (document, then position) break ties.
        """
        columns = [*(orders[self.sort] if self.sort != "place" else ()), *orders["place"]]
        ordered = query.order_by(*(column.desc() if self.desc else column.asc() for column in columns))
        if self.limit is None and not self.offset:
            return Rows(make(self.store.rows(ordered)))
        total = self.store.count(query)
        limit = total if self.limit is None else self.limit
        return Rows(make(self.store.rows(ordered.limit(limit).offset(self.offset))), total=total, offset=self.offset)

    def cached(self, name: str, make: Callable[[], Item]) -> Item:
        """The result of `make` for these filters, computed once per state of the database; `name` tells results apart."""
        return self.store.cached((name, *sorted(self.given.items())), make)

    def page(self, items: Sequence[Item], keys: Mapping[str, Callable[[Item], Any]],
             make: Callable[[Item], Made]) -> Rows[Made]:
        """The page of items, each turned into an answer by `make`.

        `items` come in the order of their places; `keys` maps each other order to its sort key.
        """
        return Rows(map(make, self.cut(items, keys)), total=len(items), offset=self.offset)

    def cut(self, items: Sequence[Item], keys: Mapping[str, Callable[[Item], Any]]) -> Sequence[Item]:
        """The items of the page, as in `page`."""
        if self.sort in keys:
            items = sorted(items, key=keys[self.sort], reverse=self.desc)
        elif self.desc:
            items = items[::-1]
        return items[self.offset:None if self.limit is None else self.offset + self.limit]

    def whole(self) -> Inquiry:
        """The same question for all rows."""
        return replace(self, limit=None, offset=0)

    def without(self, name: str) -> Inquiry:
        """The same question without one filter."""
        return replace(self, given={key: value for key, value in self.given.items() if key != name})

    def ordered(self) -> Inquiry:
        """The same question in order of place."""
        return replace(self, sort="place", desc=False)


def read(store: Store, name: str, asked: Mapping[str, Any]) -> Inquiry:
    """Check filters, order and page of the question `name`; values are converted, texts to simplified characters.

    K306: the question does not take a filter or order, or a value is not legal.
    """
    question = QUESTIONS[name]
    known = {p.name: p for p in question.parameters} | PAGING
    given: dict[str, Any] = {}
    for key, value in asked.items():
        if key not in known:
            raise KexieError("K306", question=name, detail=f"--{key}", legal=", ".join(known))
        if value is None or value == "":
            continue
        given[key] = _value(name, known[key], value)
    sort = given.pop("sort", question.sorts[0] if question.sorts else "place")
    if sort not in question.sorts and sort != "place":
        raise KexieError("K306", question=name, detail=f"sort={sort}", legal=", ".join(question.sorts))
    limit, offset = given.pop("limit", None), given.pop("offset", 0)
    if offset < 0 or limit is not None and limit < 0:
        raise KexieError("K306", question=name, detail=f"limit={limit} offset={offset}", legal="0, 1, 2 …")
    return Inquiry(store, given, sort, given.pop("desc", False), limit, offset)


def within(inquiry: Inquiry, table: Any, *columns: Column, source: FromClause | None = None) -> Select[Any]:
    """A SELECT of the rows of a table of extractions (or of `columns`) that pass the filters on document, place and grade.

    `source`: the FROM clause, by default the table joined with `documents`.
    """
    t, d = table.c, documents.c
    texts = (t.sentence,) if "sentence" in t else (t.plain,)
    provision = t.provision if "provision" in t else t.id
    joined = table.join(documents, t.sha256 == d.sha256) if source is None else source
    return select(*(columns or (table,))).select_from(joined).where(
        *inquiry.documents(t.sha256), *inquiry.places(t.sha256, provision, *texts, highest=t.chapter), *inquiry.graded(t.sha256, provision))


def place_of(table: Any) -> tuple[Column, ...]:
    """The columns that order rows by document, then by position in it."""
    return documents.c.sort_key, documents.c.label, table.c.position


def itself(row: Made) -> Made:
    """The identity, as `make` of `Inquiry.page` for items that are answers."""
    return row


def _value(name: str, parameter: Parameter, value: Any) -> Any:
    if parameter.type is bool:
        return value is True or is_yes(str(value))
    try:
        value = parameter.type(value)
    except ValueError:
        raise KexieError("K306", question=name, detail=f"{parameter.name}={value}", legal=parameter.type.__name__) from None
    if parameter.choices and str(value) not in parameter.choices:
        raise KexieError("K306", question=name, detail=f"{parameter.name}={value}", legal=", ".join(parameter.choices))
    if parameter.name in ("region", "chapter", "actor", "text"):
        from kexie_nlp.text import normalize

        return normalize(value).text.strip()
    return value
