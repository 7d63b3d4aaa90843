"""What the list of answers shows, as values, and the sentences it says. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil

from cards.attempt import AttemptRecord
from cards.attempt_line import AttemptLine, Hit
from cards.query import Query
from cards.rounds import ROUNDS
from desktop.widgets.empty import Empty
from desktop.words import MONTHS, WEEKDAYS, counted, spoken_day

TRASH_DAYS = 30
"""So long a deleted answer can be brought back."""
BEFORE_HIT = 24
"""Letters of the sentence that are shown before the first word that was looked for."""


NO_ANSWERS = Empty(
    "No answers yet",
    "Every answer you give comes here, with its recording and its words: to hear again, to search, to compare.",
    "Go to Today",
    "Enter",
)
ALL_IN_TRASH = Empty(
    "No answers here",
    f"All of them are in the trash, where they stay for {TRASH_DAYS} days. Ctrl+T shows it.",
    "Go to Today",
    "Enter",
)
EMPTY_TRASH = Empty(
    "The trash is empty",
    f"An answer you delete waits here for {TRASH_DAYS} days, and can be brought back until then.",
    "Back to the answers",
    "Esc",
)


@dataclass(frozen=True, slots=True)
class ListModel:
    """The left half of the screen: the answers found, and what they were looked for with."""

    lines: tuple[AttemptLine, ...]
    query: Query
    topics: tuple[str, ...]
    now: datetime
    today: date
    """The study day."""
    trashed: int
    """How many answers are in the trash."""
    select: tuple[int, ...] = ()
    """Answers that came back just now and are to be selected; empty to leave the selection as it is."""
    more: bool = False
    """These are the first lines of a long list; all of it follows."""

    @property
    def problems(self) -> str:
        """What of the search was not understood; empty for nothing."""
        return " ".join(self.query.problems)

    @property
    def empty(self) -> Empty | None:
        """What to say instead of the list; None when there is a list."""
        if self.lines:
            return None
        if self.query == Query():
            return ALL_IN_TRASH if self.trashed else NO_ANSWERS
        return EMPTY_TRASH if plain_trash(self.query) else nothing_found(self.query)


def plain_trash(query: Query) -> bool:
    """Tell whether ``query`` asks for the whole trash and nothing else."""
    return query.trash and replace(query, trash=False) == Query()


def nothing_found(query: Query) -> Empty:
    """Say what was looked for in vain."""
    sought = [*([f"“{query.text}”"] if query.text else []), *(f"“{words}”" for words in query.said)]
    narrowed = replace(query, text="", said=(), problems=(), trash=False) != Query()
    what = " and ".join(sought)
    if what and narrowed:
        text = f"No answer with {what} passes the filters above."
    else:
        text = f"No answer has {what}." if what else "No answer passes the filters above."
    place = text.replace("No answer", "No answer in the trash", 1) if query.trash else text
    return Empty("Nothing found", place, "Show all", "Esc")


def count_line(found: int, selected: int = 0, trash: bool = False, more: bool = False) -> str:
    """Return, for example, "7 answers", "1 answer in the trash", "7 answers, 2 selected" or "More than 7 answers"."""
    least = "More than " if more else ""
    place = " in the trash" if trash else ""
    chosen = f", {selected} selected" if selected > 1 else ""
    return f"{least}{answers(found)}{place}{chosen}"


def answers(count: int) -> str:
    """Return "1 answer" or "7 answers"."""
    return counted(count, "answer")


def length(seconds: float) -> str:
    """Return whole minutes and seconds as 5:40, with hours from the first on."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def size(octets: int) -> str:
    """Return how much room something takes: "212 MB", "3.1 MB", "40 kB", "1.2 GB"."""
    if octets < 1_000_000:
        return f"{ceil(octets / 1000)} kB"
    number, unit = (octets / 1_000_000, "MB") if octets < 999_500_000 else (octets / 1_000_000_000, "GB")
    return f"{number:.1f} {unit}" if number < 9.95 else f"{number:.0f} {unit}"


# One line of the list


def short_day(day: date, today: date) -> str:
    """Return, for example, "Thu 19 Nov"; with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def facts(line: AttemptLine, today: date) -> str:
    """Return day, length and depth: "Thu 19 Nov · 2:38 · depth 2"."""
    spoken = "typed" if line.typed else length(line.seconds)
    rating = "unrated" if line.depth is None else depth_words(line.depth)
    return f"{short_day(line.study_day, today)} · {spoken} · {rating}"


def facts_in_short(line: AttemptLine, today: date) -> str:
    """Return day and depth alone, where there is no room for more: "19 Nov · depth 2"."""
    full = facts(line, today).split(" · ")
    return f"{full[0].partition(' ')[2]} · {full[-1]}"


def depth_words(depth: int | None) -> str:
    """Return "depth 2", or that there is none yet."""
    return "no depth yet" if depth is None else f"depth {depth}"


def words_state(line: AttemptLine) -> str:
    """Say that words are still to come; empty when all are there."""
    return {"some": "Words on their way", "none": "No words yet"}.get(line.words, "")


def days_left(deleted: datetime, now: datetime) -> str:
    """Say how long a deleted answer can still be brought back."""
    left = ceil((deleted + timedelta(days=TRASH_DAYS) - now) / timedelta(days=1))
    return f"{counted(left, 'day')} left" if left > 0 else "goes at the next start"


def remark(line: AttemptLine, now: datetime) -> str:
    """Return the quiet third line of an answer: the days it has left in the trash, or what its words wait for."""
    return words_state(line) if line.deleted is None else days_left(line.deleted, now)


def read_aloud(line: AttemptLine, now: datetime, today: date) -> str:
    """Return all that a row shows, as a screen reader says it."""
    minutes, seconds = divmod(int(line.seconds), 60)
    spoken = "typed" if line.typed else f"{counted(minutes, 'minute')} {counted(seconds, 'second')}"
    parts = [
        line.title,
        "a prompt that no longer exists" if line.round is None else ROUNDS[line.round].name,
        *(["marked"] if line.marked else []),
        spoken_day(line.study_day, today),
        spoken,
        depth_words(line.depth),
        *([remark(line, now)] if remark(line, now) else []),
        *([line.hit.text] if line.hit is not None else []),
    ]
    return ". ".join(parts)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a sentence, and the places in it that were looked for: from, and up to but without."""

    text: str
    spans: tuple[tuple[int, int], ...]


