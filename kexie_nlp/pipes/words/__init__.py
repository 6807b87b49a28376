"""`kexie_words`: a `Doc` in, words out, as a layer over the character tokens; by jieba, LAC or a HanLP model."""
from kexie_nlp.pipes.words.factory import WordsPipe, create_words

__all__ = ["WordsPipe", "create_words"]
