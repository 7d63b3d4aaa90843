"""Review at work on the desk's real library, with a screen that remembers what it was told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cards.attempt import Ended, Transcript, Word
from cards.attempt_line import Hit
from desktop.history import History
from desktop.review.model import ListModel
from desktop.review.presenter import ReviewPresenter
from scheduler.days import study_day
from tests.support.desk import EVENING, Desk, write_wav


@dataclass
class FakeReview:
    """The screen."""

    shown: list[ListModel] = field(default_factory=list)
    text: str = ""
    disk: str = ""
    question: str = ""

    @property
    def model(self) -> ListModel:
        return self.shown[-1]

    @property
    def ids(self) -> list[int]:
        return [line.id for line in self.model.lines]

    def show_list(self, model: ListModel) -> None:
        self.shown.append(model)

    def set_search(self, text: str) -> None:
        self.text = text

    def show_disk(self, text: str, trash_octets: int) -> None:
        self.disk = text

    def show_question(self, text: str, everything: bool) -> None:
        self.question = text

    def clear_question(self) -> None:
        self.question = ""


@dataclass
class ReviewDesk:
    """Review and everything it works with."""

    desk: Desk
    screen: FakeReview = field(default_factory=FakeReview)
    opened: list[tuple[int | None, Hit | None]] = field(default_factory=list)
    forgotten: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = self.desk
        self.history = History(desk.jobs, desk.stage)
        self.presenter = ReviewPresenter(
            self.screen,
            desk.jobs,
            desk.folder,
            desk.clock,
            desk.stage,
            self.history,
            lambda attempt, hit: self.opened.append((attempt, hit)),
            self.forgotten.append,
        )

    def answer(
        self, prompt: str = "F1.a", words: str = "a cache in front", at: datetime = EVENING, seconds: float = 2
    ) -> int:
        """An answer with its sound and its words; returns the attempt."""
        sound = self.desk.folder.new_recording(prompt, at)
        samples = round(seconds * 16_000)
        take = self.desk.real.begin_answer(prompt, "fifty rows", at, study_day(at), "", sound.name)
        write_wav(sound, 1000)
        self.desk.real.end_take(take.id, samples, Ended.PERSON)
        if words:
            timed = tuple(Word(word, number, number + 1, 0.9) for number, word in enumerate(words.split()))
            self.desk.real.save_transcript(take.id, Transcript("base", words, timed, at))
        return take.attempt

    def answers(self, count: int = 3) -> list[int]:
        """Some answers, a day apart, oldest first."""
        prompts = ("F1.a", "S1.a")
        return [self.answer(prompts[day % 2], at=EVENING + timedelta(days=day - count)) for day in range(count)]

    @property
    def notice(self) -> str:
        return self.desk.notices.get("trash", "")
