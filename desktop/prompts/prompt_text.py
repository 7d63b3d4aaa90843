"""A whole prompt to be read: first what is asked, then, behind a line that opens it, what a strong answer says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cards.rounds import ROUNDS, Round
from desktop.prompts.model import PromptModel
from desktop.widgets.code_view import CodeView
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import Keycap
from desktop.widgets.panel import Panel, beside, emptied, stacked
from desktop.widgets.text import Text, selectable

STRONG_ANSWER = "Show a strong answer"


class PromptText(QWidget):
    """Passive. Everything that comes from a deck is plain text."""

    def __init__(self, key: str = "", *, all_open: bool = False, parent: QWidget | None = None) -> None:
        """``key`` is shown beside what opens the answer; pressing it is heard elsewhere.

        With ``all_open`` nothing is hidden, and of the round nothing is said: for whoever writes the prompt.
        """
        super().__init__(parent)
        self._shown: PromptModel | None = None
        self._all_open = all_open
        self._decision = selectable(Text("", "decision-long", wrap=True))
        self._code, self._snippet = Panel(), CodeView("Code of the prompt")
        stacked(self._code, (16, 12, 16, 12)).addWidget(self._snippet)
        self._asked, self._answer, self._facts, self._round = QWidget(), QWidget(), QWidget(), QWidget()
        parts = (self._asked, self._answer, self._round, self._facts)
        self._asked_rows, self._answer_rows, self._round_rows, self._fact_rows = (
            stacked(each, spacing=8) for each in parts
        )
        self.answer = Disclosure(STRONG_ANSWER, self._answer, "heading")
        self.round = Disclosure("What this round tests", self._round, "heading")
        rows = stacked(self, spacing=16)
        for each in (self._decision, self._code, self._asked):
            rows.addWidget(each)
        self._opening = self._opening_line(key)
        for each in (self._opening, self._answer, self._round_line(), self._round, self._facts):
            rows.addWidget(each)

    def _opening_line(self, key: str) -> QWidget:
        line, parts = QWidget(), beside(8)
        line.setLayout(parts)
        parts.addWidget(self.answer)
        if key:
            parts.addWidget(Keycap(key))
        parts.addStretch(1)
        return line

    def _round_line(self) -> QWidget:
        line = QWidget()
        stacked(line).addWidget(self.round, alignment=Qt.AlignmentFlag.AlignLeft)
        if self._all_open:
            line.hide()
        return line

    def show_prompt(self, prompt: PromptModel) -> None:
        """Show this prompt; what is open stays open."""
        if prompt == self._shown:
            return
        before, self._shown = self._shown, prompt
        self._decision.show_text(prompt.decision)
        self._code.setVisible(bool(prompt.snippet))
        self._snippet.show_code(prompt.snippet)
        self._show_asked(prompt)
        self._show_answer(prompt)
        if before is None or before.round is not prompt.round:
            self._show_round(prompt.round)
        self._show_facts(prompt.facts)
        self._asked.setVisible(prompt.complete)
        self._opening.setVisible(prompt.complete and not self._all_open)
        self._answer.setVisible(prompt.complete and (self._all_open or self.answer.isChecked()))

    def _show_asked(self, prompt: PromptModel) -> None:
        rows = self._asked_rows
        emptied(rows)
        _add_heading(rows, "Under one of these constraints")
        for constraint in prompt.constraints:
            panel = Panel("soft")
            stacked(panel, (16, 8, 16, 8)).addWidget(selectable(Text(constraint, wrap=True)))
            rows.addWidget(panel)
        _add_heading(rows, "Then one of these follow-ups")
        for follow_up in prompt.follow_ups:
            _add_text(rows, follow_up)

    def _show_answer(self, prompt: PromptModel) -> None:
        rows = self._answer_rows
        emptied(rows)
        _add_heading(rows, "Key points")
        for claim in prompt.key_points:
            _add_text(rows, f"• {claim}")
        _add_heading(rows, "A strong answer")
        _add_text(rows, f"It decides under: {prompt.answered}", "muted")
        _add_text(rows, prompt.model_answer)
        _add_heading(rows, "How it fails without a sound, and how one would notice")
        _add_text(rows, prompt.failure)
        _add_heading(rows, "A claim that is common and wrong")
        _add_text(rows, prompt.wrong_claim)

    def _show_round(self, of: Round) -> None:
        rows, info = self._round_rows, ROUNDS[of]
        emptied(rows)
        _add_text(rows, info.tests)
        _add_heading(rows, "How people fail it")
        _add_text(rows, info.common_failure)
        for dimension in info.dimensions:
            _add_heading(rows, dimension.name)
            _add_text(rows, f"Weak: {dimension.weak}")
            _add_text(rows, f"Strong: {dimension.strong}")
        _add_heading(rows, f"Enough for the round: depth {info.target_depth}")
        _add_text(rows, info.target_reason)
        _add_heading(rows, "To prepare with")
        for each in info.resources:
            _add_text(rows, f"{each.title} ({each.source})")
            _add_text(rows, each.use, "muted")

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        emptied(self._fact_rows)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(facts):
            grid.addWidget(Text(name, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(selectable(Text(words, "small-ink", wrap=True)), row, 1)
        self._fact_rows.addWidget(table)


def _add_heading(rows: QVBoxLayout, words: str) -> None:
    heading = Text(words, "section", wrap=True)
    heading.setContentsMargins(0, 8 if rows.count() else 0, 0, 0)
    rows.addWidget(heading)


def _add_text(rows: QVBoxLayout, words: str, role: str = "body") -> None:
    rows.addWidget(selectable(Text(words, role, wrap=True)))
