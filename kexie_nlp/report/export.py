"""Records as files: <stem>.json for every document, and links.json."""
from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path, PurePath

from kexie_nlp.errors import KexieError
from kexie_nlp.report.render import as_json
from kexie_nlp.store import Store

LINKS = "links"
_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]')
LONGEST = 180  # bytes of a stem; file systems stop at 255 for the name


def export_records(store: Store, directory: str | Path) -> list[Path]:
    """Write the records (schema 1) and links of a store into `directory`; the files written. K305 if that fails.

    Names come from the sources, made fit for any file system and unique; nothing is written outside the directory.
    """
    folder = Path(directory)
    taken = {LINKS}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for info in store.infos():
            stem = _free(_fit(info.source) or info.sha256[:8], taken)
            record = store.documents([info.sha256])[0].record
            written.append(write_text(folder / f"{stem}.json", as_json(record) + "\n"))
        written.append(write_text(folder / f"{LINKS}.json", as_json(store.links()) + "\n"))
    except OSError as error:
        raise KexieError("K305", path=folder, detail=error.strerror or str(error)) from None
    return written


def write_text(path: Path, text: str) -> Path:
    """Write a file whole or not at all; a link that stands there is replaced, not followed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kexie-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _fit(source: str) -> str:
    stem = _UNFIT.sub("_", PurePath(source.replace("\\", "/")).stem).strip(" .")
    return stem.encode()[:LONGEST].decode(errors="ignore")


def _free(stem: str, taken: set[str]) -> str:
    """`stem`, or `stem`-2, -3 …; upper and lower case count as the same name."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
