"""Text to `Layers` by one or several HanLP components: words, entities, frames and dependencies with exact offsets."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.segmenter import jieba_words
from kexie_nlp.model.layers import KINDS, Arc, Entity, Frame, Layers, Word, plain_tag
from kexie_nlp.neural.loading import load, names
from kexie_nlp.neural.offsets import align, sentences

JIEBA = "jieba"
PREDICATE = "PRED"
BATCH = 64  # sentences handed over at once, so that memory does not grow with the document
LIMIT = 510  # characters in a sentence: what encoders of 512 positions hold
TASKS = ("tok", "pos", "ner", "srl", "dep")
_KEYS = {"tokenizers": "tok", "taggers": "pos", "ner": "ner", "srl": "srl", "parsers": "dep", "mtl": "all"}
_FIRST = {"tok": ("tok/fine",), "pos": ("pos/pku", "pos/863", "pos/ctb")}  # of several layers of a kind
Annotations = dict[str, list[Any]]


def hanlp_layers(text: str, model: str | None = None) -> Layers:
    """The layers of a text by HanLP models, in offsets of the text.

    `model` is a path, a folder of models/ or a HanLP name, or several joined by commas, each using the words of those
    before it: "TOKENIZER,TAGGER,NER,SRL". `jieba` may stand first and cut the words. K501 without HanLP, K502 where
    a model does not load or no model cuts words, K503 where a model's words are not the text.
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
    """Annotations in HanLP's form, a list per sentence, as layers of the text; `spans` are the sentences in its offsets. K503."""
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


def task(component: Any) -> str:
    """The task of a component: all (multi-task), tok, pos, ner, srl, dep or the layer of a tagger of our own; K502 for others."""
    layer = component.config.get("kexie_layer")  # set by our own taggers: "words" are spans that tile the sentence
    if layer:
        return str(layer)
    parts = type(component).__module__.split(".")
    found = next((_KEYS[p] for p in parts if p in _KEYS), None)
    if found is None:
        raise KexieError("K502", path=type(component).__name__, detail="neither tokenizer, tagger, ner, srl, parser nor mtl")
    return found


def limit(components: Sequence[Any]) -> int:
    """The longest sentence, in characters, that all of these components accept."""
    limits = [c.config.get("max_seq_len") for c in components]
    return min([LIMIT, *(n for n in limits if isinstance(n, int) and n > 8)])


def annotate(sentences: Sequence[str], components: Sequence[Any], words: Sequence[Sequence[str]] | None = None) -> Annotations:
    """The annotations of sentences by HanLP components: "tok", "pos", "ner", "srl", "dep" in HanLP's form, counted in words,
    and "chars", the entities of models that read characters, counted in characters.

    `words` are the words of each sentence where another analyzer cuts them. K502 where a component needs words and there are none.
    """
    out: Annotations = {}
    for start in range(0, len(sentences), BATCH):
        part = list(sentences[start:start + BATCH])
        cut = None if words is None else [list(w) for w in words[start:start + BATCH]]
        for key, values in _batch(part, components, cut).items():
            out.setdefault(key, []).extend(values)
    return out


def _batch(sentences: list[str], components: Sequence[Any], words: list[list[str]] | None) -> Annotations:
    out: Annotations = {} if words is None else {"tok": words}
    for component in components:
        kind = task(component)
        if kind == "all":
            out |= of_document(component(sentences))
        elif kind == "tok":
            out["tok"] = [[w if isinstance(w, str) else w[0] for w in found] for found in component(list(sentences))]
        elif kind == "words":
            tiles = [tiled(spans, len(s)) for s, spans in zip(sentences, component([list(s) for s in sentences]), strict=True)]
            out["tok"] = [[s[a:b] for a, b, _ in spans] for s, spans in zip(sentences, tiles, strict=True)]
            out["pos"] = [[label for _, _, label in spans] for spans in tiles]
        elif kind == "ner" and ("tok" not in out or reads_characters(component)):
            found = component([list(s) for s in sentences])
            out["chars"] = [[*old, *new] for old, new in zip(out.get("chars", [[]] * len(found)), found, strict=True)]
        elif "tok" not in out:
            raise KexieError("K502", path=type(component).__name__, detail="it needs words: name a tokenizer before it")
        else:
            out[kind] = component([list(w) for w in out["tok"]])
    return out


def tiled(spans: Sequence[tuple[str, str, int, int]], length: int) -> list[tuple[int, int, str]]:
    """A tagger's spans of a sentence as words that cover it: a gap is a word, an overlap belongs to the first span."""
    out: list[tuple[int, int, str]] = []
    at = 0
    for _, label, start, end in sorted(spans, key=_place):
        if start > at:
            out.append((at, start, ""))
        if end > max(at, start):
            out.append((max(at, start), end, label))
            at = end
    return [*out, (at, length, "")] if at < length else out


def _place(span: tuple[str, str, int, int]) -> tuple[int, int]:
    return span[2], span[3]


def reads_characters(component: Any) -> bool:
    """Whether the tokens a component was trained on are single characters."""
    key = component.config.get("token_key")
    vocab = component.vocabs.get(key) if key and "RNN" in type(component).__name__ else None
    return vocab is not None and all(len(token) == 1 for token in vocab.idx_to_token if not token.startswith("<"))


def of_document(document: Mapping[str, Any]) -> Annotations:
    """One layer of each kind of a HanLP document, whatever its keys (tok/fine, pos/pku …), as a list per sentence."""
    out: Annotations = {}
    for kind in TASKS:
        keys = [k for k in (*_FIRST.get(kind, ()), kind) if k in document]
        key = keys[0] if keys else next((k for k in document if k.split("/")[0] == kind), None)
        if key is not None:
            out[kind] = document[key]
    tokens = out.get("tok")
    if tokens and isinstance(tokens[0], str):  # a document of one sentence, squeezed
        return {kind: [values] for kind, values in out.items()}
    return out


def _jieba(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Word]]:
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
