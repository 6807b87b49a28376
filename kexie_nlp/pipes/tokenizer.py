"""The character tokenizer: a text in, a `Doc` with one token per character out.

The tokens are those of spaCy's Chinese character segmenter; the run time is linear in the length of the text.
"""
from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from kexie_nlp.pipes.layers import KEY, DocumentLayers

NAME = "kexie_nlp.CharacterTokenizer.v1"
_BLANKS = re.compile(r"\s+")


class CharacterTokenizer(DummyTokenizer):
    """Makes one token per character and one per run of whitespace. A single space after a character becomes the whitespace of its token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._keys = _Keys(vocab)

    def __call__(self, text: str) -> Doc:
        keys = self._keys
        words: list[int] = []
        spaces: list[bool] = []
        position = 0
        for run in _BLANKS.finditer(text):
            start, end = run.span()
            words.extend(map(keys.__getitem__, text[position:start]))
            spaces.extend([False] * (start - position))
            if spaces and text[start] == " ":
                spaces[-1] = True
                start += 1
            if start < end:
                words.append(self.vocab[text[start:end]].orth)
                spaces.append(False)
            position = end
        words.extend(map(keys.__getitem__, text[position:]))
        spaces.extend([False] * (len(text) - position))
        doc = Doc(self.vocab, words=words, spaces=spaces)  # type: ignore[arg-type]  # keys are taken, too
        doc.user_data[KEY] = DocumentLayers(text)
        return doc

    def __reduce__(self) -> tuple[type[CharacterTokenizer], tuple[Vocab]]:
        return CharacterTokenizer, (self.vocab,)


class _Keys(dict[str, int]):
    """The key of each character in a vocabulary, which spaCy would hash anew for every token."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, character: str) -> int:
        key = self[character] = self._vocab[character].orth
        return key


def _create(nlp: Language) -> CharacterTokenizer:
    return CharacterTokenizer(nlp.vocab)


def create_character_tokenizer():
    """Returns the factory of `CharacterTokenizer`, for the pipeline configuration `{"@tokenizers": "kexie_nlp.CharacterTokenizer.v1"}`."""
    return _create


if NAME not in registry.tokenizers:
    registry.tokenizers.register(NAME, func=create_character_tokenizer)
