"""Full names of provisions and measures: made from rows, and resolved to rows.

A name is LABEL/ID for a provision, LABEL/ID#n for its measure n. In a question, a file name or hash prefix may stand for
LABEL, and a bare ID for the whole name where it is unique.
"""
from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from kexie_nlp.errors import KexieError
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import provisions

LISTED = 6  # names in the message on an ambiguous one
PLACES = 200  # places in one SQL statement


class Found(NamedTuple):
    """What a name refers to: a document, a provision of it (None: outside all), the number of a measure (None: the provision)."""
    info: DocumentInfo
    provision: Row[Any] | None
    number: int | None


def ref_of(info: DocumentInfo, provision: str | None, number: int | None = None) -> str:
    """The full name of a provision or, with a number, of a measure; the label alone for items outside all provisions."""
    if provision is None and number is None:
        return info.label
    return f"{info.label}/{provision or ''}" + (f"#{number}" if number is not None else "")


def title_of(row: Row[Any]) -> str:
    """The heading of a provision, or the first 30 characters of its normalised text."""
    return row.title or row.plain[:30]


def titles_of(store: Store, info: DocumentInfo) -> dict[str | None, str]:
    """{id: title} for all provisions of a document; computed once per state of the database."""
    return store.cached(("titles", info.sha256), partial(_titles, store, info.sha256))


def titles_at(store: Store, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """{(document hash, id): title} for provisions of several documents."""
    by_name, p, found = defaultdict[str, list[str]](list), provisions.c, dict[tuple[str, str], str]()
    for sha256, name in dict.fromkeys(places):
        by_name[name].append(sha256)
    for name, hashes in by_name.items():
        for start in range(0, len(hashes), PLACES):
            rows = store.rows(select(provisions).where(p.id == name, p.sha256.in_(hashes[start:start + PLACES])))
            found.update({(row.sha256, row.id): title_of(row) for row in rows})
    return found


def _titles(store: Store, sha256: str) -> dict[str | None, str]:
    return {row.id: title_of(row) for row in store.rows(select(provisions).where(provisions.c.sha256 == sha256))}


def find_document(store: Store, name: str) -> DocumentInfo:
    """The document with this label, file name, stem, or hash prefix of 6 digits or more. K303: none has, K304: several do."""
    infos = store.infos()
    for wanted in dict.fromkeys((name.strip(), unicodedata.normalize("NFKC", name.strip()))):
        if exact := [i for i in infos if i.label == wanted]:
            return exact[0]
        is_hash = re.fullmatch("[0-9a-fA-F]{6,64}", wanted)
        fits = [i for i in infos if wanted in (i.source, PurePath(i.source).stem)
                or is_hash and i.sha256.startswith(wanted.lower())]
        if len(fits) > 1:
            raise KexieError("K304", ref=name, detail=_listed([i.label for i in fits]))
        if fits:
            return fits[0]
    raise KexieError("K303", ref=name)


def find(store: Store, ref: str) -> Found:
    """What a name refers to. K303: nothing has this name, K304: several do."""
    name, number = ref.strip(), None
    if numbered := re.fullmatch(r"(.*)[#＃](\d{1,9})", name, re.S):
        name, number = numbered[1].strip(), int(numbered[2])
    head, slash, tail = name.replace("／", "/").rpartition("/")
    if slash:
        info = find_document(store, head)
        if not tail.strip() and number is not None:
            return Found(info, None, number)
        hits = _provisions(store, tail, info)
    else:
        info, hits = None, _provisions(store, tail, None)
    if not hits:
        raise KexieError("K303", ref=ref)
    infos = {i.sha256: i for i in store.infos()}
    if len(hits) > 1:
        names = [ref_of(infos[row.sha256], row.id) for row in hits]
        raise KexieError("K304", ref=ref, detail=_listed(names))
    return Found(infos[hits[0].sha256], hits[0], number)


def _provisions(store: Store, name: str, info: DocumentInfo | None) -> list[Row[Any]]:
    for wanted in dict.fromkeys((name.strip(), unicodedata.normalize("NFKC", name.strip()))):
        query = select(provisions).where(provisions.c.id == wanted)
        if info is not None:
            query = query.where(provisions.c.sha256 == info.sha256)
        if found := list(store.rows(query)):
            return found
    return []


def _listed(names: list[str]) -> str:
    return ", ".join(names[:LISTED]) + (f" … ({len(names)})" if len(names) > LISTED else "")
