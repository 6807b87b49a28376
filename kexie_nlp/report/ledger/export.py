"""A ledger of a store as a file, with its reproducibility record beside it."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from functools import partial
from importlib import import_module
from pathlib import Path

from kexie_nlp.errors import KexieError
from kexie_nlp.report.export import write_bytes
from kexie_nlp.report.ledger.book import rewritten
from kexie_nlp.report.ledger.content import book_of
from kexie_nlp.report.provenance import made_at, write_provenance
from kexie_nlp.report.render import in_script
from kexie_nlp.store import Store

MODULES = {"xlsx": "xlsx", "docx": "docx", "md": "markdown", "html": "html", "ics": "calendar"}  # each has `render(book) -> bytes`
FORMATS = tuple(MODULES)
OFFICE = ("xlsx", "docx")  # archives, whose parts are dated
OWN = ("对标对表", "對標對表")  # a term that OpenCC takes for setting a watch
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CORE = "docProps/core.xml"


def export_ledger(store: Store, path: str | Path, *, form: str | None = None, documents: Sequence[str] = (),
                  title: str | None = None, central: str | None = None, variety: str | None = None,
                  made: datetime | None = None) -> list[Path]:
    """Write the ledger into `path` and its record into `<path>.repro.json`; the files written.

    `form` is one of `FORMATS` (default: the file's ending). `documents` are the documents beside the plan (default: all),
    `title` is the title line, `central` the reference plan (default: the first). `variety` converts everything except raw quotes
    to traditional characters. `made` is the date (default: SOURCE_DATE_EPOCH, else now). K310 for another format, K303, K304 and
    K311 for names of documents, K401 without a plan, K305 if the file cannot be written.
    """
    from kexie_nlp.query.ledger import ledger

    target = Path(path)
    form = form or target.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise KexieError("K310", detail=form or target.name, legal=", ".join(FORMATS))
    made = made or made_at()
    found = ledger(store, documents=documents, central=central)
    book = rewritten(book_of(found, title=title, made=made), _converter(variety))
    data = import_module(f"{__package__}.{MODULES[form]}").render(book)
    if form in OFFICE:
        data = _settled(data, made)
    parameters = {"format": form, "documents": list(found.documents), "central": found.central, "title": title, "script": variety}
    try:
        write_bytes(target, [data])
    except OSError as error:
        raise KexieError("K305", path=target, detail=error.strerror or str(error)) from None
    return [target, write_provenance(store, target, command="export ledger", parameters=parameters, made=made)]


def _settled(data: bytes, made: datetime) -> bytes:
    """An Office file packed again with `made` as the date of every part and of the last change: equal content, equal bytes."""
    stamp = made.astimezone(timezone.utc)
    date = (max(stamp.year, 1980), stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == _CORE:
                part = _MODIFIED.sub(rb"\g<1>" + stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>", part)
            info = zipfile.ZipInfo(name, date)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, part)
    return out.getvalue()


def _converter(variety: str | None) -> Callable[[str], str]:
    return _same if variety is None else partial(_traditional, variety=variety)


def _same(text: str) -> str:
    return text


def _traditional(text: str, *, variety: str) -> str:
    return OWN[1].join(in_script(part, variety) for part in text.split(OWN[0]))
