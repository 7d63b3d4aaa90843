"""Small deck files for tests: sound, and short."""

from collections.abc import Iterable

_PROMPT = """\
[[prompt]]
id = "{id}"
title = "{title}"
decision = "A shop has to pick a cache for its pages. Which one do you pick, and why?"
constraints = ["It has 2 GB of memory.", "It has 200 GB of memory and 50 ms."]
follow_ups = ["The traffic grows ten times. Does it stand?", "Half of the pages change each day. And now?"]
key_points = [
    {{ claim = "Most requests go to few pages.", aliases = ["few pages"] }},
    {{ claim = "A small cache close by is quickest.", aliases = ["close by"] }},
    {{ claim = "What changes has to be thrown out.", aliases = ["thrown out"] }},
    {{ claim = "One measures the share of hits.", aliases = ["share of hits"] }},
]
failure = "Old pages are served. One notices by comparing ages."
wrong_claim = "A larger cache is always better."
model_answer = "I'd begin with a small one, since few pages take most requests."
seconds = 120
follow_up_seconds = 45
target_depth = 3
dimensions = ["{dimension}"]
year = 2026
"""


def prompt_of(prompt_id: str, title: str | None = None, dimension: str = "m1") -> str:
    """A sound ``[[prompt]]`` as text."""
    title = f"Title of {prompt_id}" if title is None else title
    return _PROMPT.format(id=prompt_id, title=title, dimension=dimension)


def deck_file(*prompts: str, topic: str = "Testing", round_: str = "ml", stage: str = "") -> str:
    """A deck file with these prompts, an empty line above each."""
    return "\n".join((_head(topic, round_, stage), *_with_ends(prompts)))


def _head(topic: str, round_: str, stage: str) -> str:
    return f'format = 1\ntopic = "{topic}"\nround = "{round_}"\n' + (f'stage = "{stage}"\n' if stage else "")


def _with_ends(prompts: Iterable[str]) -> Iterable[str]:
    return (prompt if prompt.endswith("\n") else f"{prompt}\n" for prompt in prompts)
