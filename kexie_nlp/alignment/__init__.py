"""Aligns the tasks of documents with those of a reference plan: documents in, links with score, grade and evidence out."""
from kexie_nlp.alignment.adapting import Trial, adapt
from kexie_nlp.alignment.aligner import Aligner, AlignOptions, align
from kexie_nlp.alignment.candidates import find_central
from kexie_nlp.alignment.features import Precedent
from kexie_nlp.alignment.references import References
from kexie_nlp.alignment.training import train_align

__all__ = ["AlignOptions", "Aligner", "Precedent", "References", "Trial", "adapt", "align", "find_central", "train_align"]
