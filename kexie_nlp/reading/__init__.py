"""Reading: files of any origin to text, never changing a character it can keep."""
from kexie_nlp.reading.files import RawText, find_documents, from_text, read

__all__ = ["RawText", "find_documents", "from_text", "read"]
