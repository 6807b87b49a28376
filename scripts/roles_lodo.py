"""Roles of provisions: the rules compared with a small model, by leave-one-document-out.

    python scripts/roles_lodo.py GOLD_DIR...

For each document, a logistic regression over interpretable features is trained on the other documents and predicts the roles of this
one. The rules were not fitted in this run. Spans are the annotated ones, so only roles are compared.
"""
from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from kexie_nlp.outline import find_meta, parse_outline, plan_year
from kexie_nlp.outline import headings as rules
from kexie_nlp.text import normalize

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from outline_markup import OUTLINES, read_marked

CUES = {"principle": rules.PRINCIPLE, "objective": rules.OBJECTIVE, "report": rules.REPORT, "plan": rules.PLAN,
        "problem": rules.PROBLEM, "other": rules.OTHER}


def gold(path: Path) -> tuple[str, dict[tuple[int, int], str]]:
    document = json.loads(path.read_text(encoding="utf-8"))
    return document["text"], {(p["start"], p["end"]): p["role"] for p in document["provisions"]}


def marked(path: Path) -> tuple[str, dict[tuple[int, int], str]]:
    document = read_marked(path)
    return document.text, {(n.start, n.end): n.role for n in document.nodes}


def samples(raw: str, wanted: dict[tuple[int, int], str]) -> list[tuple[dict[str, float], str, str]]:
    """Returns features, annotated role and the role of the rules for every node whose span in the outline is correct."""
    norm = normalize(raw)
    year = plan_year(find_meta(norm.text, parse_outline(norm.text), norm.script))
    found = parse_outline(norm.text, year=year)
    by_id = {p.id: p for p in found}
    parents = Counter(p.parent for p in found)
    out = []
    for k, provision in enumerate(found):
        role = wanted.get(norm.to_raw(provision.start, provision.end))
        if role is None:
            continue
        body = norm.text[provision.start:provision.end]
        titles = [provision.title or ""]
        above = by_id.get(provision.parent or "")
        while above:
            titles.append(above.title or "")
            above = by_id.get(above.parent or "")
        out.append((features(body, titles, bool(parents[provision.id]), provision.marker, k / len(found), year), role,
                    provision.role))
    return out


def features(body: str, titles: list[str], inner: bool, marker: str | None, place: float, year: int | None
             ) -> dict[str, float]:
    chars = max(len(body), 1)
    out = {"inner": float(inner), "place": place, "unmarked": float(marker is None), "short": float(chars < 30),
           "done": min(5.0, 100 * len(rules.DONE.findall(body)) / chars),
           "future": min(5.0, 100 * len(rules.FUTURE.findall(body)) / chars), "frame": float(bool(rules.FRAME.search(body)))}
    for name, cue in CUES.items():
        out[f"own.{name}"] = float(bool(cue.search(titles[0])))
        out[f"above.{name}"] = float(any(cue.search(t) for t in titles[1:]))
    years = [int(y) for t in titles for y in re.findall(r"(?<!\d)((?:19|20)\d\d)年", t)]
    out["past"] = float(bool(year and years and max(years) < year))
    out["bullet"] = float((marker or "").strip("—●◆■•") == "" and marker is not None)
    return out


def main(folders: list[str]) -> None:
    documents = [(f.stem.removesuffix(".gold"), *gold(f)) for d in folders for f in sorted(Path(d).glob("*.gold.json"))]
    documents += [(f"marked/{f.stem}", *marked(f)) for f in sorted(OUTLINES.glob("*.txt"))]
    data = {name: samples(raw, wanted) for name, raw, wanted in documents}
    print(f"{'document':24}{'nodes':>7}{'rules':>8}{'model':>8}")
    right: Counter[str] = Counter()
    for name, rows in data.items():
        others = [row for other, some in data.items() if other != name for row in some]
        model = make_pipeline(DictVectorizer(), LogisticRegression(max_iter=2000, C=3.0, class_weight="balanced"))
        model.fit([f for f, _, _ in others], [role for _, role, _ in others])
        named = model.predict([f for f, _, _ in rows])
        scores = {"nodes": len(rows), "rules": sum(rule == role for _, role, rule in rows),
                  "model": sum(a == role for a, (_, role, _) in zip(named, rows, strict=True))}
        right.update(scores)
        print(f"{name:24}{scores['nodes']:7}{scores['rules'] / len(rows):8.3f}{scores['model'] / len(rows):8.3f}")
    print(f"{'all':24}{right['nodes']:7}{right['rules'] / right['nodes']:8.3f}{right['model'] / right['nodes']:8.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