def excerpt(hit: Hit, before: int = BEFORE_HIT) -> Excerpt:
    """Return the sentence from shortly before its first hit on, so that two lines are enough to show it."""
    text = hit.text.replace("\n", " ")
    first = hit.spans[0][0] if hit.spans else 0
    cut = 0 if first <= before else text.find(" ", first - before) + 1
    if not 0 < cut <= first:
        return Excerpt(text, hit.spans)
    lead = "… "
    moved = len(lead) - cut
    return Excerpt(lead + text[cut:], tuple((start + moved, end + moved) for start, end in hit.spans))


# What goes, and what stays


@dataclass(frozen=True, slots=True)
class Contents:
    """What a number of answers consist of."""

    answers: int = 0
    recordings: int = 0
    seconds: float = 0.0
    transcripts: int = 0
    typed: int = 0
    """Answers or follow-ups that were typed."""
    notes: int = 0
    rated: int = 0

    @property
    def things(self) -> str:
        """Name them: "2 recordings, 5:40, and their transcripts"."""
        one = self.answers == 1
        named = []
        if self.recordings:
            named.append(f"{counted(self.recordings, 'recording')}, {length(self.seconds)}")
        if self.transcripts:
            named.append("its transcript" if one and self.transcripts == 1 else "their transcripts")
        if self.typed:
            named.append("what was typed")
        if self.notes:
            named.append("its note" if one else "their notes")
        return listed(named)


def contents(attempts: Iterable[AttemptRecord]) -> Contents:
    """Count what the answers consist of, as far as it was kept."""
    found = Contents()
    for attempt in attempts:
        takes = attempt.kept_takes
        typed = sum(take.typed for take in takes)
        found = Contents(
            found.answers + 1,
            found.recordings + len(takes) - typed,
            found.seconds + attempt.seconds,
            found.transcripts + sum(take.transcript is not None and not take.typed for take in takes),
            found.typed + typed,
            found.notes + bool(attempt.note),
            found.rated + (attempt.review is not None),
        )
    return found


def listed(things: list[str]) -> str:
    """Return "a", "a, and b" or "a, b, and c": the things may hold commas themselves."""
    return things[0] if len(things) == 1 else ", ".join(things[:-1]) + f", and {things[-1]}" if things else ""


def _stays(gone: Contents) -> str:
    if not gone.rated:
        return ""
    return " Its rating and date stay." if gone.answers == 1 else " Ratings and dates stay."


def moved_to_trash(gone: Contents) -> str:
    """Say exactly what went to the trash, what stays, and how it comes back."""
    one = gone.answers == 1
    what = f": {gone.things}" if gone.things else ""
    back = "it back" if one else "them back"
    are = "it is" if one else "they are"
    return (
        f"{answers(gone.answers)} moved to the trash{what}.{_stays(gone)} "
        f"Ctrl+Z brings {back}; after {TRASH_DAYS} days {are} gone."
    )


def brought_back(count: int) -> str:
    """Say that answers are in the list again."""
    return f"{answers(count)} brought back from the trash."


def back_in_the_trash(count: int) -> str:
    """Say that answers that had been brought back are in the trash again."""
    return f"{answers(count)} moved back to the trash."


def before_it_goes(going: Contents, octets: int) -> str:
    """Say exactly what a second press deletes for good."""
    room = f" ({size(octets)})" if octets else ""
    what = f": {going.things}{room}" if going.things else ""
    verb = "goes" if going.answers == 1 else "go"
    # Copies thin out to six monthly ones (cards.library.backups); they hold no sound.
    copied = going.transcripts or going.typed or going.notes
    older = " Older copies of the library, in the folder backups, keep the words for some months." if copied else ""
    last = f"Nothing in this app brings this back.{older} Press again to delete."
    return f"{answers(going.answers)} {verb} for good{what}.{_stays(going)} {last}"


def gone_for_good(count: int, octets: int) -> str:
    """Say what was deleted, and the room it made."""
    room = f"; {size(octets)} are free again" if octets else ""
    return f"{answers(count)} deleted for good{room}."


def disk_line(recordings: int, octets: int, trash_octets: int) -> str:
    """Return, for example, "41 recordings, 212 MB; trash 3 MB"."""
    trash = f"; trash {size(trash_octets)}" if trash_octets else ""
    kept = f"{counted(recordings, 'recording')}, {size(octets)}" if recordings else "No recordings"
    return kept + trash
