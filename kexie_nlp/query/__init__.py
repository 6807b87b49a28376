"""Typed questions to the store and frozen answers, shared by every door.

`QUESTIONS` lists them; every question is a function of that name, `query.targets(store, region="安徽", limit=20)`, with the
filters, orders and pages that `Asked` names. Functions and rows are loaded when they are first used.
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kexie_nlp.query.questions import FILTERS, QUESTIONS, Parameter, Question

if TYPE_CHECKING:
    from kexie_nlp.query.answers import (
        Answer,
        CoverageCount,
        CoverageRow,
        DeadlineRow,
        Evidence,
        GapRow,
        LinkListRow,
        LinkRow,
        MeasureRow,
        MeasureView,
        NovelRow,
        NumberRow,
        SummaryRow,
        TargetRow,
        TaskRow,
        TaskView,
    )
    from kexie_nlp.query.asking import Asked
    from kexie_nlp.query.central import coverage, gaps, novel
    from kexie_nlp.query.comparing import compare
    from kexie_nlp.query.findings import (
        CompareRow,
        HistoryRow,
        InstrumentRow,
        LoadRow,
        NumberPair,
        RankingRow,
        SimilarityRow,
        StateCell,
        StateRow,
        TopicRow,
    )
    from kexie_nlp.query.fulltext import SearchHit, search
    from kexie_nlp.query.items import links, measures, tasks
    from kexie_nlp.query.landscape import actors, instruments, numbers, topics
    from kexie_nlp.query.lists import deadlines, documents, targets
    from kexie_nlp.query.matrix import ranking, similarity, states
    from kexie_nlp.query.reviewing import ReviewRow, judge, reviews
    from kexie_nlp.query.rows import Rows
    from kexie_nlp.query.views import measure, task
    from kexie_nlp.query.years import history

_ANSWERS = ("Answer", "CoverageCount", "CoverageRow", "DeadlineRow", "Evidence", "GapRow", "LinkListRow", "LinkRow", "MeasureRow",
            "MeasureView", "NovelRow", "NumberRow", "SummaryRow", "TargetRow", "TaskRow", "TaskView")
_FINDINGS = ("CompareRow", "HistoryRow", "InstrumentRow", "LoadRow", "NumberPair", "RankingRow", "SimilarityRow", "StateCell",
             "StateRow", "TopicRow")
_HOMES = {**dict.fromkeys(_ANSWERS, "answers"), **dict.fromkeys(_FINDINGS, "findings"), "Asked": "asking", "Rows": "rows",
          "ReviewRow": "reviewing", "judge": "reviewing", "SearchHit": "fulltext",
          **{question.name: question.home for question in QUESTIONS.values()}}

__all__ = ["FILTERS", "QUESTIONS", "Answer", "Asked", "CompareRow", "CoverageCount", "CoverageRow", "DeadlineRow", "Evidence",
           "GapRow", "HistoryRow", "InstrumentRow", "LinkListRow", "LinkRow", "LoadRow", "MeasureRow", "MeasureView", "NovelRow",
           "NumberPair", "NumberRow", "Parameter", "Question", "RankingRow", "ReviewRow", "Rows", "SearchHit", "SimilarityRow",
           "StateCell", "StateRow", "SummaryRow", "TargetRow", "TaskRow", "TaskView", "TopicRow", "actors", "compare", "coverage",
           "deadlines", "documents", "gaps", "history", "instruments", "judge", "links", "measure", "measures", "novel", "numbers",
           "ranking", "reviews", "search", "similarity", "states", "targets", "task", "tasks", "topics"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
