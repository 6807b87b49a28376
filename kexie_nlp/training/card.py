"""A trained model folder, its data and its scores to a model card in Markdown."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kexie_nlp.training.samples import AGREE, SURE
from kexie_nlp.training.tagger import ALL, CONFIDENT, GOLD, KEPT, SIZES, Annotated


def card(folder: str | Path, golds: Sequence[Annotated], silver: Sequence[Annotated], rows: Iterable[Mapping[str, Any]],
         command: str, *, options: Mapping[str, Any], learnt: Mapping[str, tuple[int, int]]) -> str:
    """The model card in Markdown: kind of model, data, scores, files, and the command that makes it again."""
    lines = [f"# {Path(folder).name}", "",
             "Two character taggers (HanLP `RNNNamedEntityRecognizer`, embeddings "
             f"{SIZES['embed']}, bidirectional LSTM {SIZES['rnn_hidden']}, no CRF), trained from nothing: `measures` marks measures, "
             "`parts` marks action, actor, instrument, indicator, value, time. They read normalised simplified text.", "",
             "```", command, "```", "",
             f"Options: {', '.join(f'{k} {v}' for k, v in options.items()) or 'the defaults'}.", "",
             "HanLP 2.1 keeps weights in torch's own format (`model.pt`, a pickle) and reads no other; safetensors are out of its reach. "
             "They are plain tensors: torch reads them with `weights_only=True`, and kexie refuses others. The vocabularies hold single "
             "characters only.", "", "## Data", "",
             "| document | sha256 | characters | annotated by |", "| --- | --- | ---: | --- |"]
    for source, documents in (("people", golds), ("the rules (silver)", silver)):
        lines += [f"| {d['doc']} | {d['sha256'][:16]} | {len(d['text'])} | {source} |" for d in documents]
    lines += _silver(learnt) if silver else []
    lines += ["", "## Scores", "", *_scores(list(rows), bool(silver)), "", "## Files", "", "| file | sha256 | bytes |",
              "| --- | --- | ---: |"]
    for path in sorted(Path(folder).rglob("*")):
        if path.name in KEPT:
            data = path.read_bytes()
            lines.append(f"| {path.relative_to(folder).as_posix()} | {hashlib.sha256(data).hexdigest()} | {len(data)} |")
    return "\n".join(lines) + "\n"


def _silver(learnt: Mapping[str, tuple[int, int]]) -> list[str]:
    counts = "; ".join(f"`{layer}` {kept} of {total}" for layer, (kept, total) in learnt.items())
    return ["", f"Silver sentences learnt from: {counts}. A silver sentence is confident where a tagger trained on people's annotations "
                f"alone reads it as the rules do: at least {AGREE} of both readers' spans are the same (same label, overlap at least "
                f"{AGREE}, tagger's confidence at least {SURE}). That is self-training (Yarowsky 1995) with the agreement filter of "
                "co-training (Blum and Mitchell 1998; Clark, Curran and Osborne 2003)."]


def _scores(rows: Sequence[Mapping[str, Any]], silver: bool) -> list[str]:
    if not rows:
        return ["Not measured: train with `--scores`."]
    ways = (f" `{GOLD}`, `{ALL}` and `{CONFIDENT}` are the ways to train; the confident sentences are chosen by a tagger that has not "
            "seen the document either, and a digest of the document is no silver for it." if silver else "")
    return ["Leave-one-document-out: each annotated document is read by a model that learnt from the others." + ways
            + " `rules` are the pipeline's own scores there; `proposals` are spans of the model that touch no span of the rules, against "
              "the annotated spans that the rules missed, from a confidence on where one is given. Measures are looked for in tasks and "
              "achievements only; they count from 0.6 overlap, values and times from 0.5, the others if equal.", "",
            "| label | source | precision | recall | F1 | annotated | found |", "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
            *(f"| {r['label']} | {r['source']} | {r['p']:.3f} | {r['r']:.3f} | {r['f1']:.3f} | {r['n']} | {r['found']} |" for r in rows)]
