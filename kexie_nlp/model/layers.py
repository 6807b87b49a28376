"""The annotations of an analyzer as plain data: words, entities, semantic frames, dependencies.

All offsets are indices into the analysed text. This module needs no model.
"""
from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A word with its part-of-speech tag (ICTCLAS; empty if the analyzer has none)."""
    start: int
    end: int
    tag: str


class Entity(NamedTuple):
    """A named entity with the label of its model. `kind_of` maps the label to a kind."""
    start: int
    end: int
    label: str


class Frame(NamedTuple):
    """A predicate with its arguments, each an `Entity` with the label A0, A1, ARGM-TMP …"""
    start: int
    end: int
    arguments: tuple[Entity, ...]


class Arc(NamedTuple):
    """A dependency, as indices into the words. The head of a root is -1."""
    word: int
    head: int
    label: str


class Layers(NamedTuple):
    """All annotations of one analyzer. Layers that it does not support are empty."""
    words: tuple[Word, ...]
    entities: tuple[Entity, ...] = ()
    frames: tuple[Frame, ...] = ()
    arcs: tuple[Arc, ...] = ()


_KINDS = {
    "organization": ("ORG", "ORGANIZATION", "NT", "INSTITUTION", "COMPANY"),
    "place": ("LOC", "LOCATION", "GPE", "NS", "FAC", "FACILITY"),
    "person": ("PER", "PERSON", "NR"),
    "time": ("TIME", "DATE", "DURATION"),
}
KINDS = {label: kind for kind, labels in _KINDS.items() for label in labels}

# part-of-speech tags of the Chinese Treebank and of Universal Dependencies as ICTCLAS tags
TAGS = {
    "VV": "v", "VC": "v", "VE": "v", "VA": "a", "AD": "d", "NN": "n", "NR": "nz", "NT": "t", "CD": "m", "OD": "m", "M": "q",
    "P": "p", "CC": "c", "CS": "c", "PU": "w", "PN": "r", "DT": "r", "LC": "f", "JJ": "b", "DEC": "u", "DEG": "u", "DEV": "u",
    "DER": "u", "AS": "u", "SP": "y", "ETC": "u", "MSP": "u", "BA": "p", "LB": "p", "SB": "p", "FW": "x", "IJ": "e", "ON": "o",
    "VERB": "v", "AUX": "v", "ADV": "d", "NOUN": "n", "PROPN": "nz", "NUM": "m", "ADP": "p", "CCONJ": "c", "SCONJ": "c",
    "PUNCT": "w", "PRON": "r", "DET": "r", "ADJ": "a", "PART": "u", "SYM": "x", "X": "x", "INTJ": "e",
}


def kind_of(label: str) -> str:
    """Returns organization, place, person, time or other for a label of any tag set (MSRA, OntoNotes, PKU, LAC)."""
    return KINDS.get(label.upper(), "other")


def plain_tag(tag: str) -> str:
    """Returns a part-of-speech tag as an ICTCLAS tag. ICTCLAS tags are returned unchanged."""
    return TAGS.get(tag, tag)
