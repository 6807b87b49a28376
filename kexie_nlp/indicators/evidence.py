"""The evidence for whether a word belongs to the indicator of a number: the words around the number in, features of each word out.

A feature is a value in one of the `TEMPLATES`: a pair of strings. The model has a weight for each pair of a template. Pairs are not
joined, because the first of a pair often stands for many words or is a word of the text, and most are in no model.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from kexie_nlp.indicators.surroundings import Window, Word

TEMPLATES = ("place, neighbours of the number, rank", "word", "word between", "word before", "word behind", "place between", "cell",
             "place", "distribution", "last character", "last character between", "first character", "unit", "place, unit, words",
             "character before the number", "character behind the number", "distance", "words since and until a number, joiners",
             "words since and until a number, neighbours",
             "word before the number")
_UNITS = {"%": "%", "‰": "%", "百分点": "%", "个百分点": "%", "元": "元", "倍": "倍", "": "none"}
_MOST_WORDS, _MOST_BEHIND, _MOST_RANK, _MOST_FIRST = 4, 3, 2, 3
_COUNTS = tuple(map(str, range(10)))
_STEP = 8  # characters
Feature = tuple[str, str]
_MOST_SINCE, _NO_NUMBER = 3, 4


def features(window: Window, words: Sequence[Word], start: int, end: int, unit: str) -> Iterator[tuple[Feature, ...]]:
    """Yields the values of all templates for each word around the number at a span with a unit."""
    text = window.text
    near = [w for w in words if w.before and not w.parts and not w.numbers]
    behind = [w for w in words if not w.before]
    follows = behind[0].form if behind and behind[0].start - end <= 1 else "-"
    precedes = near[-1].form if near else "-"
    kinds = ("n" if any(w.tag[:1] == "n" for w in near) else "") + ("v" if any(w.tag[:1] == "v" for w in near) else "")
    shape = f"{min(len(near), _MOST_WORDS)}{kinds}/{min(len(behind), _MOST_BEHIND)}"
    last, next_ = near[-1].tag[:1] if near else "-", behind[0].tag[:1] if follows != "-" else "-"
    context = f"{last}{min(len(near), _MOST_WORDS)} {next_}{min(len(behind), 1)}"
    unit_shape = f"{_UNITS.get(unit, 'n')} {shape}"
    before_number, behind_number = text[start - 1:start], text[end:end + 1]
    since, until = _from_numbers(words), _from_numbers(words[::-1])[::-1]
    first, last_index = 0, len(words) - 1
    for i, w in enumerate(words):
        first = first + 1 if i and words[i - 1].before == w.before and words[i - 1].parts == w.parts else 0
        previous = words[i - 1].form if i and words[i - 1].end == w.start else text[w.start - 1:w.start]
        following = words[i + 1].form if i < last_index and words[i + 1].start == w.end else text[w.end:w.end + 1]
        ending = "own" if w.start == end else window.ending.get(w.start, "")
        between = f"{ending}|{'own' if w.end == start else window.starting.get(w.end, '')}"
        letter, tag, form, rank = "b" if w.before else "a", w.tag[:1], w.form, w.rank
        side = letter + _COUNTS[w.parts]
        place, joiners = side + _COUNTS[w.numbers], _COUNTS[w.joiners]
        place_tag, passed = place + tag, _COUNTS[since[i]] + _COUNTS[until[i]]
        yield ((context, place + _COUNTS[rank]), (form, letter), (form, between), (previous, side), (following, side), (place, between),
               ("cell" if w.cell else "", _COUNTS[first if first < _MOST_FIRST else _MOST_FIRST] + _COUNTS[rank]), (place, ""),
               (place, ("shared" if w.shared else "") + joiners), (form[-1], place), (form[-1], tag + between), (form[0], side),
               (form, unit), (unit_shape, place), (before_number, place + _COUNTS[rank if rank < _MOST_RANK else _MOST_RANK]),
               (behind_number, place_tag), (_COUNTS[abs(w.start - start) // _STEP], letter + tag), (place_tag, passed + joiners),
               (context, passed + place), (precedes, side + tag))


def _from_numbers(words: Sequence[Word]) -> list[int]:
    """Returns for each word how many words of its part stand between it and the number passed last, 0 to 3; 4 if there is none."""
    counts: list[int] = []
    for i, word in enumerate(words):
        last = words[i - 1] if i else None
        if last is None or (last.before, last.parts) != (word.before, word.parts):
            counts.append(_NO_NUMBER if last is None or last.before == word.before else 0)
        elif last.numbers != word.numbers:
            counts.append(0)
        else:
            counts.append(min(counts[-1] + 1, _MOST_SINCE) if counts[-1] < _NO_NUMBER else _NO_NUMBER)
    return counts
