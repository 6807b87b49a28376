"""By document or by region: many documents are taken together by region."""
from __future__ import annotations

from typing import Literal

from kexie_nlp.query.plan_coverage import COUNTRY
from kexie_nlp.store import DocumentInfo, Store

By = Literal["document", "region"]
MANY = 40  # documents from which a chart goes by region of itself


def by_region(store: Store, by: By | None) -> bool:
    """Whether to go by region: as asked, or else where there are many documents."""
    return by == "region" if by else len(store.infos()) > MANY


def lanes(store: Store, regions: bool) -> dict[str, str]:
    """By label of a document, the name of its lane: the label itself, or its region.

    In order: central plans, the provinces as they are listed officially, all others as the store has them.
    """
    from kexie_nlp.outline.regions import provinces

    places = {name: n for n, name in enumerate(dict.fromkeys(provinces().values()), 1)}
    found = [(0 if info.level == "central" else places.get(info.region or "", len(places) + 1), info) for info in store.infos()]
    return {info.label: (info.region or COUNTRY) if regions else info.label for _, info in sorted(found, key=_by_place)}


def _by_place(pair: tuple[int, DocumentInfo]) -> int:
    return pair[0]
