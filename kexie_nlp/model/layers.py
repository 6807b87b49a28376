"""What an analyzer says of a text, as plain data: words, entities, semantic frames, dependencies.

All offsets are indices into the text that was analyzed; nothing here needs a model.
"""
from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A word with its part of speech (ICTCLAS tags; empty where the analyzer gives none)."""
    start: int
    end: int
    tag: str


class Entity(NamedTuple):
    """A name with the label its model gives it; `kind_of` says what the label means."""
    start: int
    end: int
    label: str


class Frame(NamedTuple):
    """A predicate with its arguments, each an `Entity` labelled A0, A1, ARGM-TMP …"""
    start: int
    end: int
    arguments: tuple[Entity, ...]


class Arc(NamedTuple):
    """A dependency: indices into the words; the head of a root is -1."""
    word: int
    head: int
    label: str


class Layers(NamedTuple):
    """All that one analyzer found; what it cannot find is empty."""
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

# parts of speech of the Chinese Treebank and of Universal Dependencies in ICTCLAS letters
TAGS = {
    "VV": "v", "VC": "v", "VE": "v", "VA": "a", "AD": "d", "NN": "n", "NR": "nz", "NT": "t", "CD": "m", "OD": "m", "M": "q",
    "P": "p", "CC": "c", "CS": "c", "PU": "w", "PN": "r", "DT": "r", "LC": "f", "JJ": "b", "DEC": "u", "DEG": "u", "DEV": "u",
    "DER": "u", "AS": "u", "SP": "y", "ETC": "u", "MSP": "u", "BA": "p", "LB": "p", "SB": "p", "FW": "x", "IJ": "e", "ON": "o",
    "VERB": "v", "AUX": "v", "ADV": "d", "NOUN": "n", "PROPN": "nz", "NUM": "m", "ADP": "p", "CCONJ": "c", "SCONJ": "c",
    "PUNCT": "w", "PRON": "r", "DET": "r", "ADJ": "a", "PART": "u", "SYM": "x", "X": "x", "INTJ": "e",
}


def kind_of(label: str) -> str:
    """organization, place, person, time or other, whatever the tag set of the model (MSRA, OntoNotes, PKU, LAC)."""
    return KINDS.get(label.upper(), "other")


def plain_tag(tag: str) -> str:
    """A part of speech in ICTCLAS letters; tags of these pass as they are."""
    return TAGS.get(tag, tag)
