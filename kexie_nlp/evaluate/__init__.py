"""Scoring records against gold annotations, and the quality gate that holds the floors."""
from kexie_nlp.evaluate.gate import below_floors, load_floors
from kexie_nlp.evaluate.score import evaluate

__all__ = ["below_floors", "evaluate", "load_floors"]
