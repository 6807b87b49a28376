"""Graphs to files and back: GraphML, GEXF, JSON (node-link)."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

# what XML 1.0 cannot hold, written %XX or %XXXX; % itself too, so that reading finds the way back
UNFIT = re.compile("[%\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
