"""What a span tagger is worth on a document: its spans beside the rules', and what its proposals would add."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kexie_nlp.evaluate.spans import Counts, overlap, pair
from kexie_nlp.neural.offsets import sentences
from kexie_nlp.neural.samples import LIMIT, Span, spans
from kexie_nlp.neural.train import Found, read_spans
from kexie_nlp.text import normalize

SAME = {"measure": 0.6, "value": 0.5, "time": 0.5}  # overlap from which two spans are the same; else they must be equal
LEFT = 0.3  # overlap with an optional span from which a find is neither right nor wrong
BY_RULES = {"measure": "measures", "value": "targets", "time": "times"}
RULES, PROPOSALS = "rules", "proposals"
STEPS = (0.0, 0.8, 0.95)  # confidence from which proposals are counted


@dataclass
class Scores:
    """Counts by source and label: of a tagger by the way it was trained, of the rules, and of the spans of the last way that touch
    none of the rules'."""
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)

    def of(self, source: str, label: str) -> Counts:
        """The counts of a source for a label, made where there are none yet."""
        return self.counts.setdefault((source, label), Counts())

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row per source and label, with p, r, f1, n, those of a source together."""
        for source in dict.fromkeys(name for name, _ in self.counts):
            for (name, label), counts in self.counts.items():
                if name == source:
                    yield {"label": label, "source": source, **counts.row(), "found": counts.hits + counts.extra}


def tag_text(component: Any, text: str) -> list[Found]:
    """The spans that a tagger finds in a normalised text."""
    places = list(sentences(text, LIMIT))
    found = read_spans(component, [text[s:e] for s, e in places])
    return [span._replace(start=s + span.start, end=s + span.end)
            for (s, _), part in zip(places, found, strict=True) for span in part]


def within(found: Sequence[Found], leaves: Sequence[tuple[int, int]]) -> list[Found]:
    """Without the measures outside the leaves of the outline that can have some; other spans stay."""
    return [s for s in found if s.label != "measure" or any(a <= s.start and s.end <= b for a, b in leaves)]


def rule_spans(gold: Mapping[str, Any]) -> tuple[list[Span], list[tuple[int, int]]]:
    """The measures, numbers and times that the rules find in a document, and its tasks and achievements, normalised."""
    from kexie_nlp.analysis import analyze
    from kexie_nlp.outline.clauses import LEAF_ROLES as ROLES

    document = analyze(str(gold["text"]))
    found = [(*document.norm.to_text(item.start, item.end), label)
             for label, kind in BY_RULES.items() for item in getattr(document.record, kind)]
    return found, [document.norm.to_text(p.start, p.end) for p in document.record.provisions if p.role in ROLES]


def add_scores(scores: Scores, gold: Mapping[str, Any], layer: str, found: Sequence[Found], by_rules: Sequence[Span], source: str, *,
               last: bool = True) -> None:
    """Add one document's counts under the name of a source, with `last` also those of the rules and of the proposals."""
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
    """Count as `evaluate` does: optional spans are neither asked for nor held against a find."""
    pairs = pair(want, got, least)
    used = {j for _, j in pairs}
    hard = [i for i, _ in pairs if want[i] not in optional]
    extra = [g for j, g in enumerate(got) if j not in used and not any(overlap(o, g) >= LEFT for o in optional)]
    counts.add(len(hard), len(extra), sum(w not in optional for w in want) - len(hard))
