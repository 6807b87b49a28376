"""Addresses of pages, percent-encoded: made from a question and its arguments, a full name, or a document label."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from kexie_nlp.query.plans import centrals_of
from kexie_nlp.query.questions import Question
from kexie_nlp.store import Store

TWINS = (".json", ".csv")


class Places(NamedTuple):
    """The labels of all documents, and those of the reference plans."""
    labels: frozenset[str]
    centrals: frozenset[str]

    def page(self, ref: str) -> str | None:
        """The page of a document, provision or measure by its full name; None where the database lacks the document."""
        if ref in self.labels:
            return document_address(ref)
        head, slash, _ = ref.rpartition("/")
        if not slash or head not in self.labels:
            return None
        return provision_address("measure" if "#" in ref or head in self.centrals else "task", ref)


def places_of(store: Store) -> Places:
    """The labels in the database, cached until it changes."""
    def made() -> Places:
        return Places(frozenset(info.label for info in store.infos()), frozenset(info.label for info in centrals_of(store)))

    return store.cached("web places", made)


def question_address(question: Question, arguments: Iterable[str] = (), given: Mapping[str, Any] | None = None, *,
                     twin: str = "", root: str = "/") -> str:
    """The address of a question: arguments in the path, or in the query where a path would be ambiguous, then filters.

    `twin` is the ending of the same answer as data, .json or .csv; `root` is / or /api/.
    """
    values, asked = list(arguments), {k: v for k, v in (given or {}).items() if v not in (None, "")}
    path = f"{root}{question.name}"
    if values and _fits(values):
        path += "".join("/" + quote(value) for value in values)
    else:
        asked = {**dict(zip((p.name for p in question.arguments), values, strict=False)), **asked}
    return path + twin + (f"?{urlencode(asked)}" if asked else "")


def provision_address(name: str, ref: str) -> str:
    """The page of a task (`name` task) or of a central task or measure (`name` measure)."""
    return f"/{name}/{quote(ref)}" if _fits([ref]) else f"/{name}?{urlencode({'ref': ref})}"


def document_address(label: str, kind: str = "document") -> str:
    """The page of a document; `kind` marked: only its text with the extractions marked."""
    return f"/{kind}/{quote(label)}" if _fits([label]) else f"/{kind}?{urlencode({'label': label})}"


def pairs_address(ref: str, *, document: str | None = None, region: str | None = None) -> str:
    """The page of a cell of the matrix: a central task and the tasks of a document or region linked to it."""
    return "/pairs?" + urlencode({"ref": ref, **({"document": document} if document else {"region": region or ""})})


def _fits(values: list[str]) -> bool:
    if len(values) > 1 and any("/" in value for value in values):
        return False
    return not values[-1].endswith(TWINS) and all(part not in ("", ".", "..") for value in values for part in value.split("/"))
