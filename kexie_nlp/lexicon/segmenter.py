"""Word segmentation: a text in, words with part-of-speech tags out, by jieba's dictionary and hidden Markov model.

There are two cutters with the same results. `rjieba` (compiled, about twenty times as fast) is used if it is installed; jieba is the
reference that the tests compare it with. Both treat the verbs and adverbs of the lexicon as words; `dictionary` is
without them.
"""
from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import Any, NamedTuple, TypeVar

from kexie_nlp.lexicon import load_table, words
from kexie_nlp.model.layers import Word

Cutter = Callable[[str], tuple[list[str], list[str]]]  # returns the forms, whose concatenation is the text, and their tags
T = TypeVar("T")
UNKNOWN, BLANK = "x", ""  # the tags of a word outside jieba's dictionary, and of whitespace
COLUMNS = ("word", "frequency", "known")
_PARTED = "parted"  # placeholder tag of a run of letters, digits and symbols until it is split
_REMEMBERED = 200_000  # maximum number of cached forms
# A pseudo-word that never occurs. Tuning adds a word's new frequency to jieba's sum of all frequencies, but replaces the old one in
# rjieba's sum. The pseudo-word has the difference as its frequency, so that both sums, and with them the scores of words, are equal.
_BALANCE = "\ue000\ue001"
_OUTSIDE = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")  # single characters for jieba, not for rjieba
_ASCII = re.compile("[a-zA-Z0-9+#&._%-]{2,}")
_ASCII_PARTS = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")  # how jieba splits runs of letters and digits


class Segments(NamedTuple):
    """The words of a text in order, as parallel lists: their forms, their ICTCLAS tags, their start offsets."""
    forms: list[str]
    tags: list[str]
    starts: list[int]

    @classmethod
    def of(cls, text: str, found: Sequence[Word]) -> Segments:
        """Returns the segments for words from another source."""
        return cls([text[w.start:w.end] for w in found], [w.tag for w in found], [w.start for w in found])

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as records."""
        return tuple(Word(start, start + len(form), tag) for form, tag, start in zip(*self, strict=True))


def segments(text: str) -> Segments:
    """Returns the words of a text without whitespace, with offsets in the text. The tag of a word outside jieba's dictionary is x.

    Tags are looked up in the dictionary, not disambiguated.
    """
    forms, tags = _cutter()(text)
    starts = list(accumulate(map(len, forms), initial=0))
    if BLANK in tags:
        return Segments(list(compress(forms, tags)), list(filter(None, tags)), list(compress(starts, tags)))
    return Segments(forms, tags, starts[:-1])


def jieba_words(text: str) -> tuple[Word, ...]:
    """Returns the words of a text as records; see `segments`."""
    return segments(text).words


class Dictionary(NamedTuple):
    """jieba's own dictionary: `cut` returns the forms of a text, which join to it again; `has` returns whether it holds a word."""
    cut: Callable[[str], list[str]]
    has: Callable[[str], bool]


@cache
def dictionary() -> Dictionary:
    """jieba's own dictionary, without the words of the lexicon."""
    try:
        return compiled_dictionary()
    except ImportError:
        return reference_dictionary()


def reference_dictionary() -> Dictionary:
    """The dictionary by jieba itself."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    frequencies = tokenizer.FREQ  # 0 for the beginning of a word
    return Dictionary(tokenizer.lcut, lambda word: bool(frequencies.get(word)))


def compiled_dictionary() -> Dictionary:
    """The dictionary by rjieba, with the words of `reference_dictionary`. ImportError where it is not installed."""
    import rjieba

    cutter = rjieba.Jieba()
    has = cutter.has_word

    @lru_cache(_REMEMBERED)
    def parts(form: str) -> Sequence[str]:
        return _ascii_parts(form) if _ASCII.fullmatch(form) and not has(form) else (form,)

    def cut(text: str) -> list[str]:
        forms = _forms(cutter, text)
        if not _ASCII.search(text):
            return forms
        return [part for form in forms for part in (parts(form) if len(form) > 1 and form.isascii() else (form,))]
    return Dictionary(cut, has)


@cache
def _cutter() -> Cutter:
    try:
        return compiled_cutter()
    except ImportError:
        return reference_cutter()


@cache
def reference_cutter() -> Cutter:
    """Returns the cutter that uses jieba."""
    import jieba.posseg

    tokenizer, _ = _tuned()
    tags = jieba.posseg.POSTokenizer(tokenizer).word_tag_tab

    def cut(text: str) -> tuple[list[str], list[str]]:
        forms = list(tokenizer.cut(text))
        return forms, [BLANK if form.isspace() else tags.get(form, UNKNOWN) for form in forms]
    return cut


@cache
def compiled_cutter() -> Cutter:
    """Returns the cutter that uses rjieba, with the same words and tags as `reference_cutter`. Raises ImportError if it is not
    installed."""
    import rjieba

    cutter = rjieba.Jieba()
    added = set()  # words added by the lexicon have no tag
    balance = 0
    for row in load_table("word_frequencies", COLUMNS):
        if not cutter.has_word(row["word"]):
            added.add(row["word"])
        cutter.add_word(row["word"], int(row["frequency"]), None)
        balance += int(row["known"])
    cutter.add_word(_BALANCE, balance, None)
    tags: dict[str, str] = {}

    def tag_of(form: str) -> str | None:
        if form.isspace():
            return BLANK
        if form in added or not cutter.has_word(form):
            return _PARTED if len(form) > 1 and _ASCII.fullmatch(form) else UNKNOWN
        pairs = cutter.tag(form)
        return pairs[0][1] if len(pairs) == 1 else None  # a word of the hidden Markov model: the text must be tagged

    def cut(text: str) -> tuple[list[str], list[str]]:
        forms = _forms(cutter, text)
        if len(tags) > _REMEMBERED:
            tags.clear()
        unseen = {form: tag_of(form) for form in set(forms).difference(tags)}
        seen = dict(cutter.tag(text)) if None in unseen.values() else {}
        tags.update((form, seen.get(form, UNKNOWN) if tag is None else tag) for form, tag in unseen.items())
        return _with_parts(forms, list(map(tags.__getitem__, forms)))
    return cut


def _forms(cutter: Any, text: str) -> list[str]:
    if not _OUTSIDE.search(text):
        return cutter.cut(text)
    return [form for part in _OUTSIDE.split(text) if part for form in ([part] if _OUTSIDE.fullmatch(part) else cutter.cut(part))]


def _with_parts(forms: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    """Returns forms and tags with runs of letters, digits and symbols split as jieba splits them."""
    if _PARTED not in tags:
        return forms, tags
    parts = {i: _ascii_parts(forms[i]) for i, tag in enumerate(tags) if tag == _PARTED}
    return spliced(forms, parts), spliced(tags, {i: [UNKNOWN] * len(some) for i, some in parts.items()})


def spliced(items: Sequence[T], parts: Mapping[int, Sequence[T]]) -> list[T]:
    """Returns a list with some items, by their index in ascending order, replaced by several."""
    out: list[T] = []
    done = 0
    for at, some in parts.items():
        out.extend(items[done:at])
        out.extend(some)
        done = at + 1
    out.extend(items[done:])
    return out


def _ascii_parts(form: str) -> list[str]:
    return [part for part in _ASCII_PARTS.split(form) if part]


def reference_frequencies() -> list[tuple[str, int, int]]:
    """Returns the verbs and adverbs of the lexicon, each with the frequency at which jieba keeps it whole and its original frequency, or
    0."""
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
