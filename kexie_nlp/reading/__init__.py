"""Reading: files of any origin to text, never changing a character it can keep."""
from kexie_nlp.reading.files import find_documents, read
from kexie_nlp.reading.raw import Block, RawText, from_text

__all__ = ["Block", "RawText", "find_documents", "from_text", "read"]
