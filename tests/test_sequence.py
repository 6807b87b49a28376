"""The networks that read the numbers of a document in sequence: shapes, a plain loop that they agree with, files, explanations."""
from __future__ import annotations

import json
import math
from dataclasses import fields

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_nlp.discourse import ACTS, load_acts
from kexie_nlp.discourse.evidence import Evidence
from kexie_nlp.discourse.reading import Reading
from kexie_nlp.discourse.sequence import SequenceModel, Weights
from kexie_nlp.errors import KexieError
from kexie_nlp.pipes.layers import document_layers

FEATURES = 5


def model_of(seed: int, k: int = 2, d: int = 3, h: int = 2, o: int = 3, a: int = len(ACTS)) -> SequenceModel:
    """A model of k small random networks, for vectors of d, states of h, o hidden numbers and a acts."""
    draw = numpy.random.default_rng(seed)

    def some(*shape: int) -> numpy.ndarray:
        return draw.normal(0, 0.8, shape).astype(numpy.float32)

    return SequenceModel([f"f{i}" for i in range(FEATURES)], Weights(
        features=draw.integers(-127, 128, (FEATURES, k * d)).astype(numpy.int8), scales=numpy.abs(some(k * d)) / 60, bias=some(k, d),
        input_gates=some(2, k, 3 * h, d), input_bias=some(2, k, 3 * h), state_gates=some(2, k, 3 * h, h), state_bias=some(2, k, 3 * h),
        hidden=some(k, o, d + 2 * h), hidden_bias=some(k, o), output=some(k, a, o), output_bias=some(k, a)))


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def dot(matrix, vector, bias) -> list[float]:
    """A matrix times a vector, plus a bias, number by number."""
    return [sum(float(w) * x for w, x in zip(row, vector, strict=True)) + float(b) for row, b in zip(matrix, bias, strict=True)]


def states(w: Weights, network: int, direction: int, inputs: list[list[float]]) -> list[list[float]]:
    """The states of one GRU in one direction, by the equations: reset, update, new state."""
    size = w.state_gates.shape[3]
    before, found = [0.0] * size, []
    for vector in reversed(inputs) if direction else inputs:
        given = dot(w.input_gates[direction, network], vector, w.input_bias[direction, network])
        own = dot(w.state_gates[direction, network], before, w.state_bias[direction, network])
        reset = [sigmoid(given[i] + own[i]) for i in range(size)]
        update = [sigmoid(given[size + i] + own[size + i]) for i in range(size)]
        new = [math.tanh(given[2 * size + i] + reset[i] * own[2 * size + i]) for i in range(size)]
        before = [(1 - update[i]) * new[i] + update[i] * before[i] for i in range(size)]
        found.append(before)
    return found[::-1] if direction else found


def slowly(w: Weights, numbers: list[list[int]]) -> list[list[float]]:
    """The probabilities of the acts of some numbers, one network and one number at a time."""
    networks, width = w.bias.shape
    totals = [[0.0] * w.output.shape[1] for _ in numbers]
    for network in range(networks):
        columns = range(network * width, (network + 1) * width)
        sums = [[sum(float(w.features[row, c]) * float(w.scales[c]) for row in rows) for c in columns] for rows in numbers]
        inputs = [[max(x + float(b), 0.0) for x, b in zip(row, w.bias[network], strict=True)] for row in sums]
        ahead, back = states(w, network, 0, inputs), states(w, network, 1, inputs)
        for i, vector in enumerate(inputs):
            hidden = [max(x, 0.0) for x in dot(w.hidden[network], [*vector, *ahead[i], *back[i]], w.hidden_bias[network])]
            scores = dot(w.output[network], hidden, w.output_bias[network])
            powers = [math.exp(x - max(scores)) for x in scores]
            totals[i] = [t + p / sum(powers) / networks for t, p in zip(totals[i], powers, strict=True)]
    return totals


NUMBERS = st.lists(st.lists(st.integers(0, FEATURES - 1), max_size=4), min_size=1, max_size=7)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), NUMBERS, st.integers(1, 3), st.integers(1, 3))
def test_the_networks_read_as_a_plain_loop_does(seed, numbers, k, h):
    model = model_of(seed, k=k, h=h)
    assert numpy.allclose(model.read(numbers), slowly(model.weights, numbers), atol=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), NUMBERS)
def test_every_number_has_a_probability_per_act(seed, numbers):
    found = model_of(seed).read(numbers)
    assert found.shape == (len(numbers), len(ACTS))
    assert (found >= 0).all() and numpy.allclose(found.sum(axis=1), 1, atol=1e-5)


def test_a_number_is_read_beside_those_before_and_behind_it():
    model = model_of(7)
    alone = model.read([[1]])[0]
    assert alone.shape == (len(ACTS),)
    assert not numpy.allclose(model.read([[0], [1]])[1], alone, atol=1e-3)  # forwards
    assert not numpy.allclose(model.read([[1], [0]])[0], alone, atol=1e-3)  # backwards
    assert numpy.allclose(model.read([[], [1, 2]]), model.read([[], [2, 1]]), atol=1e-6)  # the features of a number have no order


