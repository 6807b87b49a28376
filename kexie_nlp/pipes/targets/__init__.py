"""`kexie_targets`: a `Doc` in, its numeric targets out: indicator, comparator, value, unit, status and deadline."""
from kexie_nlp.pipes.targets.factory import TargetsPipe, create_targets

__all__ = ["TargetsPipe", "create_targets"]
