"""What was typed and not kept yet: a text for each question, until it is an answer in the library."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cards.attempt import TakeRecord
from desktop.library_work import LibraryWork
from desktop.practice import draft_store
from desktop.practice.question import Question
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library

SAVING_FRAMES = 60
"""What is being typed is stored every two seconds."""
TYPED = "What you typed stays in the field; press Ctrl+Enter to try again."
TYPED_EARLIER = "What you typed is still here; the app tries again when you leave the next session or close the window."


class Drafts:
    """Nothing that was typed is ever lost: ``frame`` is called while somebody types, ``keep_all`` at the end."""

    def __init__(self, library: LibraryWork, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock
        self._texts: dict[tuple[str, str, str], tuple[Question, str]] = {}
        self._unsaved = False
        """Something was typed since the drafts were stored last."""
        self._frames = 0
        self._taken_up = False
        """What a crash left is an answer by now. Until it is, nothing is stored in its place."""

    def put(self, question: Question, text: str) -> None:
        """Remember ``text`` for ``question``, in the place of what was there; nothing but space is no text."""
        self._unsaved = True
        text = _storable(text)
        if text.strip():
            self._texts[_place(question)] = (question, text)
        else:
            self._texts.pop(_place(question), None)

    def text(self, question: Question) -> str:
        """What was typed for ``question``; empty for nothing."""
        return self._texts.get(_place(question), (question, ""))[1]

    def all(self) -> tuple[tuple[Question, str], ...]:
        """Every question with its text, in the order they were typed."""
        return tuple(self._texts.values())

    def drop(self, question: Question) -> None:
        """Forget what was typed for ``question``."""
        self.put(question, "")

    def frame(self) -> None:
        """Thirty times a second: store what was typed, now and then."""
        self._frames += 1
        if self._unsaved and self._frames % SAVING_FRAMES == 0:
            self._unsaved = False
            setting = draft_store.stored(self.all(), self._clock())

            def save(library: "Library") -> None:
                self._take_up_first(library)
                library.set_setting(*setting)

            self._library.do(save, undone=self._save_again)

    def _save_again(self) -> None:
        self._unsaved = True

    # Into the library

    def keep(self, question: Question, kept: Callable[[TakeRecord], None], failed: Callable[[], None]) -> None:
        """What was typed for ``question`` is its answer."""
        self._write([(question, self.text(question))], kept, failed, TYPED)

    def keep_with(self, question: Question) -> None:
        """``question`` was answered in another way; what had been typed belongs to that answer."""
        if text := self.text(question):
            self._write([(question, text)], safe=TYPED_EARLIER)

    def keep_all(self) -> None:
        """Make an answer of every draft: nobody will go on with them."""
        if self._texts or self._unsaved:
            self._write(self.all(), safe=TYPED_EARLIER)

    def take_up(self) -> None:
        """At the start of the app: what was being typed when it was killed is an answer."""
        self._library.do(self._take_up_first)

    def _take_up_first(self, library: "Library") -> None:
        """On the library's thread."""
        if not self._taken_up:
            draft_store.take_up(library)
            self._taken_up = True

    def _write(
        self,
        drafts: Sequence[tuple[Question, str]],
        kept: Callable[[TakeRecord], None] = lambda _: None,
        failed: Callable[[], None] = lambda: None,
        safe: str = "",
    ) -> None:
        """Write answers, each as its draft goes, in one job: meanwhile the drafts are not here."""
        at = self._clock()
        for question, _ in drafts:
            self._texts.pop(_place(question), None)
        self._unsaved = False
        others, left = self.all(), list(drafts)
        taken: list[TakeRecord] = []

        def work(library: "Library") -> list[TakeRecord]:
            self._take_up_first(library)
            if not left:
                library.set_setting(*draft_store.stored(others, at))
            while left:
                question, text = left[0]
                prompt, constraint, attempt = question.prompt.id, question.constraint, question.attempt
                asked, rest = question.asked, draft_store.stored((*left[1:], *others), at)
                taken.append(
                    library.write_answer(
                        prompt, constraint, at, study_day(at), asked, text.strip(), attempt, setting=rest
                    )
                )
                del left[0]
            return taken

        def done(takes: list[TakeRecord]) -> None:
            for take in takes:
                kept(take)

        def undone() -> None:
            for question, text in left:
                self.put(question, text)
            failed()

        self._library.do(work, done, undone, safe)


def _place(question: Question) -> tuple[str, str, str]:
    """The same for a question whatever attempt answers it."""
    return question.prompt.id, question.constraint, question.asked


def _storable(text: str) -> str:
    """``text`` without what no file of text can hold: zeros, and halves of pairs that a clipboard cut in two."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
