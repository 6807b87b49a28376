"""The ledger that staff hand in (对标对表台账): central tasks, and beside each of them what every document does about it."""
from kexie_nlp.report.ledger.export import FORMATS, export_ledger

__all__ = ["FORMATS", "export_ledger"]
