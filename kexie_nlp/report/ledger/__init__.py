"""The ledger that staff hand in (对标对表台账): central tasks, and for each of them what every document does about it.

`query.ledger` collects it, `content` makes a `Book` of it, and one module per format renders the book.
"""
from kexie_nlp.report.ledger.export import FORMATS, export_ledger

__all__ = ["FORMATS", "export_ledger"]
