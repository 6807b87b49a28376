"""Alignment of what changed: against the central plan, or of everything if that is new."""
from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from kexie_nlp.batch.work import Failure, failure
from kexie_nlp.settings import Settings
from kexie_nlp.store import DocumentInfo, Store

ALIGNER = Path(__file__).parent.parent / "alignment"


@dataclass(frozen=True)
class Alignment:
    """What alignment came to: the hash of the central plan, how many documents were aligned, what went wrong."""
    central: str | None
    aligned: int = 0
    notes: list[str] = field(default_factory=list)
    failure: Failure | None = None


def bring_up_to_date(store: Store, settings: Settings, named: str | None) -> Alignment:
    """Compute the links of every document that has none against the present central plan.

    `named`: hash of the document that is to be the central plan; None: found by level, or the one named before.
    """
    infos = {info.sha256: info for info in store.infos()}
    try:
        central = named or _find_central(store, infos.values())
        if central is None:
            store.set_links(list(infos), [], None)
            store.set_fact("central", None)
            return Alignment(None, notes=["没有找到中央方案，未作对应 / no central plan among the documents, "
                                          "so nothing was aligned; name one with --central FILE"])
        key = f"{central}:{infos[central].fingerprint}:{aligner_fingerprint(settings)}"
        stale = [s for s, info in infos.items() if s != central and info.aligned != key]
        if store.fact("central") != central:
            store.set_links([central], [], None)
            store.set_fact("central", central)
        if stale:
            from kexie_nlp import alignment

            options = alignment.AlignOptions(settings.align.candidates,
                                             Path(settings.align.model) if settings.align.model else None)
            aligner = alignment.Aligner(store.documents([central])[0], options=options)
            for sha256 in stale:
                store.set_links([sha256], aligner.align(store.documents([sha256])), key)
    except Exception as error:  # the documents are stored; their links are tried again next time
        return Alignment(store.fact("central"), failure=failure("align", error))
    return Alignment(central, len(stale))


def aligner_fingerprint(settings: Settings) -> str:
    """Changes when the code or data of the aligner, its settings or its model change."""
    digest = hashlib.sha256(settings.align.model_dump_json().encode())
    files = sorted(p for p in ALIGNER.rglob("*") if p.suffix in (".py", ".json", ".csv", ".toml"))
    for path in [*files, *([Path(settings.align.model)] if settings.align.model else [])]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _find_central(store: Store, infos: Collection[DocumentInfo]) -> str | None:
    central = [info.sha256 for info in infos if info.level == "central"]
    if len(central) < 2:
        return central[0] if central else None
    from kexie_nlp import alignment

    return alignment.find_central(store.documents(central)).record.sha256
