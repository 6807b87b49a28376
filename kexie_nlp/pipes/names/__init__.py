"""`kexie_names`: entities and semantic roles of an analyzer in, completed measures, times and targets out."""
from kexie_nlp.pipes.names.factory import NamesPipe, create_names

__all__ = ["NamesPipe", "create_names"]
