"""The planned dates of a ledger as a calendar (ics): an all-day event on the last day of each."""
from __future__ import annotations

from datetime import timedelta, timezone

from kexie_nlp.report.ledger.book import Book, text_of
from kexie_nlp.version import __version__


def render(book: Book) -> bytes:
    """The calendar as a file."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    for key, value in (("prodid", f"-//kexie_nlp//{__version__}//ZH"), ("version", "2.0"), ("calscale", "GREGORIAN"),
                       ("method", "PUBLISH"), ("x-wr-calname", text_of(book.calendar))):
        calendar.add(key, value)
    for each in book.events:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", book.made.astimezone(timezone.utc))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", text_of(each.summary))
        event.add("description", text_of(each.description))
        event.add("categories", [text_of(each.category)])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()
