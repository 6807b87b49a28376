"""Records, answers and plain data as JSON."""
from __future__ import annotations

import json
import re
from typing import Any

# what can steer a terminal or turn the direction of a line: controls but for tab and newline, bidirectional marks,
# line separators, halves of characters
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def as_json(data: Any) -> str:
    """JSON in readable characters; what could steer a terminal is escaped."""
    from pydantic_core import PydanticSerializationError, to_json, to_jsonable_python

    try:
        text = to_json(data, indent=2, by_alias=True).decode()
    except (PydanticSerializationError, UnicodeEncodeError):  # halves of characters
        text = json.dumps(to_jsonable_python(data, by_alias=True), ensure_ascii=False, indent=2)
    return STEERING.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
