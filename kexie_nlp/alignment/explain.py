"""Why a pair got its score, in a short Chinese sentence that a person can check."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

SMALL = 0.12  # share of all that speaks for the pair below which a feature is not mentioned
NEAR = 0.5    # resemblance from which a precedent is mentioned
WORDS = {"body": "全文措辞相近", "topic": "同谈", "title": "标题与对方内容相近", "clause": "有相近的语句",
         "section": "所在章节内容相近", "name": "同名", "heading": "标题同谈"}
PRECEDENT = "与已由人工确认的同类任务相近"


def explain(weights: Mapping[str, float], details: Mapping[str, Sequence[str]], precedent: float = 0.0) -> str:
    """The features that speak most for a pair, with their share: 同谈“智库”（41%）；全文措辞相近（30%）…

    `weights`: what each feature adds to the logit; `details`: the topics or names behind a feature; `precedent`:
    resemblance to the nearest confirmed task.
    """
    total = sum(weight for weight in weights.values() if weight > 0)
    said = [f"{WORDS[name]}{_quoted(details.get(name, ()))}（{weights[name] / total:.0%}）"
            for name in sorted(weights, key=weights.__getitem__, reverse=True)
            if weights[name] > 0 and weights[name] >= SMALL * total]
    if precedent >= NEAR:
        said.append(PRECEDENT)
    return "；".join(said)


def _quoted(names: Sequence[str]) -> str:
    return f"“{'、'.join(names)}”" if names else ""
