"""Encoder and decoder for spaCy's serialization: the layers of a doc in, msgpack data out, and back. srsly loads both by entry point.

The decoder executes no code: it builds the layers from plain data and validates every record.
"""
from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import srsly.msgpack

MARK = "__kexie_nlp__"


def encode(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Returns a `DocumentLayers` or a Decimal as plain data; passes any other object to the next encoder of the chain."""
    if isinstance(obj, Decimal):
        return {MARK: "decimal", "value": str(obj)}
    if type(obj).__module__ == "kexie_nlp.pipes.layers":
        return {MARK: "layers", "value": obj.to_plain()}
    return obj if chain is None else chain(obj)


def decode(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Returns the object that `encode` wrote; passes other data to the next decoder of the chain. Raises ValueError for invalid layers."""
    kind = obj.get(MARK) if isinstance(obj, dict) else None
    if kind == "decimal":
        return Decimal(obj["value"])
    if kind == "layers":
        from kexie_nlp.pipes.layers import DocumentLayers

        return DocumentLayers.from_plain(obj["value"])
    return obj if chain is None else chain(obj)


def register() -> None:
    """Registers encoder and decoder with srsly, for use of the package without installation."""
    if "kexie_nlp" not in srsly.msgpack.msgpack_encoders:
        srsly.msgpack.msgpack_encoders.register("kexie_nlp", func=encode)
        srsly.msgpack.msgpack_decoders.register("kexie_nlp", func=decode)
