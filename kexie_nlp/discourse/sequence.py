"""The model of the acts of numbers: the features of the numbers of a document, in text order, in, a probability per act out.

What a number does depends on the numbers around it: an enumeration keeps its act, and a figure of comparison stands beside a result. So
some small networks read all numbers of a document. Each sums up the features of a number as one vector; a bidirectional GRU (Cho et al.,
Learning Phrase Representations using RNN Encoder-Decoder, EMNLP 2014) reads the vectors forwards and backwards; the probabilities are
averaged. `kexie_nlp.training.sequence` trains them, numpy runs them. Stored as JSON, arrays as base64.
"""
from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Weights:
    """The arrays of k networks, for v features, vectors of d and states of h and o numbers, and a acts.

    Of arrays with the axis 2, the first row reads forwards, the second backwards. The gates are those of reset, update and the new state.
    """
    features: Array  # v, k·d: whole numbers from -127 to 127
    scales: Array  # k·d: what they are multiplied by
    bias: Array  # k, d
    input_gates: Array  # 2, k, 3h, d
    input_bias: Array  # 2, k, 3h
    state_gates: Array  # 2, k, 3h, h
    state_bias: Array  # 2, k, 3h
    hidden: Array  # k, o, d + 2h
    hidden_bias: Array  # k, o
    output: Array  # k, a, o
    output_bias: Array  # k, a


class SequenceModel:
    """Networks that read the numbers of a document. `names` are the features, in the order of the rows of their weights."""

    def __init__(self, names: Sequence[str], weights: Weights) -> None:
        self.names, self.weights = tuple(names), weights
        self._row: Mapping[str, int] = {name: i for i, name in enumerate(names)}
        self._gates = _blocks(weights.state_gates)
        self._vectors = weights.features.astype(numpy.float32) * weights.scales

    def rows(self, features: Iterable[str]) -> list[int]:
        """Returns the rows of some features, without those that the model does not know."""
        get = self._row.get
        return [row for name in features if (row := get(name)) is not None]

    def read(self, numbers: Sequence[list[int]]) -> Array:
        """Returns the probabilities of the acts of some numbers in text order, a row per number. `numbers` are the rows of their
        features."""
        w = self.weights
        sums = numpy.stack([self._vectors[rows].sum(axis=0) for rows in numbers])
        inputs = numpy.maximum(sums.reshape(len(numbers), *w.bias.shape) + w.bias, 0)
        states = self._states(inputs)
        hidden = numpy.einsum("nkc,koc->nko", numpy.concatenate([inputs, states[0], states[1]], axis=2), w.hidden) + w.hidden_bias
        totals = numpy.einsum("nko,kao->nka", numpy.maximum(hidden, 0), w.output) + w.output_bias
        powers = numpy.exp(totals - totals.max(axis=2, keepdims=True))
        found: Array = (powers / powers.sum(axis=2, keepdims=True)).mean(axis=1)
        return found

    def _states(self, inputs: Array) -> Array:
        """Returns the states of the GRU at each number: 2, n, k, h."""
        w = self.weights
        count, networks, size = len(inputs), w.bias.shape[0], w.state_gates.shape[3]
        gates = numpy.einsum("nkd,skgd->nskg", inputs, w.input_gates) + w.input_bias
        gates[:, 1] = gates[::-1, 1].copy()  # backwards
        given, bias = _by_gate(gates), _by_gate(w.state_bias[None])[0]
        wide = 2 * networks * size  # states of all networks and both directions
        found = numpy.zeros((count, wide), numpy.float32)
        before = numpy.zeros(wide, numpy.float32)
        for step in range(count):
            own = self._gates @ before + bias
            opened = 1 / (1 + numpy.exp(-given[step, :2 * wide] - own[:2 * wide]))
            state = numpy.tanh(given[step, 2 * wide:] + opened[:wide] * own[2 * wide:])
            before = found[step] = state + opened[wide:] * (before - state)
        states = found.reshape(count, 2, networks, size).transpose(1, 0, 2, 3)
        states[1] = states[1, ::-1].copy()
        return states

    def to_plain(self) -> dict[str, Any]:
        """Returns the model as plain data."""
        arrays = {f.name: _coded(getattr(self.weights, f.name)) for f in fields(Weights)}
        return {"features": list(self.names), "arrays": arrays}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> SequenceModel:
        """Returns the model of plain data. Raises ValueError, TypeError or KeyError if they are malformed."""
        weights = Weights(**{f.name: _decoded(data["arrays"][f.name]) for f in fields(Weights)})
        if len(data["features"]) != len(weights.features):
            raise ValueError("a row of weights per feature expected")
        model = cls([str(name) for name in data["features"]], weights)
        model.read([[]])  # arrays that do not fit together raise here
        return model


def _by_gate(gates: Array) -> Array:
    """Returns the gates of n numbers (n, 2, k, 3h) as n rows: the reset gates of all states, the update gates, the new states."""
    count, directions, networks, wide = gates.shape
    parted = gates.reshape(count, directions, networks, 3, wide // 3).transpose(0, 3, 1, 2, 4)
    return numpy.ascontiguousarray(parted).reshape(count, -1)


def _blocks(gates: Array) -> Array:
    """Returns the weights of the states (2, k, 3h, h) as one matrix for all of them, its rows in the order of `_by_gate`."""
    directions, networks, wide, size = gates.shape
    whole = numpy.zeros((3, directions, networks, size, directions, networks, size), numpy.float32)
    for direction in range(directions):
        for network in range(networks):
            whole[:, direction, network, :, direction, network] = gates[direction, network].reshape(3, size, size)
    return whole.reshape(3 * directions * networks * size, -1)


def _coded(array: Array) -> dict[str, Any]:
    return {"type": str(array.dtype), "shape": list(array.shape), "base64": base64.b64encode(array.tobytes()).decode("ascii")}


def _decoded(data: Mapping[str, Any]) -> Array:
    if data["type"] not in ("int8", "float32"):
        raise ValueError(f"numbers of the type {data['type']}")
    return numpy.frombuffer(base64.b64decode(data["base64"], validate=True), data["type"]).reshape(data["shape"])
