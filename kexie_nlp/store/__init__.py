"""The database: documents with their parts, links, reviews and outcomes, in SQLite or PostgreSQL."""
from kexie_nlp.store.reviews import Review
from kexie_nlp.store.store import DocumentInfo, Outcome, Store, open_store

__all__ = ["DocumentInfo", "Outcome", "Review", "Store", "open_store"]
