"""Own sentences over policy fields, each carrying its answer (tests/sentences): scores of the two components, held as floors."""
from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import spacy
from sentences.markup import MarkupError, Sentence, parse_line, read_sentences

from kexie_nlp.model import Meta
from kexie_nlp.pipes.component import records
from kexie_nlp.pipes.layers import ensure_extensions
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.pipes.times import TimesPipe

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib  # type: ignore[no-redef]

HERE = Path(__file__).parent
SENTENCES = list(read_sentences(HERE / "sentences"))
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["sentences"]


@cache
def pipeline():
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_times")
    nlp.add_pipe("kexie_targets")
    ensure_extensions()
    return nlp


def extract(sentence: Sentence):
    nlp = pipeline()
    doc = nlp.make_doc(sentence.text)
    if sentence.year:
        doc._.meta = Meta(period=(f"{sentence.year}-01-01", f"{sentence.year}-12-31"))
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return [[r.model_dump(by_alias=True) for r in records(doc, pipe)] for pipe in (TargetsPipe, TimesPipe)]


def pairs(wanted, found):
    """Expected and found items that share at least half of what they cover, best first."""
    def overlap(a, b):
        common = min(a["end"], b["end"]) - max(a["start"], b["start"])
        return max(common, 0) / (max(a["end"], b["end"]) - min(a["start"], b["start"]))
    out, used = [], set()
    for share, i, j in sorted(((overlap(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)), reverse=True):
        if share >= 0.5 and ("w", i) not in used and ("f", j) not in used:
            used |= {("w", i), ("f", j)}
            out.append((wanted[i], found[j]))
    return out


def same_letters(one: str, other: str) -> bool:
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common >= 0.5 * (len(one) + len(other))


def judge(sentence: Sentence, counts: Counter) -> list[str]:
    """Counts what is right in a sentence and tells what is wrong."""
    wrong = []
    targets, times = extract(sentence)
    for name, wanted, found in (("targets", sentence.targets, targets), ("times", sentence.times, times)):
        paired = pairs(wanted, found)
        counts[name, "pairs"] += len(paired)
        counts[name, "all"] += len(wanted) + len(found)
        if not len(paired) == len(wanted) == len(found):
            wrong.append(f"{name}: wanted {[w['text'] for w in wanted]}, found {[f['text'] for f in found]}")
        for w, f in paired:
            checks = {"strict": all(w[k] == f[k] for k in ("kind", "from", "to"))} if name == "times" else {
                "strict": all(w[k] == f[k] for k in ("comparator", "value", "value_max", "unit", "baseline", "status")),
                "status": w["status"] == f["status"], "deadline": w["deadline"] == f["deadline"],
                "indicator": same_letters(w["indicator"], f["indicator"]), "span": w["text"] == f["text"]}
            for check, right in checks.items():
                counts[name, check] += right
                if not right:
                    wrong.append(f"{name} {check}: {w} {f}")
    return wrong


@cache
def scores() -> tuple[dict[str, float], tuple[str, ...]]:
    counts: Counter = Counter()
    wrong = [f"{s.source} {line}" for s in SENTENCES for line in judge(s, counts)]
    out = {}
    for name in ("targets", "times"):
        out[name] = 2 * counts[name, "pairs"] / counts[name, "all"]
        out[f"{name}_strict"] = 2 * counts[name, "strict"] / counts[name, "all"]
    for check in ("status", "indicator", "deadline", "span"):
        out[f"target_{check}"] = counts["targets", check] / counts["targets", "pairs"]
    return out, tuple(wrong)


def test_there_are_enough_of_them_in_enough_fields():
    assert len(SENTENCES) >= 300
    assert len({s.source.partition(":")[0] for s in SENTENCES}) >= 12
    assert len({s.text for s in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_sentences_hold_their_floors(name):
    values, wrong = scores()
    assert values[name] >= FLOORS[name], "\n".join(wrong)


@pytest.mark.parametrize("line", [
    "到{T by ..2025|2025年", "到T by ..2025|2025年}", "{X by ..2025|2025年}", "{T by ..2025}", "{T by|2025年}", "{T soon ..2025|2025年}",
    "{T by ..202|2025年}", "{N eq 3 个 target -|3个}", "{N eq three 个 target - 村|3个}", "{N eq 3 个 wish - 村|3个}",
    "{T by ..2025|{T by ..2025|2025年}}", "{T by ..2025|}"])
def test_markup_that_says_nothing_definite_is_an_error(line):
    with pytest.raises(MarkupError):
        parse_line(line, "here")


def test_markup_gives_text_and_answers():
    sentence = parse_line("{T by ..2025|到2025年}覆盖率{N approx 58>65 % target ..2025 覆盖率|由58%提高至65%左右}。", "here", 2021)
    assert sentence.text == "到2025年覆盖率由58%提高至65%左右。"
    assert sentence.times[0] == {"start": 0, "end": 6, "text": "到2025年", "kind": "by", "from": None, "to": "2025-12-31"}
    assert sentence.targets[0]["baseline"] == 58
    assert sentence.targets[0]["deadline"] == (None, "2025-12-31")


if __name__ == "__main__":
    result, mistakes = scores()
    print("\n".join(mistakes))
    print({name: round(value, 3) for name, value in result.items()})
