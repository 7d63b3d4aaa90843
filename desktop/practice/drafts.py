"""What was typed and not kept yet: a text for each question, until the library has it."""

from desktop.practice.question import Question


class Drafts:
    """In memory. Whoever has it stores what is left before it goes: nothing that was typed is ever lost."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str, str], tuple[Question, str]] = {}

    def put(self, question: Question, text: str) -> None:
        """Remember ``text`` for ``question``, in the place of what was there; nothing but space is no text."""
        if text.strip():
            self._texts[_place(question)] = (question, text)
        else:
            self._texts.pop(_place(question), None)

    def text(self, question: Question) -> str:
        """What was typed for ``question``, letter by letter; empty for nothing."""
        return self._texts.get(_place(question), (question, ""))[1]

    def taken(self, question: Question) -> str:
        """What was typed for ``question``; from now on it is not remembered here."""
        return self._texts.pop(_place(question), (question, ""))[1]

    def all_taken(self) -> tuple[tuple[Question, str], ...]:
        """Every question with its text, in the order they were typed; nothing is remembered from now on."""
        texts, self._texts = self._texts, {}
        return tuple(texts.values())


def _place(question: Question) -> tuple[str, str, str]:
    """The same for a question whatever attempt answers it."""
    return question.prompt.id, question.constraint, question.asked
