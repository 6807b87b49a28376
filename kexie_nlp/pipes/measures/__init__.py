"""`kexie_measures`: a `Doc` in, its measures out: action, object, actors, policy documents, modality and class."""
from kexie_nlp.pipes.measures.factory import MeasuresPipe, create_measures

__all__ = ["MeasuresPipe", "create_measures"]
