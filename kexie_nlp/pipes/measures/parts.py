"""The parts of a measure: action, object, instruments, modality."""
from __future__ import annotations

import re
from collections.abc import Sequence

from kexie_nlp.lexicon import words
from kexie_nlp.model.records import Modality
from kexie_nlp.pipes.measures import patterns as p
from kexie_nlp.pipes.measures.verbs import Head, find_head, main_verbs
from kexie_nlp.pipes.words.analyzers import Word


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause's own words: without blanks and marks around them, and without a trailing assignment mark."""
    while start < end and (text[start].isspace() or text[start] in "、，；。：！？”）—-…"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "、，；。：！？—"):
        end -= 1
    return start, end


def action(text: str, head: Head) -> str:
    return re.sub(r"\s", "", text[head.start:head.end])


def objects(text: str, head: Head, end: int) -> str:
    """What stands behind the head verb; of a preposed object (把X纳入Y) that and the complement, joined by …."""
    return re.sub(r"\s", "", text[head.end:end]).lstrip("了着好")


def modality(before: str, rest: str, head: Head, inherited: str | None) -> Modality:
    """How firmly: by the words up to the head verb first, by a modal or governing verb of the sentence otherwise."""
    if p.ENCOURAGE.match(before):
        return "encourage"
    if p.EXPLORE_VERB.match(before) or p.EXPLORE_OBJECT.search(rest):
        return "explore"
    if inherited == "encourage" and (head.governing or head.word in p.OWN_WILL):
        return "will"
    return inherited if inherited in ("must", "encourage") else "will"  # type: ignore[return-value]


def instruments(text: str, head: Head, start: int, end: int) -> tuple[str, ...]:
    """Titles that the measure drafts, issues, revises or carries out; journals and things studied are none."""
    verb = text[head.start:head.end]
    lexicon = words("verbs", "instrument")
    if not (verb in lexicon or head.word in lexicon or verb[-2:] in lexicon) and "修订" not in text[head.end:end]:
        return ()
    return tuple(m[1] for m in p.TITLE.finditer(text, head.end - 2, end) if p.TITLE_NOUN.search(m[1]))


def basis_with_verb(text: str, tokens: Sequence[Word]) -> bool:
    """Whether a clause that opens like a basis has an action of its own (围绕…开展调研)."""
    for i, word in enumerate(tokens):
        form = text[word.start:word.end]
        if i >= 2 and form in main_verbs() and find_head(text, tokens[i:]) is not None:
            following = text[tokens[i + 1].start:tokens[i + 1].end] if i + 1 < len(tokens) else ""
            if following not in ("的", "、", "", "和"):
                return True
    return False
