"""`kexie_times`: when something must be done, or was."""
from kexie_nlp.pipes.times.factory import TimesPipe, create_times

__all__ = ["TimesPipe", "create_times"]
