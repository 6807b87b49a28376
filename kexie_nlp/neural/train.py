"""Training a compact character tagger with HanLP's RNN recogniser: embeddings and a bidirectional LSTM. No download.

Without a CRF: HanLP 2.1.5 builds the CRF of its RNN taggers with batch and time swapped.
"""
from __future__ import annotations

import logging
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.neural.loading import require
from kexie_nlp.neural.samples import Sample

SIZES = {"embed": 64, "rnn_hidden": 96}
HELD = 10  # every tenth sentence chooses the epoch that is kept


def train_tagger(data: Sequence[Sample], folder: str | Path, *, layer: str = "ner", seed: int = 1, epochs: int = 6,
                 batch_size: int = 32, lr: float = 0.005, sizes: Mapping[str, int] | None = None) -> Any:
    """Train on tagged sentences and save the model to a folder; the component, ready to predict.

    `layer` says how it is read back: "ner" spans, "words" spans that tile the sentence. One thread and fixed seeds: the
    same data give the same weights on the same machine. K501 without HanLP, K504 without data.
    """
    require("hanlp")
    if not any(sample.chars for sample in data):
        raise KexieError("K504", detail="there is no text to learn from")
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
    from hanlp.layers.embeddings.word2vec import Word2VecEmbedding

    rows = [{"token": list(s.chars), "tag": list(s.tags)} for s in data if s.chars]
    learnt = [row for k, row in enumerate(rows) if k % HELD != HELD // 2] or rows
    known = {tag for row in learnt for tag in row["tag"]}  # the vocabulary of tags is theirs
    held = [row for row in rows[HELD // 2::HELD] if known.issuperset(row["tag"])] or learnt
    size = {**SIZES, **(sizes or {})}
    Path(folder).mkdir(parents=True, exist_ok=True)
    component = RNNNamedEntityRecognizer()
    with quiet(), one_thread():
        random.seed(seed)
        torch.manual_seed(seed)
        component.fit(
            learnt, held, str(folder), batch_size=batch_size, epochs=epochs, lr=lr, seed=seed, drop=0.4, patience=epochs,
            embed=Word2VecEmbedding("token", size["embed"], trainable=True, word_dropout=0.1, unk="<unk>", pad="<pad>"),
            rnn_hidden=size["rnn_hidden"], crf=False, tagging_scheme="BIO", token_delimiter="", devices=-1, logger=_logger(),
            verbose=False, kexie_layer=layer)
    component.model.eval()
    return component


class Found(NamedTuple):
    """A span that a tagger sees in a text; `confidence` is the least of its characters' probabilities."""
    start: int
    end: int
    label: str
    confidence: float


def read_spans(component: Any, texts: Sequence[str]) -> list[list[Found]]:
    """The spans of every text, in characters of it, by a tagger of `train_tagger`."""
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


def _logger() -> logging.Logger:
    logger = logging.getLogger("kexie_nlp.neural")
    logger.setLevel(logging.WARNING)
    return logger


@contextmanager
def quiet() -> Iterator[None]:
    """HanLP reports its progress to a printer of its own, and to standard error."""
    from hanlp.utils import log_util

    printer = log_util._printer
    before = printer.out
    with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere), redirect_stdout(nowhere):
        printer.out = nowhere
        try:
            yield
        finally:
            printer.out, printer._last_print_width = before, 0


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
