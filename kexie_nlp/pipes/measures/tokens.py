"""The tokens of a clause: words in, `Tokens` with class bits out. The classes come from `verbs.csv` and `function_words.csv`."""
from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import compress
from operator import add, or_
from typing import Final

from kexie_nlp.lexicon import words
from kexie_nlp.lexicon.segmenter import Segments, spliced

(VERB, ADVERB, GOVERNING, LIGHT, MAIN, PLACING, RESIZING, MODAL, JOINER, PREPOSED, PREPOSITION, CLOSER, NOUN_BEHIND, ATTRIBUTE, BASIS_NOUN,
 POSTS_BEFORE, POSTS_BEHIND, STRICT, FOREIGN, OFFICE, LEADING, FINAL, TOPIC, EVENT, SERIAL) = (1 << bit for bit in range(25))
_BY_KIND: Final = {  # class bits by table and kind
    "verbs": {"adverb": ADVERB, "governing": GOVERNING, "light": LIGHT, "placing": PLACING, "resizing": RESIZING,
              "leading": LEADING, "final": FINAL, "serial": SERIAL},
    "function_words": {"modal": MODAL, "joiner": JOINER, "preposed": PREPOSED, "preposition": PREPOSITION, "closer": CLOSER,
                       "noun_behind": NOUN_BEHIND, "attribute": ATTRIBUTE, "basis_noun": BASIS_NOUN, "posts_before": POSTS_BEFORE,
                       "posts_behind": POSTS_BEHIND, "topic": TOPIC}}
_STRICT = frozenset(["严格", "严禁", "严守", "不得", "必须", "务必"])
_OFFICE = frozenset((*"局委厅处所办部署者员室", "专班"))  # after a verb, these form a name or a noun: 发展改革局, 监督所
_FOREIGN = re.compile("[^一-龥]")
AFTER = ("后", "前", "之日起", "之日", "时")  # behind an event from which a time counts
REPORTED = frozenset(("备案", "审批", "批准", "审核", "审定", "核准", "审查"))  # for which something is reported (报省厅备案)
_COMPLEMENTS = "好成为于给至到出"  # a verb followed by one of these is a verb: 建好, 列为
# coined verbs of a modifier and a verb: 补建, 增设, 互派; dictionaries lack most of them
_COINED = re.compile(
    "[补新增扩改调停互共重联选招轮加减续复缓代抽自]"
    "[建设派聘招增减种植购置拨发缴办开产供测评审认享管育治造修编订排查训换配装用录]")
_COINED_LENGTH, _VERB_TAGS = 2, ("v", "vn", "vd")
_PARTED_LENGTH = 4
_REMEMBERED = 200_000  # maximum number of cached forms


@dataclass(frozen=True)
class Verbs:
    """The verbs that can head a clause (`action`), and those that can head it after a prepositional phrase (`main`; 围绕…开展)."""
    action: frozenset[str]
    main: frozenset[str]

    def __contains__(self, form: str) -> bool:
        if form in self.action:
            return True
        if len(form) == 3:
            return form[-1] in _COMPLEMENTS and form[:2] in self.action
        return len(form) == 4 and form[:2] in self.action and form[2:] in self.action


@cache
def verb_classes() -> Verbs:
    """Returns the verbs of `verbs.csv` that can head a clause."""
    kinds = [words("verbs", kind) for kind in ("action", "governing", "light", "main", "placing")]
    return Verbs(frozenset().union(*kinds), words("verbs", "main"))


class FormClasses(dict[str, int]):
    """A cache of the class bits of forms."""

    def __missing__(self, form: str) -> int:
        found = _classes_of(form)
        if len(self) < _REMEMBERED:
            self[form] = found
        return found


@cache
def form_classes() -> FormClasses:
    """Returns the cache of class bits, shared by all documents."""
    return FormClasses()


def _classes_of(form: str) -> int:
    verbs = verb_classes()
    found = reduce(or_, (bit for table, kinds in _BY_KIND.items() for kind, bit in kinds.items() if form in words(table, kind)), 0)
    for bit, holds in ((VERB, form in verbs), (MAIN, form in verbs.main or form[:2] in verbs.main), (STRICT, form in _STRICT),
                       (FOREIGN, _FOREIGN.search(form) is not None),
                       (EVENT, form.endswith(AFTER)), (SERIAL, form in REPORTED),
                       (OFFICE, form in _OFFICE or form[:-1] in ("改革", "发展") and form[-1] in _OFFICE)):
        if holds:
            found |= bit
    return found


class Tokens:
    """The words of a text in order, as parallel lists: `forms`, `tags`, `starts` and `ends` (offsets in the text), `classes` (bits)."""

    __slots__ = ("_mask", "classes", "ends", "forms", "starts", "tags")

    def __init__(self, forms: list[str], tags: list[str], starts: list[int], ends: list[int], classes: list[int]) -> None:
        self.forms, self.tags, self.starts, self.ends, self.classes = forms, tags, starts, ends, classes
        self._mask = -1  # not yet known

    def __len__(self) -> int:
        return len(self.forms)

    def part(self, first: int, behind: int | None = None) -> Tokens:
        """Returns the tokens from index `first` up to, but not including, index `behind`."""
        cut = slice(first, behind)
        return Tokens(self.forms[cut], self.tags[cut], self.starts[cut], self.ends[cut], self.classes[cut])

    def between(self, start: int, end: int) -> Tokens:
        """Returns the tokens that begin in a span of the text."""
        first = bisect_left(self.starts, start)
        return self.part(first, bisect_left(self.starts, end, first))

    @property
    def mask(self) -> int:
        """The union of the class bits of all forms."""
        if self._mask < 0:
            self._mask = reduce(or_, self.classes, 0)
        return self._mask


def tokens_of(found: Segments) -> Tokens:
    """Returns the tokens of segmented words.

    A dictionary word of four characters is split if it is an adverb with a verb, or a light verb with its object.
    """
    forms, tags, starts = found
    lengths = list(map(len, forms))
    cuts = [i for i in compress(range(len(forms)), map(_PARTED_LENGTH.__eq__, lengths)) if _falls_apart(forms[i], tags[i])]
    if cuts:
        half = _PARTED_LENGTH // 2
        forms, tags, starts = (spliced(forms, {i: (forms[i][:half], forms[i][half:]) for i in cuts}),
                               spliced(tags, {i: (tags[i], tags[i]) for i in cuts}),
                               spliced(starts, {i: (starts[i], starts[i] + half) for i in cuts}))
        lengths = list(map(len, forms))
    return Tokens(forms, tags, starts, list(map(add, starts, lengths)), list(map(form_classes().__getitem__, forms)))


def looks_like_verb(form: str, tag: str) -> bool:
    """Whether an unlisted word can open a clause as its verb: by its dictionary tag, or by the pattern of its two characters."""
    return len(form) > 1 and tag in _VERB_TAGS or len(form) == _COINED_LENGTH and _COINED.fullmatch(form) is not None


@lru_cache(maxsize=50_000)
def _falls_apart(form: str, tag: str) -> bool:
    verbs, classes = verb_classes(), form_classes()
    if form in verbs.action:
        return False
    first, second = classes[form[:2]], classes[form[2:]]
    return bool(first & LIGHT or first & ADVERB and second & VERB or form[:2] in verbs.action and tag in ("l", "v"))
