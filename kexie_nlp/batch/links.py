"""Updates the links of a store: its documents in, stored links out.

New and changed documents are aligned with the reference plans; all documents if the reference plans changed.
"""
from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kexie_nlp.batch.outcomes import Aligning, Failure, failure
from kexie_nlp.lexicon.packs import Pack, read_packs
from kexie_nlp.model.records import is_reference
from kexie_nlp.settings import Settings
from kexie_nlp.store import DocumentInfo, Store, schema
from kexie_nlp.store.plan_packs import keep_packs
from kexie_nlp.store.reviews import in_force

if TYPE_CHECKING:
    from kexie_nlp.alignment import Aligner, Precedent, References
    from kexie_nlp.text.document import Document

TOGETHER = 16  # number of documents whose links are stored in one transaction
PACKAGE = Path(__file__).parent.parent
WORD_LISTS = ("routine", "subjects")  # the tables of the lexicon that the aligner reads


@dataclass(frozen=True)
class Alignment:
    """The result: hash of the first reference plan, number of aligned documents, notes, and the failure if there was one."""
    central: str | None
    aligned: int = 0
    notes: list[str] = field(default_factory=list)
    failure: Failure | None = None


def update_links(store: Store, settings: Settings, named: str | Sequence[str] | None, progress: Aligning | None = None) -> Alignment:
    """Computes the links of every document that has none with the current reference plans.

    `named` are hashes of the reference plans, with all of which every document is aligned, whatever its date. If it is empty or None, the
    central plans among the documents are, each for the documents that name it or else resemble it most. Of the reference plans only one
    that names another is aligned with it. `progress` is called after every few documents.
    """
    infos = {info.sha256: info for info in store.infos()}
    try:
        wanted = [named] if isinstance(named, str) else list(named or ())
        given = [sha256 for sha256 in wanted if sha256 in infos]
        references = given or _find_centrals(store, infos.values())
        if not references:
            store.set_links(list(infos), [], None)
            store.set_fact("central", None)
            store.set_fact("centrals", None)
            return Alignment(None, notes=["没有找到中央方案，未作对应 / no central plan among the documents, "
                                          "so nothing was aligned; name one with --central FILE"])
        aligned = _align(store, settings, infos, references, progress, given=bool(given))
        return Alignment(references[0], aligned, notes=_families(store, references) if not given else [])
    except Exception as error:  # the documents are stored; the next build retries their links
        return Alignment(store.fact("central"), failure=failure("align", error))


def _align(store: Store, settings: Settings, infos: Mapping[str, DocumentInfo], references: Sequence[str], progress: Aligning | None, *,
           given: bool) -> int:
    precedents, packs = confirmed(store), read_packs(settings.lexicon.packs)
    sides = ",".join(f"{sha256}:{infos[sha256].fingerprint}" for sha256 in references)
    key = f"{'given' if given else 'found'}:{sides}:{aligner_fingerprint(settings, precedents, packs)}"
    if store.fact("centrals") != " ".join(references):
        store.set_links(references, [], None)
        store.set_fact("central", references[0])
        store.set_fact("centrals", " ".join(references))
    stale = [s for s, info in infos.items() if s not in references and info.aligned != key]
    if not stale:
        return 0
    from kexie_nlp import alignment

    options = alignment.AlignOptions(settings.align.candidates, Path(settings.align.model) if settings.align.model else None,
                                     precedents, packs, settings.lexicon.fields, backwards=given, embed=settings.align.embed)
    plans = [document for sha256 in references for document in store.documents([sha256])]
    aligners = [alignment.Aligner(plan, options=options) for plan in plans]
    keep_packs(store, {sha256: aligner.packs for sha256, aligner in zip(references, aligners, strict=True)})
    chooser = alignment.References(plans) if len(plans) > 1 and not given else None
    documents, done = store.iter_documents(frozenset(stale)), 0
    while some := list(islice(documents, TOGETHER)):
        chosen = {document.record.sha256: _grounds(chooser, references, document, given) for document in some}
        links = (link for reference, aligner in zip(references, aligners, strict=True)
                 for link in aligner.align(document for document in some if reference in chosen[document.record.sha256]))
        store.set_links(list(chosen), links, key,
                        {sha256: " ".join(f"{plan}:{ground}" for plan, ground in found.items()) for sha256, found in chosen.items()})
        done += len(some)
        if progress is not None:
            progress(done, len(stale))
    if chooser is not None:
        _align_references(store, key, references, plans, aligners, chooser)
    return len(stale)


