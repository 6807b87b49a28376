"""Tagged sentences to compact character taggers: HanLP's RNN recogniser, embeddings and a bidirectional LSTM. No download.

Without a CRF: HanLP 2.1.5 builds the CRF of its RNN taggers with batch and time swapped. A model folder holds `measures/` and
`parts/`, each loaded by `hanlp.load`, and `README.md`, the card. The vocabulary holds single characters only; no sentence of a
training document can be read out of it.
"""
from __future__ import annotations

import logging
import os
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.neural.loading import require
from kexie_nlp.neural.tagger import one_thread
from kexie_nlp.training.samples import LAYERS, Sample, confident, samples

SIZES = {"embed": 64, "rnn_hidden": 96}
HELD = 10  # every tenth sentence is held out to choose the epoch
KEPT = ("config.json", "vocabs.json", "model.pt")
GOLD, ALL, CONFIDENT = "gold only", "all silver", "confident silver"  # the variants of training
Annotated = Mapping[str, Any]


def train_tagger(data: Sequence[Sample], folder: str | Path, *, layer: str = "ner", seed: int = 1, epochs: int = 6,
                 batch_size: int = 32, lr: float = 0.005, sizes: Mapping[str, int] | None = None) -> Any:
    """Train on tagged sentences and save the model to a folder; gives the component, ready to predict.

    `layer` tells the analyzer how to read it: "ner" spans, "words" spans that tile the sentence. One thread and fixed seeds:
    the same data give the same weights on the same machine. K501 without HanLP, K504 without data.
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


def taggers(data: Sequence[Sample], silver: Sequence[Sample], variants: Sequence[str], folder: str | Path, **options: Any
            ) -> tuple[dict[str, Any], int]:
    """A tagger for each variant, the last one saved to the folder, and the number of confident silver sentences."""
    with tempfile.TemporaryDirectory() as scratch:
        found = {GOLD: train_tagger(data, folder if variants[-1] == GOLD else scratch, **options)}
    kept: list[Sample] = []
    if CONFIDENT in variants:
        kept = confident(found[GOLD], silver)
    for name, more in ((ALL, silver), (CONFIDENT, kept)):
        if name in variants:
            with tempfile.TemporaryDirectory() as scratch:
                found[name] = train_tagger([*data, *more], folder if variants[-1] == name else scratch, **options)
    return found, len(kept)


def train_policy(golds: Sequence[Annotated], folder: str | Path, *, silver: Sequence[Annotated] = (), every: bool = False,
                 **options: Any) -> dict[str, tuple[int, int]]:
    """Train both layers on annotated documents and write them to a folder; `silver` documents add their confident sentences, with
    `every` all sentences. `options` (seed, epochs …) go to `train_tagger`.

    Gives for each layer the number of silver sentences used and of all. K501 without HanLP, K504 without data.
    """
    learnt = {}
    for layer in LAYERS:
        data, more = ([s for document in documents for s in samples(document, layer)] for documents in (golds, silver))
        variants = (GOLD,) if not more else (GOLD, ALL) if every else (GOLD, CONFIDENT)
        _, kept = taggers(data, more, variants, Path(folder, layer), **options)
        learnt[layer] = (len(more) if every else kept, len(more))
        tidy(Path(folder, layer))
    return learnt


def tidy(folder: Path) -> None:
    """Delete HanLP's logs from a model folder; they hold paths and times of the machine."""
    for path in folder.iterdir():
        if path.name not in KEPT:
            path.unlink()


def _logger() -> logging.Logger:
    logger = logging.getLogger("kexie_nlp.neural")
    logger.setLevel(logging.WARNING)
    return logger


@contextmanager
def quiet() -> Iterator[None]:
    """Without HanLP's progress reports, which go to its own printer and to standard error."""
    from hanlp.utils import log_util

    printer = log_util._printer
    before = printer.out
    with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere), redirect_stdout(nowhere):
        printer.out = nowhere
        try:
            yield
        finally:
            printer.out, printer._last_print_width = before, 0
