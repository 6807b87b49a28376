"""`kexie_measures`: who does what, with which document, how firmly."""
from kexie_nlp.pipes.measures.factory import MeasuresPipe, create_measures

__all__ = ["MeasuresPipe", "create_measures"]