def _align_references(store: Store, key: str, references: Sequence[str], plans: Sequence[Document], aligners: Sequence[Aligner],
                      chooser: References) -> None:
    """Aligns the reference plans that name another one (a ministry's, the State Council's) with it."""
    for k, (sha256, plan) in enumerate(zip(references, plans, strict=True)):
        above = chooser.above(k)
        if above:
            links = (link for n in above for link in aligners[n].align([plan]))
            store.set_links([sha256], links, key, {sha256: " ".join(f"{references[n]}:named" for n in above)})


def _grounds(chooser: References | None, references: Sequence[str], document: Document, given: bool) -> dict[str, str]:
    """Returns the reference plans of a document, by their hashes, and why they are."""
    if chooser is None:
        return dict.fromkeys(references, "given" if given else "only")
    return {references[choice.plan]: choice.ground for choice in chooser.of(document)}


def _families(store: Store, references: Sequence[str]) -> list[str]:
    """Returns a line for each of several reference plans: how many documents were aligned with it, and why."""
    if len(references) == 1:
        return []
    infos = {info.sha256: info for info in store.infos()}
    counts = Counter((plan, ground) for info in infos.values() for plan, ground in info.grounds.items())
    return [f"{infos[plan].title or infos[plan].label}：{counts[plan, 'named'] + counts[plan, 'resembles']} 份文档对应"
            f"（{counts[plan, 'named']} 份点名，{counts[plan, 'resembles']} 份内容最近） / documents aligned with it"
            for plan in references]


def confirmed(store: Store) -> tuple[Precedent, ...]:
    """Returns the links of grade 2 that reviewers have confirmed, with the text of their tasks."""
    from kexie_nlp.alignment import Precedent

    p, found = schema.provisions, []
    for review in in_force(store.reviews()):
        if review.grade == 2:
            rows = store.rows(select(p.c.plain).where(p.c.sha256 == review.task.sha256, p.c.id == review.task.provision))
            found += [Precedent(review.task.sha256, row.plain, review.measure.sha256, review.measure.provision)
                      for row in rows]
    return tuple(sorted(found))


def aligner_fingerprint(settings: Settings, precedents: Sequence[Precedent] = (), packs: Sequence[Pack] = ()) -> str:
    """Returns a hash of everything that determines the links: code, data, word lists, settings and model of the aligner, confirmed
    links, the content of domain packs (`packs`: the user's)."""
    digest = hashlib.sha256(settings.align.model_dump_json().encode() + repr(settings.lexicon.fields).encode())
    files = sorted(p for p in (PACKAGE / "alignment").rglob("*") if p.suffix in (".py", ".json", ".csv", ".toml"))
    lists = [PACKAGE / "lexicon" / "data" / f"{name}.csv" for name in WORD_LISTS]
    packaged = sorted(p for p in (PACKAGE / "lexicon" / "packs").rglob("*") if p.suffix in (".csv", ".toml", ".json"))
    for path in [*files, *lists, *packaged, *([Path(settings.align.model)] if settings.align.model else [])]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for pack in packs:
        digest.update(repr((pack.name, pack.markers, pack.topics)).encode("utf-8", "surrogatepass"))
        digest.update(pack.model.read_bytes() if pack.model is not None else b"")
    digest.update(repr(precedents).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _find_centrals(store: Store, infos: Collection[DocumentInfo]) -> list[str]:
    """Returns the hashes of the central plans, the one with the most tasks first; papers without tasks are no reference."""
    central = [info.sha256 for info in infos if is_reference(info.level, info.kind, info.title)]
    if len(central) < 2:
        return central
    p, d = schema.provisions.c, schema.documents
    counted = select(p.sha256, func.count()).join(d, d.c.sha256 == p.sha256).where(d.c.level == "central", p.role == "task")
    tasks: dict[str, int] = dict(map(tuple, store.rows(counted.group_by(p.sha256))))
    return sorted(filter(tasks.__contains__, central), key=tasks.__getitem__, reverse=True) or central[:1]
