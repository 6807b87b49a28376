"""`kexie_names`: bodies and semantic roles that an analyzer found complete measures, times and targets."""
from kexie_nlp.pipes.names.factory import NamesPipe, create_names

__all__ = ["NamesPipe", "create_names"]
