"""The analyzer `hanlp`: one or several HanLP models over a text, mapped to layers with exact offsets."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from kexie_nlp.errors import KexieError
from kexie_nlp.model.layers import KINDS, Arc, Entity, Frame, Layers, Word, plain_tag
from kexie_nlp.neural.annotate import Annotations, annotate, limit
from kexie_nlp.neural.loading import load, names
from kexie_nlp.neural.offsets import align, sentences

JIEBA = "jieba"
PREDICATE = "PRED"


def hanlp_layers(text: str, model: str | None = None) -> Layers:
    """The layers of a text by HanLP models.

    `model` is a path, a folder of models/ or a HanLP name, or several joined by commas, each using the words of those
    before it: "TOKENIZER,TAGGER,NER,SRL". `jieba` may stand first and cut the words. K501 without HanLP, K502 where a model
    does not load or no model cuts words, K503 where a model's words are not the text.
    """
    listed = names(model)
    components = [load(name) for name in listed if name != JIEBA]
    spans = list(sentences(text, limit(components)))
    parts = [text[s:e] for s, e in spans]
    by_jieba = _jieba(text, spans) if JIEBA in listed else None
    words = [[text[w.start:w.end] for w in part] for part in by_jieba] if by_jieba is not None else None
    found = annotate(parts, components, words)
    if parts and "tok" not in found and words is None:
        raise KexieError("K502", path=model, detail="it cuts no words: name a tokenizer too, or jieba, e.g. hanlp:jieba,MODEL")
    tags = [[w.tag for w in part] for part in by_jieba] if by_jieba is not None and "pos" not in found else found.get("pos")
    return to_layers({**found, **({"pos": tags} if tags else {}), **({"tok": words} if words else {})}, text, spans)


def to_layers(found: Annotations, text: str, spans: Sequence[tuple[int, int]]) -> Layers:
    """Annotations in HanLP's form, a list per sentence, as layers over the text; `spans` are the sentences. K503."""
    words: list[Word] = []
    entities: list[Entity] = []
    frames: list[Frame] = []
    arcs: list[Arc] = []
    for i, (start, end) in enumerate(spans):
        tokens = align(found.get("tok", [()] * len(spans))[i] or text[start:end], text, start, end)
        tags = found["pos"][i] if "pos" in found else [""] * len(tokens)
        index = {}  # words by the token they come from: blank tokens are no words
        for k, ((a, b), tag) in enumerate(zip(tokens, tags, strict=True) if "tok" in found else ()):
            if b > a:
                index[k] = len(words)
                words.append(Word(a, b, _tag(tag)))
                if "ner" not in found and tag in KINDS and tag.isupper() and tag not in ("NR", "NT", "NS"):
                    entities.append(Entity(a, b, tag))  # a joint model labels names among the parts of speech
        for _, label, a, b in found["ner"][i] if "ner" in found else ():
            entities.append(Entity(*_span(tokens, a, b), label))
        for _, label, a, b in found["chars"][i] if "chars" in found else ():
            entities.append(Entity(start + a, start + b, label))
        frames += _frames(found["srl"][i], tokens) if "srl" in found else ()
        arcs += _arcs(found["dep"][i], index) if "dep" in found else ()
    return Layers(tuple(words), tuple(sorted(set(entities))), tuple(frames), tuple(arcs))


def _jieba(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Word]]:
    from kexie_nlp.lexicon.segmenter import jieba_words

    return [[Word(w.start + start, w.end + start, w.tag) for w in jieba_words(text[start:end])] for start, end in spans]


def _tag(tag: str) -> str:
    """A part of speech in ICTCLAS letters; names get those of names."""
    joint = {"PER": "nr", "LOC": "ns", "ORG": "nt", "TIME": "t"}
    return joint.get(tag) or plain_tag(tag)


def _span(tokens: Sequence[tuple[int, int]], first: int, behind: int) -> tuple[int, int]:
    return tokens[first][0], tokens[behind - 1][1]


def _frames(sentence: Sequence, tokens: Sequence[tuple[int, int]]) -> Iterator[Frame]:
    for frame in sentence:
        parts = [Entity(*_span(tokens, a, b), label) for _, label, a, b in frame]
        for predicate in (p for p in parts if p.label == PREDICATE):
            yield Frame(predicate.start, predicate.end, tuple(p for p in parts if p.label != PREDICATE))


def _arcs(sentence: Sequence, index: dict[int, int]) -> Iterator[Arc]:
    for k, arc in enumerate(sentence):
        head, label = (arc.head, arc.deprel) if hasattr(arc, "deprel") else arc
        if k in index:
            yield Arc(index[k], index.get(head - 1, -1), label)
