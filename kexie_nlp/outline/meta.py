"""Finds the metadata of a document: a normalised text and its provisions in, `Meta` out, with evidence for each field.

The fields are title, issuers, level, region, document number, date of issue, plan period and kind of document.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kexie_nlp.model import Meta, Provision
from kexie_nlp.model.records import DocumentKind, Interval, Level, Script
from kexie_nlp.outline import dates, issuers, titles
from kexie_nlp.outline.kind_words import EXPLAINED
from kexie_nlp.outline.kinds import find_kind
from kexie_nlp.outline.labels import labelled
from kexie_nlp.outline.preamble import HEAD, Found, pieces
from kexie_nlp.outline.regions import find_region, region_evidence

_LEVELS: dict[str, Level] = {"省": "provincial", "市": "municipal", "州": "municipal", "县": "county", "区": "county", "旗": "county",
                             "镇": "township", "乡": "township"}  # of bodies named without their place
_YOUTH = re.compile("团(?P<level>[省市县区州旗])委")  # names no place
_WEAK = ("issuer.house", "issuer.byline")  # what a label says is surer


@dataclass(frozen=True)
class Evidence:
    """The source of a metadata field: a span of the normalised text and the id of the rule."""
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class _Reading:
    title: Found[str] | None
    issuer: Found[str] | None
    number: Found[str] | None
    issued: Found[str] | None
    period: Found[Interval] | None
    region: str | None
    level: Level | None
    kind: Found[DocumentKind] | None


def find_meta(text: str, provisions: Sequence[Provision], script: Script) -> Meta:
    """Returns the metadata of a normalised text. Fields that the text does not state are None. Dates are ISO; the period is inclusive."""
    found = _read(text, provisions)
    issuer = issuers.short_name(found.issuer.value, text) if found.issuer else None
    return Meta(title=_value(found.title), issuer=issuer,
                level=found.level, region=found.region, doc_number=_value(found.number), issued=_value(found.issued),
                period=found.period.value if found.period else None, script=script,
                kind=found.kind.value if found.kind else None, issuers=tuple(issuer.split("、")) if issuer else ())


def plan_year(meta: Meta) -> int | None:
    """Returns the year that a document plans for: the first year of its period, else the year of issue, else None."""
    for date in ((meta.period or (None,))[0], meta.issued):
        if date and (year := re.match(r"\d{4}", date)):
            return int(year[0])
    return None


def meta_evidence(text: str, provisions: Sequence[Provision]) -> dict[str, Evidence]:
    """Returns the evidence of the fields that `find_meta` reads from a span, by field name, with offsets in the normalised text."""
    found = _read(text, provisions)
    region = region_evidence(found.region, text) if found.region else None
    fields: dict[str, Found[str] | Found[Interval] | Found[DocumentKind] | None] = {
        "title": found.title, "issuer": found.issuer, "issuers": found.issuer, "region": region, "level": region or found.issuer,
        "doc_number": found.number, "issued": found.issued, "period": found.period, "kind": found.kind}
    return {name: Evidence(f.start, f.end, f.rule) for name, f in fields.items() if f}


def _read(text: str, provisions: Sequence[Provision]) -> _Reading:
    head = pieces(text, provisions)
    labels = labelled(text, min(provisions[0].start if provisions else HEAD, len(text)))
    title = titles.find_title(head, text, labels.get("title"))
    number = dates.find_number(head) or dates.label_number(labels.get("number"))
    signer, signed = issuers.signature(text)
    own = issuers.labelled_body(labels.get("issuer"))
    source = issuers.labelled_body(labels.get("source")) or issuers.labelled_body(labels.get("author"))
    source = source and issuers.completed(source.value, head) or source
    red = issuers.red_head(head)
    signer = issuers.more_complete(red, signer) if signer else red
    issuer = (signer or issuers.notice(head, labels.get("title")) or issuers.byline(head, title)
              or own or (source if title and EXPLAINED.search(title.value) else None)
              or issuers.issuing_verb(text) or issuers.approving(text)
              or issuers.acting(text) or issuers.masthead(head, None if source else title))
    if issuer and own and own.value != issuer.value and (own.value.endswith(issuer.value) or issuer.rule in _WEAK):
        issuer = own  # 县人民政府办公室, of which the label names the county
    office = next((said for said in (own, source) if issuer and said and said.value.endswith(f"{issuer.value}办事处")), None)
    issuer = office or issuer
    published = dates.label_date(labels.get("published"))
    issued = (signed or dates.label_date(labels.get("signed")) or dates.made_public(dates.find_date(head, text), published, text)
              or published)
    issued = None if dates.upload_of(issued, title) else dates.not_behind(issued, number)
    names = [_YOUTH.sub("", f.value) for f in (issuer, title) if f]
    full = issuers.in_full(issuer.value, text) if issuer else None
    names = [full, *names] if full else names
    if issuer is None and source and title and not issuers.is_general(source.value):
        issuer = source
    issuer = issuer or issuers.told_of(title)
    if source and issuer is source and source.rule == "author.label":
        names.insert(0, source.value)
    if source and number is None and (issuer is None or issuer is source and title and not titles.TITLE.search(title.value)):
        names.append(source.value)
    region, level = find_region(names, text, _value(number))
    if region is None and level is None and issuer is not None and issuer is source:
        region, level = find_region([*names, issuer.value], text, _value(number))
    issuer = issuer or issuers.speaker(text, region) or (source if title else issuers.opening_body(text))
    if level is None and region is None and issuer:
        youth = _YOUTH.match(issuer.value)
        level = _LEVELS.get(youth["level"] if youth else issuer.value[0])
    return _Reading(title, issuer, number, issued,
                    dates.find_period(title, head, text, provisions, issued), region, level, find_kind(title, labels, text))


def _value(found: Found[str] | None) -> str | None:
    return found.value if found else None
