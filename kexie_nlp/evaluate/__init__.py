"""Evaluation: records and links against gold to scores, the aligner against baselines, and the quality gate with its floors."""
from kexie_nlp.evaluate.gate import below_floors, load_floors
from kexie_nlp.evaluate.score import evaluate

__all__ = ["below_floors", "evaluate", "load_floors"]
