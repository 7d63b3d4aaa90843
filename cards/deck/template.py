"""The text of a deck file, or of a prompt, that is about to be written: every field with what belongs into it."""

from cards.rounds import ROUNDS, Round

_HEAD = """\
# A deck of prompts, one topic a file. `vivavoce deck check FILE` says what is still missing.
format = 1
topic = {topic}
round = "{round}"
"""

_PROMPT = """
[[prompt]]
id = "{id}"
# Three to six words that stand for it in a list.
title = ""
# Who has to decide what, and between what. It ends with the question; numbers belong into the constraints.
decision = \"\"\"
\"\"\"
# At least two, each a full sentence with a number, and each changes the answer. Together with the decision the longest
# may have 46 words: what one reads aloud in 20 seconds.
constraints = [
    "",
    "",
]
# Two to four push-backs, each of which moves the answer: a limit that changes, a failure, a smaller budget.
follow_ups = [
    "",
    "",
]
# Four to eight claims, each with ways in which people really say it. One of several words cannot be said by accident.
key_points = [
    {{ claim = "", aliases = [""] }},
    {{ claim = "", aliases = [""] }},
    {{ claim = "", aliases = [""] }},
    {{ claim = "", aliases = [""] }},
]
# How the choice goes wrong without anybody being told, and how one would notice.
failure = \"\"\"
\"\"\"
# A belief that many hold, and that a good answer does not hold.
wrong_claim = ""
# 120 to 250 words as one would say them, deciding under the first constraint.
model_answer = \"\"\"
\"\"\"
seconds = 120
follow_up_seconds = 45
target_depth = 3
# What it is rated by, one to four of: {dimensions}
dimensions = ["{dimension}"]
year = {year}
# Where each number comes from; "Assumed." will do for one that is made up.
basis = ""
# Numbers that are computed are computed again by the check:
# computed = [{{ from = "0.95 ** 15", is = 0.46 }}]
"""


def new_file(topic: str, round_: Round, prompt_id: str, year: int) -> str:
    """A deck file with one prompt, whose texts are empty; everything else in it is sound."""
    return _HEAD.format(topic=quoted(topic), round=round_) + new_prompt(round_, prompt_id, year)


def new_prompt(round_: Round, prompt_id: str, year: int) -> str:
    """A ``[[prompt]]`` with every field that it needs."""
    dimensions = ROUNDS[round_].dimensions
    named = ", ".join(f"{each.id} {each.name}" for each in dimensions)
    return _PROMPT.format(id=prompt_id, dimensions=named, dimension=dimensions[0].id, year=year)


def quoted(text: str) -> str:
    """A text as it is written in TOML."""
    return '"' + "".join(_ESCAPES.get(each) or _escaped(each) for each in text) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\"}


def _escaped(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"
