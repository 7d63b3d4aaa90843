"""The four rounds of an AI-engineering interview and the sixteen dimensions they are judged by."""

from dataclasses import dataclass
from enum import StrEnum


class Round(StrEnum):
    """The four rounds; the value is what stands in deck files, in the library and in ``--json``."""

    ML = "ml"
    DESIGN = "design"
    CODING = "coding"
    BEHAVIORAL = "behavioral"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the sixteen dimensions: a weak and a strong answer, in words a person recognises theirs by."""

    id: str
    name: str
    weak: str
    strong: str
