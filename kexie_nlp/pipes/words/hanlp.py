"""Converts between spaCy and HanLP: a `Doc` to a `hanlp_common.Document` and back; prints a HanLP document.

    document = to_hanlp(doc)             # spaCy → HanLP: sentences of words, tags, entities, frames, dependencies
    doc = to_spacy(document, nlp.vocab)  # HanLP → spaCy: one token per word
    apply(document, doc)                 # HanLP → layers over the character tokens of a doc with the same text
    print(pretty(document))

Needs the extra `hanlp`; raises K501 without it.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kexie_nlp.model.layers import Arc, Entity, Frame, Layers, Word
from kexie_nlp.neural.analyzer import PREDICATE, of_document, to_layers
from kexie_nlp.neural.loading import require
from kexie_nlp.neural.offsets import align, is_blank, sentences
from kexie_nlp.pipes.words.factory import layers_of, set_layers

if TYPE_CHECKING:
    from hanlp_common.document import Document
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_WHOLE = 10**9


def to_hanlp(doc: Doc, *, layers: Layers | None = None) -> Document:
    """Returns a spaCy doc as a HanLP document.

    The source is `layers` or the layers of `kexie_words`; if the doc has no words, its tokens, `tag_`, `ents` and dependencies. Entities
    and arguments that do not start and end at word boundaries are expanded to whole words.
    """
    require("hanlp")
    from hanlp_common.document import Document

    found = layers or layers_of(doc)
    if not found.words:
        found = _of_tokens(doc)
    spans = [(s.start_char, s.end_char) for s in doc.sents] if doc.has_annotation("SENT_START") else list(
        sentences(doc.text, _WHOLE))
    starts, ends = [w.start for w in found.words], [w.end for w in found.words]
    out: dict[str, list[Any]] = {key: [] for key in ("tok", "pos", "ner", "srl", "dep")}
    for start, end in spans:
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        words = found.words[first:behind]

        def located(a: int, b: int, first: int = first) -> tuple[int, int]:
            return bisect_right(ends, a) - first, bisect_left(starts, b) - first

        out["tok"].append([doc.text[w.start:w.end] for w in words])
        out["pos"].append([w.tag for w in words])
        out["ner"].append([(doc.text[e.start:e.end], e.label, *located(e.start, e.end))
                           for e in found.entities if start <= e.start and e.end <= end])
        out["srl"].append([[(doc.text[p.start:p.end], p.label, *located(p.start, p.end))
                            for p in sorted((Entity(f.start, f.end, PREDICATE), *f.arguments))]
                           for f in found.frames if start <= f.start and f.end <= end])
        out["dep"].append([(a.head - first + 1 if a.head >= 0 else 0, a.label) for a in found.arcs if first <= a.word < behind])
    has = {"tok": True, "pos": any(w.tag for w in found.words), "ner": found.entities, "srl": found.frames, "dep": found.arcs}
    return Document({key: values for key, values in out.items() if has[key]})


def to_spacy(document: Mapping[str, Any], vocab: Vocab, text: str | None = None) -> Doc:
    """Returns a HanLP document as a spaCy doc with one token per word, `tag_`, `ents`, dependencies and sentence starts.

    `text` provides the whitespace between words, which HanLP omits; without it there is none. Of nested entities the longest is kept.
    Raises K503 if the words do not match the text.
    """
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    parts = of_document(document)
    flat = [word for sentence in parts["tok"] for word in sentence]
    spans = align(flat, text) if text is not None else []
    starts: list[bool | int | None] = [k == 0 for sentence in parts["tok"] for k in range(len(sentence))]
    if text is None:
        doc = Doc(vocab, words=flat, spaces=[False] * len(flat), sent_starts=starts)
    else:
        words: list[str] = []
        flags: list[bool | int | None] = []
        at = 0
        for (a, b), first in zip(spans, starts, strict=True):
            if a > at:  # whitespace becomes separate tokens, so that the text is preserved exactly
                words.append(text[at:a])
                flags.append(False)
            words.append(text[a:b])
            flags.append(first)
            at = b
        if at < len(text):
            words.append(text[at:])
            flags.append(False)
        doc = Doc(vocab, words=words, spaces=[False] * len(words), sent_starts=flags)
    tokens = [t for t in doc if not all(map(is_blank, t.text))]
    offset, ents = 0, []
    for i, sentence in enumerate(parts["tok"]):
        own = tokens[offset:offset + len(sentence)]
        for k, token in enumerate(own):
            if "pos" in parts:
                token.tag_ = parts["pos"][i][k]
            if "dep" in parts:
                head, label = parts["dep"][i][k]
                token.head, token.dep_ = (own[head - 1] if head else token), label
        for _, label, a, b in parts["ner"][i] if "ner" in parts else ():
            ents.append(doc.char_span(own[a].idx, own[b - 1].idx + len(own[b - 1]), label=label))
        offset += len(sentence)
    doc.ents = filter_spans([e for e in ents if e is not None])
    return doc


def apply(document: Mapping[str, Any], doc: Doc) -> Layers:
    """Returns a HanLP document as layers of a doc with the same text and any tokens, and sets them on the doc. Raises K503."""
    parts = of_document(document)
    words = align([word for sentence in parts["tok"] for word in sentence], doc.text)
    spans, offset = [], 0
    for sentence in parts["tok"]:
        own = words[offset:offset + len(sentence)]
        spans.append((own[0][0], own[-1][1]) if own else (0, 0))
        offset += len(sentence)
    found = to_layers(parts, doc.text, spans)
    set_layers(doc, found)
    return found


def pretty(document: Document) -> str:
    """Returns HanLP's table of every sentence: words, tags, entities, arguments, tree."""
    found = document.to_pretty()
    return found if isinstance(found, str) else "\n\n".join(found)


def _of_tokens(doc: Doc) -> Layers:
    tokens: Sequence = [t for t in doc if not t.is_space]
    place = {t.i: k for k, t in enumerate(tokens)}
    arcs = [Arc(k, place.get(t.head.i, -1) if t.head.i != t.i else -1, t.dep_) for k, t in enumerate(tokens)]
    frames: tuple[Frame, ...] = ()
    return Layers(tuple(Word(t.idx, t.idx + len(t), t.tag_) for t in tokens),
                  tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents), frames,
                  tuple(arcs) if doc.has_annotation("DEP") else ())
