"""Text to labelled spans by our own character taggers (`kexie train hanlp`), with a confidence for each."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from kexie_nlp.neural.offsets import sentences

LIMIT = 200  # characters of a sentence


class Found(NamedTuple):
    """A span that a tagger marks in a text; `confidence` is the least probability of its characters."""
    start: int
    end: int
    label: str
    confidence: float


def read_spans(component: Any, texts: Sequence[str]) -> list[list[Found]]:
    """The spans of each text, in its own offsets, by a component that `train_tagger` made."""
    import torch
    from hanlp.utils.span_util import bio_tags_to_spans

    if not texts:
        return []
    loader = component.build_dataloader(component.build_samples([list(text) for text in texts]), component.config.batch_size, False,
                                        component.device)
    names = component.vocabs["tag"].idx_to_token
    out: list[list[Found]] = [[] for _ in texts]
    with torch.no_grad(), one_thread():
        for batch in loader:
            logits, _ = component.feed_batch(batch)
            best = torch.softmax(logits, -1).max(-1)
            for k, number in enumerate(batch["_idx_"]):
                length = len(texts[number])
                sure, ids = best.values[k, :length].tolist(), best.indices[k, :length].tolist()
                out[number] = sorted(Found(first, last + 1, label, min(sure[first:last + 1]))
                                     for label, (first, last) in bio_tags_to_spans([names[i] for i in ids]))
    return out


def tag_text(component: Any, text: str) -> list[Found]:
    """The spans of a normalised text, in its offsets, by a component that `train_tagger` made."""
    places = list(sentences(text, LIMIT))
    found = read_spans(component, [text[s:e] for s, e in places])
    return [span._replace(start=s + span.start, end=s + span.end)
            for (s, _), part in zip(places, found, strict=True) for span in part]


def within(found: Sequence[Found], leaves: Sequence[tuple[int, int]]) -> list[Found]:
    """The spans without the measures that lie in none of `leaves`, the provisions that can hold measures."""
    return [s for s in found if s.label != "measure" or any(a <= s.start and s.end <= b for a, b in leaves)]


@contextmanager
def one_thread() -> Iterator[None]:
    """Small models train faster on one thread, and the same each time."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
