"""The layers of a doc to msgpack and back, for spaCy's own serialization; hooks of srsly, found through entry points.

Nothing is executed: the decoder makes layers out of plain data and validates every record.
"""
from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import srsly.msgpack

MARK = "__kexie_nlp__"


def encode(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A `DocumentLayers` or a Decimal as plain data; anything else goes to the next encoder of the chain."""
    if isinstance(obj, Decimal):
        return {MARK: "decimal", "value": str(obj)}
    if type(obj).__module__ == "kexie_nlp.pipes.layers":
        return {MARK: "layers", "value": obj.to_plain()}
    return obj if chain is None else chain(obj)


def decode(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What `encode` wrote; other data go to the next decoder of the chain. ValueError for layers that are none."""
    kind = obj.get(MARK) if isinstance(obj, dict) else None
    if kind == "decimal":
        return Decimal(obj["value"])
    if kind == "layers":
        from kexie_nlp.pipes.layers import DocumentLayers

        return DocumentLayers.from_plain(obj["value"])
    return obj if chain is None else chain(obj)


def register() -> None:
    """Make the hooks known to srsly where the package is used without being installed."""
    if "kexie_nlp" not in srsly.msgpack.msgpack_encoders:
        srsly.msgpack.msgpack_encoders.register("kexie_nlp", func=encode)
        srsly.msgpack.msgpack_decoders.register("kexie_nlp", func=decode)
