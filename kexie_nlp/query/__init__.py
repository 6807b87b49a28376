"""Typed questions to the store and frozen answers: the way from the command line, the web and reports to the database.

`QUESTIONS` registers them. Each is a function `(store, *arguments, **filters)`, for example
`query.targets(store, region="安徽", limit=20)`; `Asked` lists the filters, orders and pages. The result is `Rows` of answers, or
one view. Functions and shapes are imported when they are first used.
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kexie_nlp.query.questions import FILTERS, QUESTIONS, Parameter, Question

if TYPE_CHECKING:
    from kexie_nlp.query.alignments import judge, links, numbers, reviews
    from kexie_nlp.query.answers import (
        Answer,
        Candidate,
        ChainRow,
        CompareRow,
        CoverageCount,
        CoverageRow,
        DeadlineRow,
        Evidence,
        GapRow,
        HistoryRow,
        InstrumentRow,
        LinkListRow,
        LinkRow,
        LoadRow,
        MeasureRow,
        MeasureView,
        NovelRow,
        NumberPair,
        NumberRow,
        RankingRow,
        ReviewRow,
        Rows,
        SearchHit,
        SimilarityRow,
        StateCell,
        StateRow,
        SummaryRow,
        TargetRow,
        TaskRow,
        TaskView,
        TopicRow,
    )
    from kexie_nlp.query.chains import chain
    from kexie_nlp.query.comparisons import compare, history, similarity
    from kexie_nlp.query.extractions import actors, deadlines, documents, instruments, measures, targets
    from kexie_nlp.query.filters import Asked
    from kexie_nlp.query.fulltext import search
    from kexie_nlp.query.missing import gaps
    from kexie_nlp.query.plan_coverage import coverage, novel, ranking, states, topics
    from kexie_nlp.query.provisions import measure, task, tasks

_SHAPES = ("Answer", "Candidate", "ChainRow", "CompareRow", "CoverageCount", "CoverageRow", "DeadlineRow", "Evidence", "GapRow",
           "HistoryRow", "InstrumentRow", "LinkListRow", "LinkRow", "LoadRow", "MeasureRow", "MeasureView", "NovelRow", "NumberPair",
           "NumberRow", "RankingRow", "ReviewRow", "Rows", "SearchHit", "SimilarityRow", "StateCell", "StateRow", "SummaryRow",
           "TargetRow", "TaskRow", "TaskView", "TopicRow")
_HOMES = {**dict.fromkeys(_SHAPES, "answers"), "Asked": "filters", "judge": "alignments",
          **{question.name: question.home for question in QUESTIONS.values()}}

__all__ = ["FILTERS", "QUESTIONS", "Answer", "Asked", "Candidate", "ChainRow", "CompareRow", "CoverageCount", "CoverageRow",
           "DeadlineRow", "Evidence", "GapRow", "HistoryRow", "InstrumentRow", "LinkListRow", "LinkRow", "LoadRow", "MeasureRow",
           "MeasureView", "NovelRow", "NumberPair", "NumberRow", "Parameter", "Question", "RankingRow", "ReviewRow", "Rows", "SearchHit",
           "SimilarityRow", "StateCell", "StateRow", "SummaryRow", "TargetRow", "TaskRow", "TaskView", "TopicRow", "actors", "chain",
           "compare", "coverage", "deadlines", "documents", "gaps", "history", "instruments", "judge", "links", "measure", "measures",
           "novel", "numbers", "ranking", "reviews", "search", "similarity", "states", "targets", "task", "tasks", "topics"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
