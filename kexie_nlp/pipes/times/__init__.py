"""`kexie_times`: a `Doc` in, its deadlines, durations and dated results out."""
from kexie_nlp.pipes.times.factory import TimesPipe, create_times

__all__ = ["TimesPipe", "create_times"]
