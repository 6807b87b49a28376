"""Assignment lines: （责任单位：学会部；完成时限：2024年6月底前）, 【牵头部门：…；配合单位：…】, （…牵头，…配合）."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROLE = "责任|牵头|配合|协办|参与|参加|承办|主办|实施|落实|主责|指导|责任主体"
_BODY = "单位|部门|处室|部室|科室|领导|人|主体|机构|组织"
_FIELD = re.compile(rf"(?P<role>{_ROLE})(?:{_BODY})?[：:](?P<bodies>[^；;。\n）】\]]+)")
_LINE = re.compile(rf"(?P<open>[（【\[])?[^（【\[\n，。；]{{0,4}}?(?:{_ROLE})(?:{_BODY})?[：:][^\n]*?(?(open)[）】\]]|(?=[。\n]|$))")
_LEAD = re.compile(r"[（【\[](?P<lead>[^（）【】\n：:]{2,80}?)(?:牵头|负责)(?:[，,；;、](?P<support>[^（）【】\n：:]{2,160}?)"
                   r"(?:配合|参与|协同|按职责分工负责))?(?:[，,；;][^（）【】\n]{0,40})?[）】\]]")
_KEEP = re.compile(r"[（【\[](?:长期坚持|持续推进|持续实施|常态化推进|长期实施|(?:完成)?时限[：:][^（）【】\n]*|[12]\d{3}年[^（）【】\n]{0,12}"
                   r"(?:完成|前)|\d{1,2}月[^（）【】\n]{0,8}(?:完成|前完成))[）】\]]")
_SPLIT = re.compile("[、,，]|(?<=[部处厅局委会办院])和")


@dataclass(frozen=True)
class Assignment:
    """A stretch that assigns: its span, and the bodies named with their role (lead or support)."""
    start: int
    end: int
    lead: tuple[str, ...]
    support: tuple[str, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        return self.lead + self.support


def find_assignments(text: str) -> Iterator[Assignment]:
    """Every assignment stretch, in order and without overlap; those that only set a time have no bodies."""
    found = [_fields(m) for m in _LINE.finditer(text)]
    found += [Assignment(m.start(), m.end(), _bodies(m["lead"]), _bodies(m["support"] or "")) for m in _LEAD.finditer(text)]
    found += [Assignment(m.start(), m.end(), (), ()) for m in _KEEP.finditer(text)]
    found.sort(key=_position)
    end = 0
    for assignment in found:
        if assignment.start >= end:
            end = assignment.end
            yield assignment


def _position(assignment: Assignment) -> tuple[int, int]:
    return assignment.start, -assignment.end


def _fields(match: re.Match[str]) -> Assignment:
    lead: list[str] = []
    support: list[str] = []
    for field in _FIELD.finditer(match[0]):
        target = support if field["role"] in ("配合", "协办", "参与", "参加", "指导") else lead
        target += _bodies(field["bodies"])
    return Assignment(match.start(), match.end(), tuple(lead), tuple(support))


def _bodies(text: str) -> tuple[str, ...]:
    parts = (re.sub(r"等$|^由|^各?相关", "", part.strip(" 　。；等")) for part in _SPLIT.split(text))
    return tuple(part for part in parts if 2 <= len(part) <= 24 and not re.search(r"\d月|年底|时限|完成", part))
