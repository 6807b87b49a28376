"""Typed questions to the store and frozen answers, shared by every door."""
from kexie_nlp.query.answers import (
    CoverageCount,
    CoverageRow,
    DeadlineRow,
    Evidence,
    GapRow,
    LinkRow,
    MeasureRow,
    MeasureView,
    NovelRow,
    NumberRow,
    SummaryRow,
    TargetRow,
    TaskView,
)
from kexie_nlp.query.compare import compare
from kexie_nlp.query.coverage import coverage, gaps, novel
from kexie_nlp.query.findings import (
    CompareRow,
    InstrumentRow,
    LoadRow,
    NumberPair,
    RankingRow,
    SimilarityRow,
    StateCell,
    StateRow,
    TopicRow,
)
from kexie_nlp.query.landscape import actors, instruments, numbers, topics
from kexie_nlp.query.lists import deadlines, summary, targets
from kexie_nlp.query.matrix import ranking, similarity, states
from kexie_nlp.query.reviewing import ReviewRow, judge, reviews
from kexie_nlp.query.views import measure, task

__all__ = ["CompareRow", "CoverageCount", "CoverageRow", "DeadlineRow", "Evidence", "GapRow", "InstrumentRow", "LinkRow",
           "LoadRow", "MeasureRow", "MeasureView", "NovelRow", "NumberPair", "NumberRow", "RankingRow", "ReviewRow",
           "SimilarityRow", "StateCell", "StateRow", "SummaryRow", "TargetRow", "TaskView", "TopicRow", "actors", "compare",
           "coverage", "deadlines", "gaps", "instruments", "judge", "measure", "novel", "numbers", "ranking", "reviews",
           "similarity", "states", "summary", "targets", "task", "topics"]
