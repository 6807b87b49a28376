"""`kexie_words`: words as a layer beside the character tokens, by jieba or a HanLP model."""
from kexie_nlp.pipes.words.factory import WordsPipe, create_words

__all__ = ["WordsPipe", "create_words"]