def test_features_that_the_model_does_not_know_are_left_out():
    model = model_of(1)
    assert model.rows(["f3", "unknown", "f0"]) == [3, 0] and model.rows(["unknown"]) == [] and model.rows([]) == []


def test_a_number_without_features_can_be_read():
    assert numpy.allclose(model_of(3).read([[]]).sum(), 1, atol=1e-5)


def test_a_model_survives_its_plain_form():
    model = model_of(11)
    again = SequenceModel.from_plain(json.loads(json.dumps(model.to_plain())))
    assert again.names == model.names
    for f in fields(Weights):
        ours, theirs = getattr(model.weights, f.name), getattr(again.weights, f.name)
        assert ours.dtype == theirs.dtype and ours.shape == theirs.shape and (ours == theirs).all()
    assert (again.read([[0, 1], [2]]) == model.read([[0, 1], [2]])).all()


def without(data: dict, *path: str) -> dict:
    """Plain data without one entry."""
    data = json.loads(json.dumps(data))
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return data


def changed(data: dict, name: str, **fields: object) -> dict:
    """Plain data with one array changed."""
    data = json.loads(json.dumps(data))
    data["arrays"][name].update(fields)
    return data


PLAIN = model_of(5).to_plain()
MALFORMED = {
    "no features": without(PLAIN, "features"), "no arrays": without(PLAIN, "arrays"), "no bias": without(PLAIN, "arrays", "bias"),
    "an array without shape": without(PLAIN, "arrays", "output", "shape"),
    "a name too few": {**PLAIN, "features": PLAIN["features"][1:]},
    "numbers of another type": changed(PLAIN, "hidden", type="object"),
    "no base64": changed(PLAIN, "hidden", base64="???"),
    "bytes that do not fill the shape": changed(PLAIN, "hidden_bias", shape=[2, 4]),
    "gates of another size": changed(PLAIN, "hidden", shape=[2, 7, 3]),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_data_is_an_error(data, tmp_path):
    with pytest.raises((ValueError, TypeError, KeyError)):
        SequenceModel.from_plain(data)
    path = tmp_path / "acts.json"
    path.write_text(json.dumps({"name": "x", "scores": {}, "numbers": data, "passages": {"intercepts": [0] * 4, "weights": {}}}))
    with pytest.raises(KexieError) as error:
        load_acts(str(path))
    assert error.value.code == "K502" and "acts.json" in str(error.value)


def test_numbers_of_another_type_are_named():
    with pytest.raises(ValueError, match="object"):
        SequenceModel.from_plain(MALFORMED["numbers of another type"])
    with pytest.raises(ValueError, match="row of weights per feature"):
        SequenceModel.from_plain(MALFORMED["a name too few"])


def reading_of(text: str) -> Reading:
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_targets")
    return document_layers(nlp(text)).discourse


TEXT = "云台县科协2023年工作总结\n一、主要成效\n全年已举办讲座46场，培训农民1385人次。\n二、2024年工作打算\n力争新建科普站12个。\n"


def test_an_explanation_is_what_the_odds_lose_without_a_feature():
    reading = reading_of(TEXT)
    assert isinstance(reading.evidence, Evidence) and [q.unit for q in reading.evidence.numbers] == ["场", "人次", "个"]
    q = reading.evidence.numbers[1]
    found = reading.explain(q.start, q.end, q, count=200)
    best, other = sorted(range(len(ACTS)), key=reading.number(q).probabilities.__getitem__, reverse=True)[:2]
    assert ACTS[best] == "result" and found == sorted(found, key=lambda item: item[1], reverse=True)
    assert found[0][1] > 0 and reading.explain(q.start, q.end, q) == found[:5]
    model, names = reading.models.numbers, [reading.features(n.start, n.end, n) for n in reading.evidence.numbers]

    def odds(left_out: str | None) -> float:
        kept = [model.rows(n for n in group if i != 1 or n != left_out) for i, group in enumerate(names)]
        row = model.read(kept)[1]
        return math.log(row[best] / row[other])

    assert {name for name, _ in found} == {n for n in names[1] if model.rows([n])}
    for name, lost in (*found[:4], *found[-4:]):
        assert lost == pytest.approx(odds(None) - odds(name), abs=1e-3), name


def test_a_document_of_one_number_and_one_of_none():
    reading = reading_of("云台县科协2024年工作要点\n力争新建科普站12个。\n")
    (q,) = reading.evidence.numbers
    assert reading.number(q).act == "plan" and sum(reading.number(q).probabilities) == pytest.approx(1, abs=1e-5)
    for text in ("", "云台县科协工作要点\n加强学会建设。\n"):
        assert list(reading_of(text).evidence.numbers) == []


def test_numbers_are_read_once_and_the_same_in_any_order():
    first, second = reading_of(TEXT), reading_of(TEXT)
    numbers = first.evidence.numbers
    assert [first.number(q) for q in numbers] == [second.number(q) for q in reversed(numbers)][::-1]
    assert [first.number(q).act for q in numbers] == ["result", "result", "plan"]
