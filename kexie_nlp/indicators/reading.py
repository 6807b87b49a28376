"""Reads the indicators of the numbers of a document: its words, numbers and times in, a phrase per number out."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kexie_nlp.indicators.evidence import features
from kexie_nlp.indicators.model import IndicatorModel
from kexie_nlp.indicators.surroundings import Span, Window, Word
from kexie_nlp.lexicon.segmenter import Segments

_JOINED = re.compile("[、“”《》·—\\-/]{1,2}")  # marks inside an indicator
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_PREDICATES = frozenset("vdp")  # verbs, adverbs and prepositions open the predicate that all members share
_DOUBLED = re.compile(r"([一-龥]{2,4})\1")
_MEASURE = re.compile("(?:[率值额量数]|浓度|比例|占比|比重|收入|面积|满意度|增速|误差|均价|系数|强度)$")
_SPOKEN = re.compile("[一-龥A-Za-z]")
_BOUNDS = re.compile("至少|最少|最多|至多|不(?:得|应|宜)?(?:超过|低于|少于|高于|大于|小于|多于)|(?:不|超过|低于|高于)$")  # comparators
_LEAST = 0.15  # probability of the best word from which it is taken when no word reaches the threshold
_PHRASE = 5  # words from a verb to the 的 that ends its phrase
LENGTH = 40  # longest indicator, in characters


class Indicators:
    """The indicators of one document. Offsets are those of its text."""

    def __init__(self, text: str, segments: Segments, numbers: Sequence[Span], times: Sequence[Span], model: IndicatorModel) -> None:
        self._window = Window(text, segments, numbers, times)
        self._model = model

    def find(self, start: int, end: int, unit: str) -> str:
        """Returns the indicator of the number at a span: the words of its sentence that belong to it; else an empty string."""
        words = self._window.around(start, end)
        rows = features(self._window, words, start, end, unit)
        return choose(self._window.text, words, map(self._model.probability, rows), self._model.threshold)

    def explain(self, start: int, end: int, unit: str) -> list[tuple[str, float]]:
        """Returns the words around the number at a span with the probability that each belongs to its indicator."""
        words = self._window.around(start, end)
        rows = features(self._window, words, start, end, unit)
        return [(word.form, self._model.probability(values)) for word, values in zip(words, rows, strict=True)]


def choose(text: str, words: Sequence[Word], probabilities: Iterable[float], threshold: float) -> str:
    """Returns the words that belong to an indicator as one phrase. If none reaches the threshold, the best one, unless it is unlikely."""
    chances = [0.0 if others else chance for chance, others in zip(probabilities, of_other_members(words), strict=True)]
    kept = [word for word, chance in zip(words, chances, strict=True) if chance >= threshold]
    if not kept and chances and max(chances) >= _LEAST:
        kept = [words[chances.index(max(chances))]]
    return _joined(text, without_leaks(completed(text, words, kept)))[:LENGTH]


def completed(text: str, words: Sequence[Word], kept: Sequence[Word]) -> list[Word]:
    """Returns the words of an indicator with what lies inside its phrases.

    These are the other places of a list whose last place is kept before its verb (在[学校、医院、]车站设置设备), and the words between
    a verb and the 的 that ends its phrase (具有[高级职称]的).
    """
    chosen = {words.index(word) for word in kept}
    if not any(word.tag[:1] == "v" for word in kept):
        return list(kept)
    for i in sorted(chosen):
        verb = i + 1 < len(words) and i + 1 in chosen and words[i + 1].tag[:1] == "v" and words[i].tag[:1] == "n"
        first = i
        while verb and first and text[words[first - 1].end:words[first].start] == "、" and words[first - 1].tag[:1] == "n":
            first -= 1
        chosen.update(range(first, i))
        if words[i].tag[:1] == "v":
            close = next((j for j in range(i + 1, min(i + _PHRASE, len(words))) if words[j].form == "的"), None)
            if close in chosen and text[words[i].start:words[close].end] == "".join(w.form for w in words[i:close + 1]):
                chosen.update(range(i, close))
    return [words[i] for i in sorted(chosen)]


def without_leaks(kept: Sequence[Word]) -> list[Word]:
    """Returns the words of an indicator without those of earlier clauses that its own clause says again (体育场地[场地]面积), or that
    end in a measure where its own clause names one (办结率…满意度)."""
    own = [word.form for word in kept if word.before and not word.parts]
    earlier = [word for word in kept if word.before and word.parts]
    named = "".join(own)
    if not named or not earlier:
        return list(kept)
    last = max((i for i, word in enumerate(earlier) if _MEASURE.search(word.form)), default=-1) if _MEASURE.search(named) else -1
    dropped = {word.start for i, word in enumerate(earlier) if i <= last or word.form in own or named.startswith(word.form)}
    return [word for word in kept if word.start not in dropped]


def of_other_members(words: Sequence[Word]) -> list[bool]:
    """Returns for each word whether it is the noun of another member of an enumeration, which has a number of its own.

    Such nouns stand behind a joiner, beside that number, without a verb between: 80%以上乡镇和50%[行政村]建成…,
    [养老机构]50家、托育机构20家.
    """
    found = [False] * len(words)
    first = next((i for i, word in enumerate(words) if not word.before), len(words))
    for side in (range(first - 1, -1, -1), range(first, len(words))):  # outwards from the number
        run: list[int] = []
        joiners = numbers = 0
        predicate = False
        for i in side:
            word = words[i]
            if word.parts:
                break
            if word.joiners > joiners:
                run, joiners, predicate = [], word.joiners, False
            predicate = predicate or word.tag[:1] in _PREDICATES
            if word.numbers > numbers:
                for place in run:
                    found[place] = True
                numbers = word.numbers
                run = []
            if joiners and not predicate:
                found[i] = numbers >= joiners
                run.append(i)
    return found


def _joined(text: str, words: Sequence[Word]) -> str:
    """Returns the words with the marks that stand between neighbours."""
    pieces = []
    for i, word in enumerate(words):
        gap = text[words[i - 1].end:word.start] if i else ""
        pieces += [gap if _JOINED.fullmatch(gap) else "", word.form]
    found = _DOUBLED.sub(r"\1", _BOUNDS.sub("", "".join(pieces)))
    for opened, closed in _PAIRS:
        if found.count(opened) != found.count(closed):
            found = found.replace(opened, "").replace(closed, "")
    return found.lstrip("的") if _SPOKEN.search(found) else ""
