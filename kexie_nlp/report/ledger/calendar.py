"""The planned dates of a ledger as a calendar: one event for the whole of the last day of each."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from kexie_nlp.report.ledger.blocks import dates_of
from kexie_nlp.report.ledger.cells import one_line, text_of
from kexie_nlp.report.words import KINDS
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from icalendar import Event

    from kexie_nlp.query import DeadlineRow
    from kexie_nlp.query.ledger_answers import Ledger


def calendar_bytes(ledger: Ledger, *, title: str | None, made: datetime, change: Callable[[str], str]) -> bytes:
    """The calendar as a file; `change` puts all but raw quotes into the script asked for."""
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in (("prodid", f"-//kexie_nlp//{__version__}//ZH"), ("version", "2.0"), ("calscale", "GREGORIAN"),
                       ("method", "PUBLISH"), ("x-wr-calname", text_of(change(title or "对标对表台账时限")))):
        calendar.add(key, value)
    for event in _events(ledger, made.astimezone(timezone.utc), change):
        calendar.add_component(event)
    return calendar.to_ical()


def _events(ledger: Ledger, made: datetime, change: Callable[[str], str]) -> Iterator[Event]:
    """One event for every planned date, in order."""
    from icalendar import Event

    hashes = {source.document: source.sha256 for source in ledger.sources}
    seen = set()
    for row in ledger.times:
        day, said = _day(row), (row.ref, row.date, row.text)
        if day is None or said in seen:  # said twice of one task: one event
            continue
        seen.add(said)
        event, where = Event(), ledger.titles.get(row.ref, "")
        quote = text_of(one_line(row.text))
        event.add("uid", _uid(hashes[row.document], row))
        event.add("dtstamp", made)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", text_of(change(f"【{row.document}】{one_line(where)}")) + (f"（{quote}）" if quote else ""))
        event.add("description", text_of(change(f"{row.ref}\n{KINDS[row.kind]}：{dates_of(row.date_from, row.date_to)}\n"
                                                f"{one_line(row.sentence)}")))
        event.add("categories", [text_of(change(row.document))])
        event.add("transp", "TRANSPARENT")
        yield event


def _day(row: DeadlineRow) -> date | None:
    """The last day of what is planned, if it has one."""
    if row.status != "planned" or row.date is None:
        return None
    try:
        return date.fromisoformat(row.date)
    except ValueError:
        return None


def _uid(sha256: str, row: DeadlineRow) -> str:
    """The same for the same place of the same source, whatever else changes."""
    place = f"{sha256} {row.start} {row.end} {row.date}"
    return f"{hashlib.sha256(place.encode()).hexdigest()[:32]}@kexie-nlp"
