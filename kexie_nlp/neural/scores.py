"""What a span tagger is worth: leave-one-document-out scores beside the rules', and what its proposals would add."""
from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kexie_nlp.evaluate.spans import Counts, overlap, pair
from kexie_nlp.neural.offsets import sentences
from kexie_nlp.neural.samples import LAYERS, LIMIT, Span, samples, spans
from kexie_nlp.neural.train import predict, train_tagger
from kexie_nlp.text import normalize

SAME = {"measure": 0.6, "value": 0.5, "time": 0.5}  # overlap from which two spans are the same; else they must be equal
LEFT = 0.3  # overlap with an optional span from which a find is neither right nor wrong
BY_RULES = {"measure": "measures", "value": "targets", "time": "times"}


@dataclass
class Scores:
    """Counts per label: of the model, of the rules, and of the model's spans where the rules have none."""
    model: dict[str, Counts] = field(default_factory=dict)
    rules: dict[str, Counts] = field(default_factory=dict)
    proposals: dict[str, Counts] = field(default_factory=dict)

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row per label and source, with p, r, f1, n."""
        for source in ("model", "rules", "proposals"):
            for label, counts in getattr(self, source).items():
                yield {"label": label, "source": source, **counts.row(), "found": counts.hits + counts.extra}


def leave_one_out(golds: Sequence[Mapping[str, Any]], *, layers: Sequence[str] = LAYERS, more: Sequence[Mapping[str, Any]] = (),
                  progress: Callable[[str], None] | None = None, **options: Any) -> Scores:
    """Train on all documents but one and score on that one, for each in turn; `more` documents are always learnt from."""
    scores = Scores()
    ready = {layer: [samples(g, layer) for g in golds] for layer in layers}
    extra = {layer: [s for g in more for s in samples(g, layer)] for layer in layers}
    for k, gold in enumerate(golds):
        for layer in layers:
            data = [s for i, part in enumerate(ready[layer]) if i != k for s in part] + extra[layer]
            with tempfile.TemporaryDirectory() as folder:
                component = train_tagger(data, folder, **options)
            by_rules, leaves = rule_spans(gold)
            found = within(tag_text(component, normalize(gold["text"]).text), leaves)
            add_scores(scores, gold, layer, found, by_rules)
        if progress is not None:
            progress(str(gold["doc"]))
    return scores


def tag_text(component: Any, text: str) -> list[Span]:
    """The spans that a tagger finds in a normalised text."""
    places = list(sentences(text, LIMIT))
    found = predict(component, [text[s:e] for s, e in places])
    return [(s + a, s + b, label) for (s, _), part in zip(places, found, strict=True) for a, b, label in part]


def within(found: Sequence[Span], leaves: Sequence[tuple[int, int]]) -> list[Span]:
    """Without the measures outside the leaves of the outline that can have some; other spans stay."""
    return [s for s in found if s[2] != "measure" or any(a <= s[0] and s[1] <= b for a, b in leaves)]


def rule_spans(gold: Mapping[str, Any]) -> tuple[list[Span], list[tuple[int, int]]]:
    """The measures, numbers and times that the rules find in a document, and its tasks and achievements, normalised."""
    from kexie_nlp.analysis import analyze
    from kexie_nlp.pipes.measures.factory import ROLES

    document = analyze(str(gold["text"]))
    found = [(*document.norm.to_text(item.start, item.end), label)
             for label, kind in BY_RULES.items() for item in getattr(document.record, kind)]
    return found, [document.norm.to_text(p.start, p.end) for p in document.record.provisions if p.role in ROLES]


def add_scores(scores: Scores, gold: Mapping[str, Any], layer: str, found: Sequence[Span], by_rules: Sequence[Span]) -> None:
    """Add one document's counts."""
    wanted = spans(gold, layer)
    optional = _optional(gold) if layer == "measures" else []
    for label in sorted({s[2] for s in wanted} | {s[2] for s in found}):
        least = SAME.get(label, 1.0)
        want = [_item(s) for s in wanted if s[2] == label]
        got = [_item(s) for s in found if s[2] == label]
        _add(scores.model.setdefault(label, Counts()), want, got, optional, least)
        if label in BY_RULES:
            ruled = [_item(s) for s in by_rules if s[2] == label]
            _add(scores.rules.setdefault(label, Counts()), want, ruled, optional, least)
            hit = {i for i, _ in pair(want, ruled, least)}
            missed = [w for i, w in enumerate(want) if i not in hit]
            new = [g for g in got if not any(overlap(g, r) > 0 for r in ruled)]
            _add(scores.proposals.setdefault(label, Counts()), missed, new, optional, least)


def _optional(gold: Mapping[str, Any]) -> list[dict[str, int]]:
    norm = normalize(gold["text"])
    return [_item((*norm.to_text(m["start"], m["end"]), "")) for m in gold["measures"] if m.get("optional")]


def _item(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _add(counts: Counts, want: Sequence[dict[str, int]], got: Sequence[dict[str, int]], optional: Sequence[dict[str, int]],
         least: float) -> None:
    """Count as `evaluate` does: optional spans are neither asked for nor held against a find."""
    pairs = pair(want, got, least)
    used = {j for _, j in pairs}
    hard = [i for i, _ in pairs if want[i] not in optional]
    extra = [g for j, g in enumerate(got) if j not in used and not any(overlap(o, g) >= LEFT for o in optional)]
    counts.add(len(hard), len(extra), sum(w not in optional for w in want) - len(hard))
