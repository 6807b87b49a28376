"""Our own span models: training both layers from annotated documents, and their model card.

A model folder holds `measures/` and `parts/`, each loaded by `hanlp.load`, and `README.md`, the card. The weights know single
characters only; no sentence of a training document can be read out of the vocabulary.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.neural.samples import LAYERS, samples
from kexie_nlp.neural.train import SIZES, train_tagger

KEPT = ("config.json", "vocabs.json", "model.pt")


def train_policy(golds: Sequence[Mapping[str, Any]], folder: str | Path, *, more: Sequence[Mapping[str, Any]] = (),
                 **options: Any) -> Path:
    """Train both layers on annotated documents and write them to a folder; `options` (seed, epochs …) go to `train_tagger`.
    K501 without HanLP, K504 without data."""
    for layer in LAYERS:
        target = Path(folder, layer)
        data = [s for gold in (*golds, *more) for s in samples(gold, layer)]
        train_tagger(data, target, **options)
        for path in target.iterdir():  # HanLP's logs hold the machine's paths and times
            if path.name not in KEPT:
                path.unlink()
    return Path(folder)


def silver(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Documents as the rules read them, in the form of annotations; K504 where there are none."""
    from kexie_nlp.analysis import analyze

    out = []
    for path in paths:
        document = analyze(path)
        data = document.record.model_dump(mode="json", by_alias=True)
        out.append({**data, "doc": path.stem, "text": document.text})
    if not out:
        raise KexieError("K504", detail="no document to learn from")
    return out


def card(folder: str | Path, golds: Sequence[Mapping[str, Any]], more: Sequence[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]],
         command: str, options: Mapping[str, Any] | None = None) -> str:
    """The model card: what it is, what it learnt from, what it is worth, and how to make it again."""
    lines = [f"# {Path(folder).name}", "",
             "Two character taggers (HanLP `RNNNamedEntityRecognizer`, embeddings "
             f"{SIZES['embed']}, bidirectional LSTM {SIZES['rnn_hidden']}, no CRF), trained from nothing: `measures` marks measures, "
             "`parts` marks action, actor, instrument, indicator, value, time. They read normalised simplified text.", "",
             "```", command, "```", "",
             f"Options: {', '.join(f'{k} {v}' for k, v in (options or {}).items()) or 'the defaults'}.", "", "## Data", "",
             "| document | sha256 | characters | annotated by |", "| --- | --- | ---: | --- |"]
    for source, documents in (("people", golds), ("the rules", more)):
        lines += [f"| {d['doc']} | {d['sha256'][:16]} | {len(d['text'])} | {source} |" for d in documents]
    rows = list(rows)
    lines += ["", "## Scores", "",
              "Leave-one-document-out: each annotated document is read by a model that learnt from the others. `rules` are the "
              "pipeline's own scores there; `proposals` are spans of the model that touch no span of the rules, against the annotated "
              "spans that the rules missed. Measures are looked for in tasks and achievements only; they count from 0.6 overlap, values "
              "and times from 0.5, the others if equal.", "",
              "| label | source | precision | recall | F1 | annotated | found |", "| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
    lines += [f"| {r['label']} | {r['source']} | {r['p']:.3f} | {r['r']:.3f} | {r['f1']:.3f} | {r['n']} | {r['found']} |" for r in rows]
    if not rows:
        lines[-2:] = ["Not measured: train with `--scores`.", ""]
    lines += ["", "## Files", "", "| file | sha256 | bytes |", "| --- | --- | ---: |"]
    for path in sorted(Path(folder).rglob("*")):
        if path.name in KEPT:
            data = path.read_bytes()
            lines.append(f"| {path.relative_to(folder).as_posix()} | {hashlib.sha256(data).hexdigest()} | {len(data)} |")
    return "\n".join(lines) + "\n"
