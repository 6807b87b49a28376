"""`kexie_targets`: every number that measures something, what it measures, promised or done."""
from kexie_nlp.pipes.targets.factory import TargetsPipe, create_targets

__all__ = ["TargetsPipe", "create_targets"]
