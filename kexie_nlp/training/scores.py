"""Annotated documents to the scores of span taggers, leave-one-document-out, beside the rules and with the gain of proposals."""
from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kexie_nlp.evaluate.metrics import Counts, overlap, pair
from kexie_nlp.neural.tagger import Found, tag_text, within
from kexie_nlp.text import normalize
from kexie_nlp.training.samples import LAYERS, Span, same_plan, samples, spans
from kexie_nlp.training.tagger import ALL, CONFIDENT, GOLD, Annotated, taggers

SAME = {"measure": 0.6, "value": 0.5, "time": 0.5}  # overlap from which two spans are the same; else they must be equal
LEFT = 0.3  # overlap with an optional span from which a span found is neither right nor wrong
BY_RULES = {"measure": "measures", "value": "targets", "time": "times"}
RULES, PROPOSALS = "rules", "proposals"
STEPS = (0.0, 0.8, 0.95)  # confidence from which proposals are counted


@dataclass
class Scores:
    """Counts by source and label. Sources: a tagger for each variant of training, the rules, and the proposals, which are the spans
    of the last variant that touch no span of the rules."""
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)

    def of(self, source: str, label: str) -> Counts:
        """The counts of a source for a label, created on first use."""
        return self.counts.setdefault((source, label), Counts())

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each source and label with p, r, f1, n and found, grouped by source."""
        for source in dict.fromkeys(name for name, _ in self.counts):
            for (name, label), counts in self.counts.items():
                if name == source:
                    yield {"label": label, "source": source, **counts.row(), "found": counts.hits + counts.extra}


def leave_one_out(golds: Sequence[Annotated], *, silver: Sequence[Annotated] = (), layers: Sequence[str] = LAYERS,
                  keep: str | Path | None = None, progress: Callable[[str], None] | None = None, **options: Any) -> Scores:
    """Train on all annotated documents but one and score on that one, for each in turn.

    With `silver` documents in three variants: without them, with all their sentences, with the confident ones, chosen by a tagger
    that has not seen the document either; a digest of that document is no silver for it. `keep` names a folder for the taggers
    of the last variant, as DOCUMENT/LAYER. `progress` gets the name of each document scored.
    """
    variants = (GOLD, ALL, CONFIDENT) if silver else (GOLD,)
    scores = Scores()
    ready = {layer: [samples(g, layer) for g in golds] for layer in layers}
    extra = {layer: [samples(g, layer) for g in silver] for layer in layers}
    for k, gold in enumerate(golds):
        by_rules, leaves = rule_spans(gold)
        text = normalize(gold["text"]).text
        for layer in layers:
            data = [s for i, part in enumerate(ready[layer]) if i != k for s in part]
            more = [s for d, part in zip(silver, extra[layer], strict=True) if not same_plan(d, gold) for s in part]
            with tempfile.TemporaryDirectory() as scratch:
                found, _ = taggers(data, more, variants, Path(keep, str(gold["doc"]), layer) if keep else scratch, **options)
                for name, component in found.items():
                    spans = within(tag_text(component, text), leaves)
                    add_scores(scores, gold, layer, spans, by_rules, name, last=name == variants[-1])
        if progress is not None:
            progress(str(gold["doc"]))
    return scores


def rule_spans(gold: Mapping[str, Any]) -> tuple[list[Span], list[tuple[int, int]]]:
    """The measures, values and times that the rules find in a document, and its tasks and achievements, in normalised offsets."""
    from kexie_nlp.analysis import analyze
    from kexie_nlp.outline.clauses import LEAF_ROLES as ROLES

    document = analyze(str(gold["text"]))
    found = [(*document.norm.to_text(item.start, item.end), label)
             for label, kind in BY_RULES.items() for item in getattr(document.record, kind)]
    return found, [document.norm.to_text(p.start, p.end) for p in document.record.provisions if p.role in ROLES]


def add_scores(scores: Scores, gold: Mapping[str, Any], layer: str, found: Sequence[Found], by_rules: Sequence[Span], source: str, *,
               last: bool = True) -> None:
    """Add the counts of one document for a source; with `last` also those of the rules and of the proposals."""
    wanted = spans(gold, layer)
    optional = _optional(gold) if layer == "measures" else []
    for label in sorted({s[2] for s in wanted} | {s.label for s in found}):
        least = SAME.get(label, 1.0)
        want = [_item(s) for s in wanted if s[2] == label]
        got = [s for s in found if s.label == label]
        _add(scores.of(source, label), want, [_item(s) for s in got], optional, least)
        if last and label in BY_RULES:
            ruled = [_item(s) for s in by_rules if s[2] == label]
            _add(scores.of(RULES, label), want, ruled, optional, least)
            hit = {i for i, _ in pair(want, ruled, least)}
            missed = [w for i, w in enumerate(want) if i not in hit]
            new = [g for g in got if not any(overlap(_item(g), r) > 0 for r in ruled)]
            for step in STEPS:
                name = f"{PROPOSALS} ≥ {step}" if step else PROPOSALS
                _add(scores.of(name, label), missed, [_item(g) for g in new if g.confidence >= step], optional, least)


def _optional(gold: Mapping[str, Any]) -> list[dict[str, int]]:
    norm = normalize(gold["text"])
    return [_item((*norm.to_text(m["start"], m["end"]), "")) for m in gold["measures"] if m.get("optional")]


def _item(span: Span | Found) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _add(counts: Counts, want: Sequence[dict[str, int]], got: Sequence[dict[str, int]], optional: Sequence[dict[str, int]],
         least: float) -> None:
    """Count as `evaluate` does: optional spans are neither missed nor extra."""
    pairs = pair(want, got, least)
    used = {j for _, j in pairs}
    hard = [i for i, _ in pairs if want[i] not in optional]
    extra = [g for j, g in enumerate(got) if j not in used and not any(overlap(o, g) >= LEFT for o in optional)]
    counts.add(len(hard), len(extra), sum(w not in optional for w in want) - len(hard))
