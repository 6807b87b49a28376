"""Reading: files (txt, md, html, docx, pdf) to text, keeping every character that can be kept."""
from kexie_nlp.reading.files import find_documents, read
from kexie_nlp.reading.raw import Block, RawText, from_text

__all__ = ["Block", "RawText", "find_documents", "from_text", "read"]
