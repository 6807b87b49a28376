"""The domain packs of the reference plans, kept in the store by the build that aligned them, so that questions need no settings.

Packaged packs are kept by name, a user's own with title and topics, so that the store can be read where their folders are not.
"""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kexie_nlp.lexicon.packs import Pack, packaged
from kexie_nlp.store.store import Store

FACT = "packs"


def keep_packs(store: Store, packs: Mapping[str, Sequence[Pack]]) -> None:
    """Keeps {hash of a reference plan: its packs} in place of what was kept before."""
    own = {plan: [pack.name if pack in packaged() else {"name": pack.name, "title": pack.title, "topics": pack.topics} for pack in found]
           for plan, found in packs.items()}
    store.set_fact(FACT, json.dumps(own, ensure_ascii=False))


def kept_packs(store: Store, sha256: str) -> tuple[Pack, ...]:
    """Returns the packs of a reference plan, without markers and model where they are a user's; none in a store that has not kept any."""
    kept: list[str | dict[str, Any]] = json.loads(store.fact(FACT) or "{}").get(sha256, [])
    known = {pack.name: pack for pack in packaged()}
    read = [known.get(each) if isinstance(each, str) else
            Pack(each["name"], each["title"], (), tuple((group, term) for group, term in each["topics"])) for each in kept]
    return tuple(pack for pack in read if pack is not None)
