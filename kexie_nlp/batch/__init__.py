"""Many documents: what to do, doing it, and what became of each."""
from kexie_nlp.batch.build import build
from kexie_nlp.batch.summary import BuildSummary, FileOutcome, Progress

__all__ = ["BuildSummary", "FileOutcome", "Progress", "build"]
