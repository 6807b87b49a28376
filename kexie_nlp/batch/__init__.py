"""Builds: files and folders in; an up-to-date store, and an outcome for every file, out."""
from kexie_nlp.batch.build import build
from kexie_nlp.batch.outcomes import BuildSummary, FileOutcome, Progress

__all__ = ["BuildSummary", "FileOutcome", "Progress", "build"]
