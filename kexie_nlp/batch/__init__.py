"""Builds: from files and folders to an up-to-date store, with an outcome for every file."""
from kexie_nlp.batch.build import build
from kexie_nlp.batch.outcomes import BuildSummary, FileOutcome, Progress

__all__ = ["BuildSummary", "FileOutcome", "Progress", "build"]
