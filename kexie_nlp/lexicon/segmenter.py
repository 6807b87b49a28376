"""A text to its words with parts of speech, by jieba's dictionary and hidden Markov model.

Two cutters give the same words: `rjieba` (compiled, about twenty times as fast) is used where it is installed, jieba itself is the
reference that the tests compare it with. Both know the verbs and adverbs of the lexicon as words.
"""
from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate, repeat
from typing import Any

from kexie_nlp.lexicon import load_table, words
from kexie_nlp.model.layers import Word

Cutter = Callable[[str], tuple[list[str], list[str]]]  # the forms of a text, which join to it again, and their tags
UNKNOWN = "x"  # the tag of a word that jieba's dictionary lacks
COLUMNS = ("word", "frequency", "known")
# a pseudo-word that carries the total by which jieba's own sum of frequencies exceeds that of rjieba: tuning adds to the former the new
# frequency of a word that was known, and to the latter only the difference
_BALANCE = "\ue000\ue001"
_OUTSIDE = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")  # single characters to jieba, not to rjieba
_ASCII = re.compile("[a-zA-Z0-9+#&._%-]{2,}")
_ASCII_PARTS = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")  # how jieba parts runs of letters and digits


def jieba_words(text: str) -> tuple[Word, ...]:
    """The words of a text, blanks left out, in offsets of the text; tags are those of ICTCLAS, x for a word that jieba lacks.

    Tags are looked up and not disambiguated.
    """
    forms, tags = _cutter()(text)
    ends = list(accumulate(map(len, forms)))
    found = map(tuple.__new__, repeat(Word), zip([0, *ends], ends, tags, strict=False))
    return tuple(w for w, form in zip(found, forms, strict=True) if not form.isspace())


@cache
def _cutter() -> Cutter:
    try:
        return compiled_cutter()
    except ImportError:
        return reference_cutter()


@cache
def reference_cutter() -> Cutter:
    """The cutter by jieba itself."""
    import jieba.posseg

    tokenizer, _ = _tuned()
    tags = jieba.posseg.POSTokenizer(tokenizer).word_tag_tab

    def cut(text: str) -> tuple[list[str], list[str]]:
        forms = list(tokenizer.cut(text))
        return forms, [tags.get(form, UNKNOWN) for form in forms]
    return cut


@cache
def compiled_cutter() -> Cutter:
    """The cutter by rjieba, with the words and tags of `reference_cutter`. ImportError where it is not installed."""
    import rjieba

    cutter = rjieba.Jieba()
    added = set()  # words that the lexicon brings have no tag
    balance = 0
    for row in load_table("word_frequencies", COLUMNS):
        if not cutter.has_word(row["word"]):
            added.add(row["word"])
        cutter.add_word(row["word"], int(row["frequency"]), None)
        balance += int(row["known"])
    cutter.add_word(_BALANCE, balance, None)
    known: dict[str, bool] = {}

    def cut(text: str) -> tuple[list[str], list[str]]:
        forms: list[str] = []
        tags: list[str] = []
        for form, tag in _tagged(cutter, text):
            listed = known.get(form)
            if listed is None:
                listed = cutter.has_word(form)
                if len(form) < 3:  # the frequent ones: a bounded memory
                    known[form] = listed
            if listed:
                forms.append(form)
                tags.append(UNKNOWN if form in added else tag)
            elif len(form) > 1 and _ASCII.fullmatch(form):
                parts = [part for part in _ASCII_PARTS.split(form) if part]
                forms += parts
                tags += [UNKNOWN] * len(parts)
            else:
                forms.append(form)
                tags.append(UNKNOWN)
        return forms, tags
    return cut


def _tagged(cutter: Any, text: str) -> Iterable[tuple[str, str]]:
    if not _OUTSIDE.search(text):
        return cutter.tag(text)
    return [pair for part in _OUTSIDE.split(text) if part
            for pair in ([(part, UNKNOWN)] if _OUTSIDE.fullmatch(part) else cutter.tag(part))]


def reference_frequencies() -> list[tuple[str, int, int]]:
    """The lexicon's verbs and adverbs with the frequency at which jieba keeps each whole, and the one it had, 0 for none."""
    return _tuned()[1]


@cache
def _tuned() -> tuple[Any, list[tuple[str, int, int]]]:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    rows = []
    for word in sorted(words("verbs", "action") | words("verbs", "adverb")):
        if len(word) > 1:
            known = tokenizer.FREQ.get(word, 0)
            rows.append((word, tokenizer.suggest_freq(word, tune=True), known))
    return tokenizer, rows
