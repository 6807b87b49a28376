"""Serialises records, answers and plain data: data in, JSON text out."""
from __future__ import annotations

import json
import re
from typing import Any

# characters that can control a terminal or the text direction: controls except tab and newline, bidirectional marks,
# line separators, surrogates
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def as_json(data: Any) -> str:
    """Returns data as indented JSON in readable characters. Characters that can control a terminal are escaped."""
    from pydantic_core import PydanticSerializationError, to_json, to_jsonable_python

    try:
        text = to_json(data, indent=2, by_alias=True).decode()
    except (PydanticSerializationError, UnicodeEncodeError):  # surrogates
        text = json.dumps(to_jsonable_python(data, by_alias=True), ensure_ascii=False, indent=2)
    return STEERING.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
