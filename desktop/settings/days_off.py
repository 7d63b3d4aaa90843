"""Days off as they are written and read: "24 Dec - 2 Jan" to days, and days to stretches in words. Knows no Qt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.words import MONTHS, counted, spoken_day

EXAMPLE = "24 Dec - 2 Jan"
LONGEST_DAYS = 366
"""Of one stretch: who writes a longer one has mistyped a year."""
FARTHEST_YEARS = 10
"""Dates lie no further ahead, and 29 February comes within so many years."""

_LEAP_YEAR = 2028

_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form)
    for form in (
        r"(?P<year>[1-9]\d{3})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.\s*(?P<number>\d{1,2})\.(?:\s*(?P<year>[1-9]\d{3}))?",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s*(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>[1-9]\d{3}))?",
        r"(?P<month>[a-z]{3,9})\.?\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?P<year>[1-9]\d{3}))?",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?",
    )
)
_UNTIL = re.compile(r"-|–|—|\.{2,3}|\b(?:to|till|until)\b")


class NoDays(ValueError):
    """What was written is no days that can be taken off; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days off in a row, both ends among them."""

    first: date
    last: date

    @property
    def days(self) -> frozenset[date]:
        """Every day of it."""
        return frozenset(self.first + timedelta(days=each) for each in range(self._length))

    def said(self, today: date) -> str:
        """Such as "Thursday, 24 December – Saturday, 2 January 2027 (10 days)"."""
        first, last = spoken_day(self.first, today), spoken_day(self.last, today)
        return first if self.first == self.last else f"{first} – {last} ({counted(self._length, 'day')})"

    @property
    def _length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class _Written:
    """A day as far as it was written: None stands for what was left out."""

    day: int
    month: int | None
    year: int | None


def days_of(text: str, today: date) -> frozenset[date]:
    """Return the days from ``today`` on that ``text`` names: days and stretches, with commas between them.

    Without a year the next such day is meant, and the stretch that ends next. Raises `NoDays`.
    """
    parts = [part for each in re.split("[,;\n]", text) if (part := " ".join(each.split()))]
    if not parts:
        raise NoDays(f"Write a day or a stretch of days, such as {EXAMPLE}.")
    return frozenset(day for part in parts for day in _stretch(part, today).days)


def stretches(days: Iterable[date], today: date) -> tuple[Stretch, ...]:
    """Return the days from ``today`` on as stretches, in their order; what is past is not among them."""
    found: list[Stretch] = []
    for day in sorted(day for day in days if day >= today):
        if found and day - found[-1].last == timedelta(days=1):
            found[-1] = replace(found[-1], last=day)
        else:
            found.append(Stretch(day, day))
    return tuple(found)


def _stretch(text: str, today: date) -> Stretch:
    first, last = _ends(text, today)
    try:
        ending = _last_day(first, last, today)
        beginning = _on(first, range(ending.year, ending.year - FARTHEST_YEARS, -1), latest=ending)
    except ValueError:
        raise NoDays(f"{text} ends before it begins.") from None
    if ending < today:
        raise NoDays(f"{text} is past.")
    if (ending - beginning).days >= LONGEST_DAYS:
        raise NoDays(f"{text} is longer than a year. Take off a year at a time.")
    if ending.year >= today.year + FARTHEST_YEARS:
        raise NoDays(f"{text} is too far away: no prompt is ever put off for so long.")
    return Stretch(max(beginning, today), ending)


def _last_day(first: _Written, last: _Written, today: date) -> date:
    """With the year that is written, else the first such day after the beginning, or after today."""
    if last.year is None and first.year is not None:
        today = _on(first, (first.year,))
    return _on(last, range(today.year, today.year + FARTHEST_YEARS), earliest=today)


def _on(written: _Written, years: Iterable[int], earliest: date = date.min, latest: date = date.max) -> date:
    """Return the day in the first of ``years`` that has it within the bounds, or in its own year; else ValueError."""
    for year in years if written.year is None else (written.year,):
        try:
            day = date(year, written.month or 0, written.day)
        except ValueError:
            continue  # 29 February
        if (written.year is not None and day <= latest) or earliest <= day <= latest:
            return day
    raise ValueError("no such day")


def _ends(text: str, today: date) -> tuple[_Written, _Written]:
    """Return the first and the last day; where only one of them has a month both have it."""
    whole = _written(text, today)
    if whole is not None and whole.month is not None:
        return whole, whole
    for sign in _UNTIL.finditer(text.lower()):
        first, last = _written(text[: sign.start()], today), _written(text[sign.end() :], today)
        if first is None or last is None or (first.month is None and last.month is None):
            continue
        return (
            first if first.month is not None else replace(first, month=last.month, year=last.year),
            last if last.month is not None else replace(last, month=first.month, year=first.year),
        )
    raise NoDays(f"{text} cannot be read as a day. Write it as 24 Dec, {EXAMPLE} or 2026-12-24.")


def _written(text: str, today: date) -> _Written | None:
    """Return what was written; None for anything that is no day of any year."""
    said = text.strip().lower()
    if said in {"today", "tomorrow"}:
        day = today + timedelta(days=said == "tomorrow")
        return _Written(day.day, day.month, day.year)
    found = next((match for form in _FORMS if (match := form.fullmatch(said))), None)
    if found is None:
        return None
    parts = {name: value or "" for name, value in found.groupdict().items()}
    month = int(parts.get("number") or 0) or _month(parts.get("month", ""))
    year = int(parts.get("year") or 0)
    try:
        date(year or _LEAP_YEAR, month or 12, int(parts["day"]))
    except ValueError:
        return None
    return _Written(int(parts["day"]), month or None, year or None) if month or not parts.get("month") else None


def _month(word: str) -> int:
    """Return the number of the month that ``word`` begins, 0 for none."""
    names = (month.lower() for month in MONTHS)
    return next((number for number, name in enumerate(names, start=1) if word and name.startswith(word)), 0)
