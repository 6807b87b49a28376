"""The numbers of annotated documents to the networks that read them: features and acts in, `SequenceModel` out. Needs torch.

Numbers without an annotation stand in the sequences as they do in a document, but nothing is learnt from them. Features and states are
left out at random (Srivastava et al., Dropout, JMLR 2014), and the acts are smoothed, because readers differ.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from kexie_nlp.discourse.sequence import Array, SequenceModel, Weights
from kexie_nlp.neural.loading import require

LEAST_SEEN = 8  # rarer features do not generalise
VECTOR, STATE, HIDDEN = 32, 16, 32
NETWORKS, EPOCHS, BATCH, RATE, DECAY = 3, 10, 32, 0.006, 1e-4
FEATURES_LEFT_OUT, STATES_LEFT_OUT, SMOOTHING = 0.2, 0.4, 0.05
LONGEST = 80  # numbers of a sequence
_UNKNOWN = -1


class Numbers(NamedTuple):
    """The numbers of a text in order: their features, their acts as indices (None if not annotated) and how much they weigh."""
    features: Sequence[tuple[str, ...]]
    acts: Sequence[int | None]
    weights: Sequence[float]


def fit_sequences(texts: Sequence[Numbers], acts: int, *, networks: int = NETWORKS) -> SequenceModel:
    """Returns networks trained on the numbers of texts; `acts` is the count of acts. The same data give the same weights on one machine.

    Raises K501 without torch.
    """
    require("hanlp")
    annotated = (own for text in texts for act, own in zip(text.acts, text.features, strict=True) if act is not None)
    seen = Counter(name for own in annotated for name in set(own))
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    row = {name: i for i, name in enumerate(names)}
    pieces = [_encoded(text, row, first) for text in texts for first in range(0, len(text.acts), LONGEST)]
    trained = [_train(pieces, len(names), acts, seed) for seed in range(networks)]
    return SequenceModel(names, _weights(trained))


class _Piece(NamedTuple):
    rows: list[Array]
    acts: Array
    weights: Array


def _encoded(text: Numbers, row: dict[str, int], first: int) -> _Piece:
    part = slice(first, first + LONGEST)
    rows = [numpy.array([row[name] for name in names if name in row], numpy.int64) for names in text.features[part]]
    acts = numpy.array([_UNKNOWN if act is None else act for act in text.acts[part]])
    return _Piece(rows, acts, numpy.array(text.weights[part], numpy.float32))


def _train(pieces: Sequence[_Piece], features: int, acts: int, seed: int) -> Any:
    """Returns one network trained with a random seed."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    rng = numpy.random.default_rng(seed)
    network = _network(features, acts)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    batches = [order[i:i + BATCH] for order in (rng.permutation(len(pieces)) for _ in range(EPOCHS)) for i in range(0, len(order), BATCH)]
    network.train()
    for step, batch in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / len(batches))
        some = [pieces[i] for i in batch]
        wanted = torch.from_numpy(numpy.concatenate([piece.acts for piece in some]))
        known = wanted >= 0
        if not known.any():
            continue
        totals = network([rows[rng.random(len(rows)) >= FEATURES_LEFT_OUT] for piece in some for rows in piece.rows],
                         [len(piece.rows) for piece in some])
        weights = torch.from_numpy(numpy.concatenate([piece.weights for piece in some]))
        losses = functional.cross_entropy(totals[known], wanted[known], reduction="none", label_smoothing=SMOOTHING)
        optimizer.zero_grad()
        (losses * weights[known]).mean().backward()
        optimizer.step()
    return network


def _network(features: int, acts: int) -> Any:
    """Returns an untrained network: the rows of features and the lengths of the sequences in, totals per number and act out."""
    import torch
    from torch import nn
    from torch.nn.utils import rnn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.vectors = nn.EmbeddingBag(max(features, 1), VECTOR, mode="sum")
            nn.init.normal_(self.vectors.weight, std=0.05)
            self.bias = nn.Parameter(torch.zeros(VECTOR))
            self.gru = nn.GRU(VECTOR, STATE, bidirectional=True, batch_first=True)
            self.hidden = nn.Linear(VECTOR + 2 * STATE, HIDDEN)
            self.output = nn.Linear(HIDDEN, acts)
            self.drop = nn.Dropout(STATES_LEFT_OUT)

        def forward(self, rows: Sequence[Array], lengths: Sequence[int]) -> Any:
            offsets = torch.tensor([0, *numpy.cumsum([len(r) for r in rows])[:-1]])
            inputs = self.drop(torch.relu(self.vectors(torch.from_numpy(numpy.concatenate(rows)), offsets) + self.bias))
            packed = rnn.pack_sequence(list(torch.split(inputs, list(lengths))), enforce_sorted=False)
            padded, _ = rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)
            states = torch.cat([padded[i, :length] for i, length in enumerate(lengths)])
            return self.output(torch.relu(self.hidden(torch.cat([inputs, self.drop(states)], 1))))

    return Network()


def _weights(networks: Sequence[Any]) -> Weights:
    """Returns the arrays of trained networks. Those of features, by far the most, are rounded to whole numbers."""
    def stacked(*names: str) -> Array:
        return numpy.stack([network.state_dict()[name].numpy() for name in names for network in networks]).astype(numpy.float32)

    def both(name: str) -> Array:
        found = stacked(f"gru.{name}", f"gru.{name}_reverse")
        return found.reshape(2, len(networks), *found.shape[1:])

    vectors = numpy.concatenate(stacked("vectors.weight"), axis=1)
    scales = numpy.maximum(numpy.abs(vectors).max(axis=0), 1e-9) / 127
    return Weights(
        features=numpy.round(vectors / scales).astype(numpy.int8), scales=scales.astype(numpy.float32), bias=stacked("bias"),
        input_gates=both("weight_ih_l0"), input_bias=both("bias_ih_l0"), state_gates=both("weight_hh_l0"), state_bias=both("bias_hh_l0"),
        hidden=stacked("hidden.weight"), hidden_bias=stacked("hidden.bias"), output=stacked("output.weight"),
        output_bias=stacked("output.bias"))
