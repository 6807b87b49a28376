"""The discourse: the text, words, times and outline of a document in; what each passage does out: report, plan, rule or background."""
from kexie_nlp.discourse.evidence import Evidence
from kexie_nlp.discourse.model import ACTS, STATUS, Act, ActModel, ActModels, load_acts
from kexie_nlp.discourse.reading import Passage, Reading

__all__ = ["ACTS", "STATUS", "Act", "ActModel", "ActModels", "Evidence", "Passage", "Reading", "load_acts"]
