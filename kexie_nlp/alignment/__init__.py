"""Alignment: which central task does a provincial task carry out, with scores, grades, evidence and numbers."""
from kexie_nlp.alignment.aligner import Aligner, AlignOptions, align
from kexie_nlp.alignment.candidates import find_central
from kexie_nlp.alignment.train import train_align

__all__ = ["AlignOptions", "Aligner", "align", "find_central", "train_align"]
