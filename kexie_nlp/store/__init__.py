"""The database: documents with their parts, links and outcomes, in SQLite or PostgreSQL."""
from kexie_nlp.store.opening import open_store
from kexie_nlp.store.reviews import Review
from kexie_nlp.store.store import DocumentInfo, Outcome, Store

__all__ = ["DocumentInfo", "Outcome", "Review", "Store", "open_store"]
