"""Running HanLP components over sentences; the result is the content of a `hanlp_common.Document`, a list per sentence."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kexie_nlp.errors import KexieError

BATCH = 64  # sentences handed over at once, so that memory does not grow with the document
LIMIT = 510  # characters in a sentence: what encoders of 512 positions hold
TASKS = ("tok", "pos", "ner", "srl", "dep")
_KEYS = {"tokenizers": "tok", "taggers": "pos", "ner": "ner", "srl": "srl", "parsers": "dep", "mtl": "all"}
_FIRST = {"tok": ("tok/fine",), "pos": ("pos/pku", "pos/863", "pos/ctb")}  # of several layers of a kind
Annotations = dict[str, list[Any]]


def task(component: Any) -> str:
    """What a component does: all (multi-task), tok, pos, ner, srl or dep; K502 for other components."""
    layer = component.config.get("kexie_layer")  # our own taggers say it: "words" are spans that tile the sentence
    if layer:
        return str(layer)
    parts = type(component).__module__.split(".")
    found = next((_KEYS[p] for p in parts if p in _KEYS), None)
    if found is None:
        raise KexieError("K502", path=type(component).__name__, detail="neither tokenizer, tagger, ner, srl, parser nor mtl")
    return found


def limit(components: Sequence[Any]) -> int:
    """How many characters a sentence may have for all of these components."""
    limits = [c.config.get("max_seq_len") for c in components]
    return min([LIMIT, *(n for n in limits if isinstance(n, int) and n > 8)])


def annotate(sentences: Sequence[str], components: Sequence[Any], words: Sequence[Sequence[str]] | None = None) -> Annotations:
    """What the components say of the sentences: "tok", "pos", "ner", "srl", "dep" in HanLP's own form, counted in words,
    and "chars", the entities of models that read characters, counted in these.

    `words` are the words of the sentences where another analyzer cuts them. K502 where a component needs words and there
    are none.
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
    """A tagger's spans of a sentence as words that cover it: what no span has is a word, what two have belongs to the first."""
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
    """One layer of every kind out of a HanLP document, whatever its keys (tok/fine, pos/pku …), as a list per sentence."""
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
