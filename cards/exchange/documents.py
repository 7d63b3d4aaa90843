"""One attempt as a page to read: plain text, Markdown, or JSON for a program."""

import json
import re
from typing import Any

from cards.attempt import AttemptRecord, TakeRecord, Transcript

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BULLET = re.compile(r"^(?=[-+=])", re.MULTILINE)
_NUMBER = re.compile(r"^(\d+)(?=[.)])", re.MULTILINE)


def text(attempt: AttemptRecord, title: str) -> str:
    """Plain text: what was asked, what was said, the note."""
    parts = [f"{title}\n{_line(attempt)}", f"This time: {attempt.constraint}"]
    for take in attempt.kept_takes:
        if take.question:
            parts.append(f"Follow-up: {take.question}")
        parts.append(_said(take))
    if attempt.note:
        parts.append(f"Note: {attempt.note}")
    return "\n\n".join(parts) + "\n"


def markdown(attempt: AttemptRecord, title: str) -> str:
    """Markdown in which nothing that was said or written reads as markup."""
    parts = [f"# {_plain(title)}", _plain(_line(attempt)), f"> This time: {_plain(attempt.constraint)}"]
    for take in attempt.kept_takes:
        if take.question:
            parts.append(f"## Follow-up: {_plain(take.question)}")
        parts.append(_plain(_said(take)))
    if attempt.ticks.key_points:
        made = (f"- [{'x' if ticked else ' '}] {_plain(point)}" for point, ticked in attempt.ticks.key_points.items())
        parts.append("## Key points\n\n" + "\n".join(made))
    if attempt.note:
        parts.append(f"## Note\n\n{_plain(attempt.note)}")
    return "\n\n".join(parts) + "\n"


def as_json(attempt: AttemptRecord, title: str) -> str:
    """All that is kept of the attempt. Times of words are seconds from the beginning of their take."""
    row = {
        "attempt": attempt.id,
        "prompt": attempt.prompt,
        "title": title,
        "constraint": attempt.constraint,
        "at": attempt.at.isoformat(),
        "depth": attempt.review.depth if attempt.review else None,
        "marked": attempt.marked,
        "note": attempt.note,
        "key_points": dict(attempt.ticks.key_points),
        "statements": dict(attempt.ticks.statements),
        "dimensions": {key: shown.value for key, shown in attempt.ticks.dimensions.items()},
        "takes": [_take(take) for take in attempt.kept_takes],
    }
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def transcript_json(transcript: Transcript | None) -> dict[str, Any]:
    """Model, text and words of a transcript; an empty text where there is none."""
    if transcript is None:
        return {"model": None, "text": "", "words": []}
    words = [
        {"word": each.word, "start": each.start, "end": each.end, "probability": round(each.probability, 3)}
        for each in transcript.words
    ]
    return {"model": transcript.model, "text": transcript.text, "words": words}


def _take(take: TakeRecord) -> dict[str, Any]:
    about = {"question": take.question, "sound": take.sound, "seconds": round(take.seconds, 2)}
    return about | transcript_json(take.transcript)


def _line(attempt: AttemptRecord) -> str:
    """When, how long, how deep."""
    whole = int(attempt.seconds)
    depth = f"depth {attempt.review.depth}" if attempt.review else "not rated"
    spoken = f"{whole // 60}:{whole % 60:02d}" if whole else "typed"
    return f"{attempt.at:%Y-%m-%d %H:%M} · {spoken} · {depth}"


def _said(take: TakeRecord) -> str:
    return take.transcript.text.strip() if take.transcript and take.transcript.text.strip() else "(no words)"


def _plain(words: str) -> str:
    """The words as themselves: no markup, no list, no block of code."""
    marked = _MARKDOWN.sub(r"\\\1", _INDENT.sub("", words))
    return _NUMBER.sub(r"\1\\", _BULLET.sub(r"\\", marked))
