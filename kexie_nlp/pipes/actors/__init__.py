"""`kexie_actors`: bodies that carry a task: assignment lines, subjects, partners."""
from kexie_nlp.pipes.actors.assignments import Assignment, find_assignments
from kexie_nlp.pipes.actors.factory import ActorsPipe, create_actors

__all__ = ["ActorsPipe", "Assignment", "create_actors", "find_assignments"]
