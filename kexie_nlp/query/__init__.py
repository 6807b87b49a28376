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
from kexie_nlp.query.coverage import coverage, gaps, novel
from kexie_nlp.query.lists import deadlines, summary, targets
from kexie_nlp.query.views import measure, task

__all__ = ["CoverageCount", "CoverageRow", "DeadlineRow", "Evidence", "GapRow", "LinkRow", "MeasureRow", "MeasureView",
           "NovelRow", "NumberRow", "SummaryRow", "TargetRow", "TaskView", "coverage", "deadlines", "gaps", "measure",
           "novel", "summary", "targets", "task"]
