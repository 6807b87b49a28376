"""A ledger out of a store into a file, with the record of how it was made beside it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from kexie_nlp.errors import KexieError
from kexie_nlp.report.export import write_bytes
from kexie_nlp.report.ledger.cells import rewritten
from kexie_nlp.report.ledger.front import book_of
from kexie_nlp.report.provenance import made_at, write_provenance
from kexie_nlp.store import Store

OWN = ("对标对表", "對標對表")  # a term that OpenCC takes for setting a watch
FORMATS = ("xlsx", "docx", "md", "html", "ics")


def export_ledger(store: Store, path: str | Path, *, form: str | None = None, documents: Sequence[str] = (),
                  title: str | None = None, central: str | None = None, variety: str | None = None,
                  made: datetime | None = None) -> list[Path]:
    """Write the ledger into `path` and `<path>.repro.json` beside it; the files written.

    `form` is one of `FORMATS` (default: the file's ending), `documents` restricts it to those named, `title` is its title
    line, `central` the reference plan where there are several, `variety` gives everything but raw quotes in traditional
    characters, `made` is its date (default: SOURCE_DATE_EPOCH, or now). K310 for another format, K311, K303, K304 for names,
    K401 without a plan, K305 where the file cannot be written.
    """
    from kexie_nlp.query.ledger import ledger

    target = Path(path)
    form = form or target.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise KexieError("K310", detail=form or target.name, legal=", ".join(FORMATS))
    made = made or made_at()
    found = ledger(store, documents=documents, central=central)
    if form == "ics":
        from kexie_nlp.report.ledger.calendar import calendar_bytes

        data = calendar_bytes(found, title=title, made=made, change=_converter(variety))
    else:
        book = book_of(found, title=title, made=made)
        data = _writer(form)(rewritten(book, _converter(variety)), made)
    parameters = {"format": form, "documents": list(found.documents), "central": found.central, "title": title, "script": variety}
    try:
        write_bytes(target, [data])
    except OSError as error:
        raise KexieError("K305", path=target, detail=error.strerror or str(error)) from None
    return [target, write_provenance(store, target, command="export ledger", parameters=parameters, made=made)]


def _writer(form: str) -> Callable[..., bytes]:
    if form == "xlsx":
        from kexie_nlp.report.ledger.xlsx import workbook_bytes as write
    elif form == "docx":
        from kexie_nlp.report.ledger.docx import document_bytes as write
    elif form == "md":
        from kexie_nlp.report.ledger.markdown import markdown_bytes as write
    else:
        from kexie_nlp.report.ledger.html import page_bytes as write
    return write


def _converter(variety: str | None) -> Callable[[str], str]:
    return _same if variety is None else partial(_traditional, variety=variety)


def _same(text: str) -> str:
    return text


def _traditional(text: str, *, variety: str) -> str:
    from kexie_nlp.text import to_traditional

    return OWN[1].join(to_traditional(part, variety)[0] for part in text.split(OWN[0]))  # type: ignore[arg-type]
