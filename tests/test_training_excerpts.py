"""Excerpts of annotated documents: their texts, and that annotations keep their words."""
from __future__ import annotations

from kexie_nlp.training.excerpts import excerpts

TEXT = ("青川县水务局2024年工作总结\n2024年12月20日\n一、主要成效\n清淤河道12公里。新建水闸8座，投资3000万元。全年无事故。\n"
        "二、明年打算\n加固堤防6公里。\n")
WORDS = {"12公里": "achieved", "8座": "achieved", "3000万元": "achieved", "6公里": "target"}
GOLD = {"doc": "own", "text": TEXT, "times": [{"start": TEXT.index("2024年12"), "end": TEXT.index("2024年12") + 11, "kind": "done"}],
        "targets": [{"start": TEXT.index(w), "end": TEXT.index(w) + len(w), "text": w, "status": s} for w, s in WORDS.items()]}


def test_an_excerpt_has_the_head_the_heading_above_and_sentences_with_a_number():
    parts = list(excerpts(GOLD, 2))
    assert len(parts) == 2 and {part["doc"] for part in parts} == {"own"}
    for part in parts:
        lines = part["text"].split("\n")
        assert lines[:2] == ["青川县水务局2024年工作总结", "2024年12月20日"]
        assert (lines[2], {t["status"] for t in part["targets"]}) in (("一、主要成效", {"achieved"}), ("二、明年打算", {"target"}))
        assert part["targets"] and all(part["text"][t["start"]:t["end"]] == t["text"] for t in part["targets"])
        assert [part["text"][t["start"]:t["end"]] for t in part["times"]] == ["2024年12月20日"]


def test_excerpts_are_the_same_every_time_and_no_more_than_there_are():
    assert list(excerpts(GOLD, 5)) == list(excerpts(GOLD, 5))
    assert len(list(excerpts(GOLD, 5))) == 2
    assert list(excerpts(GOLD | {"targets": []}, 2)) == []
