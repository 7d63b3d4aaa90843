"""What is listened for in a behavioural answer: jargon, hedges, the position, and the parts that a story needs.

Functions of the words alone. Each list counts in its own topics only (``counts_in``): a caveat that costs a position in
B4 earns credit in a design round. What is found is shown to a person; it never moves a depth by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.behavioral_data import Counts, Marker, Part, behavioral_data
from cards.phrases import Hit, Speech, overlap, words_in
from cards.prompt import Prompt
from cards.rounds import Round
from cards.vocabulary import builtin_vocabulary

_NUMBERS = {"hundred", "thousand", "million", "billion", "dozen", "half", "twice"}


@dataclass(frozen=True, slots=True)
class JargonHit:
    """A word that only engineers know, with what to say in its place."""

    hit: Hit
    plain: str
    is_explained: bool

    @property
    def weight(self) -> float:
        """How much it counts: a word that is explained at once counts half."""
        return 0.5 if self.is_explained else 1.0


@dataclass(frozen=True, slots=True)
class HedgeHit:
    """A phrase that takes a position back; ``kind`` is the name of the way in which it does."""

    hit: Hit
    kind: str


@dataclass(frozen=True, slots=True)
class MarkerFound:
    """What was found of a marker."""

    marker: Marker
    value: float
    """A count, or a share of the words from 0 to 1."""
    hits: tuple[Hit, ...]
    is_made: bool | None
    """None for one that is shown and not judged."""


@dataclass(frozen=True, slots=True)
class PartFound:
    """Whether a part of an answer was said, and in its place."""

    part: Part
    hit: Hit | None
    is_made: bool


def counts_in(topics: Sequence[str], prompt: Prompt) -> bool:
    """Whether what counts in ``topics`` ("B4") counts for this prompt: its topic is known by its name, or by its id."""
    name = prompt.topic.casefold()
    own = (topic for topic in builtin_vocabulary().topics if topic.round is Round.BEHAVIORAL)
    code = next((topic.code for topic in own if topic.name.casefold() == name), prompt.id.partition(".")[0])
    return prompt.round is Round.BEHAVIORAL and code in topics


def jargon(text: str) -> tuple[JargonHit, ...]:
    """The words that only engineers know, in order; an everyday use of one ("pay attention") is none."""
    data = behavioral_data().jargon
    speech = Speech(text)
    everyday = _everyday(speech, data.everyday)
    return tuple(
        JargonHit(hit, data.words[hit.phrase], speech.says_after(hit, data.explained_by, data.within_words))
        for hit in speech.hits(data.words)
        if (hit.phrase, hit.begin) not in everyday
    )


def _everyday(speech: Speech, phrases: Mapping[str, Sequence[str]]) -> set[tuple[str, int]]:
    """Words of ``phrases`` and where they begin, in sentences that hold one of their phrases as well."""
    sentences = speech.sentences
    found: set[tuple[str, int]] = set()
    for word, excusing in phrases.items():
        places = [each.begin for each in speech.all_hits(excusing)]
        excused = [each for each in sentences if any(each.begin <= place < each.end for place in places)]
        begins = [hit.begin for hit in speech.all_hits([word])]
        found |= {(word, begin) for each in excused for begin in begins if each.begin <= begin < each.end}
    return found


def hedges(text: str) -> tuple[HedgeHit, ...]:
    """The phrases that take a position back, in order; not those that name a condition or mean something else."""
    data = behavioral_data().hedges
    speech = Speech(text)
    kinds = {phrase: kind.name for kind in data.kinds for phrase in kind.phrases}
    innocent = speech.all_hits(data.not_hedges)
    return tuple(
        HedgeHit(hit, kinds[hit.phrase])
        for hit in speech.hits(kinds)
        if not any(overlap(hit, other) for other in innocent) and not _names_a_condition(speech, hit)
    )


def _names_a_condition(speech: Speech, hit: Hit) -> bool:
    condition = behavioral_data().hedges.condition
    return hit.phrase in condition.phrases and speech.says_after(hit, condition.followed_by, condition.within_words)


def firm(text: str) -> tuple[Hit, ...]:
    """What is the opposite of a hedge: a limit, a named trigger, an error that is owned."""
    return Speech(text).hits(behavioral_data().hedges.firm)


def position(text: str) -> Hit | None:
    """Where the position is taken, or None."""
    return Speech(text).first(behavioral_data().hedges.position.cues)


def is_early(position: Hit) -> bool:
    """Whether a position comes in time at a calm pace; where a recording has times of its words, those count."""
    return position.first < words_in(behavioral_data().hedges.position.within_seconds)


def markers(text: str, topic: str) -> tuple[MarkerFound, ...]:
    """What a story of ``topic`` ("B1") has of the markers that count there."""
    speech = Speech(text)
    return tuple(_marker(speech, each) for each in behavioral_data().markers if topic in each.topics)


def _marker(speech: Speech, marker: Marker) -> MarkerFound:
    hits = speech.hits(marker.cues)
    if marker.counts is Counts.RATIO:
        both = len(hits) + len(speech.hits(marker.others))
        return MarkerFound(marker, len(hits) / both if both else 0.0, hits, None)
    if marker.counts is Counts.SHARE_BEFORE:
        hits = _first_of_all(speech, marker)
        value = hits[0].first / len(speech) if hits else 1.0
    else:
        hits = numbers(speech) if marker.counts is Counts.NUMBERS else hits
        value = float(len(hits))
    least, most = marker.least, marker.most
    return MarkerFound(marker, value, hits, (least is None or value >= least) and (most is None or value <= most))


def _first_of_all(speech: Speech, marker: Marker) -> tuple[Hit, ...]:
    """The first cue of a marker or of those in its ``until``, alone."""
    others = [each.cues for each in behavioral_data().markers if each.id in marker.until]
    hit = speech.first([*marker.cues, *(cue for cues in others for cue in cues)])
    return (hit,) if hit else ()


def numbers(speech: Speech) -> tuple[Hit, ...]:
    """The numbers that were said, one of several words ("two hundred") as one; "one" alone is hardly ever a number."""
    found: list[Hit] = []
    for place, form in enumerate(speech.words):
        hit = speech.stretch(place, place)
        if form not in _NUMBERS and (not form[0].isdigit() or hit.phrase.lower() == "one"):
            continue
        goes_on = found and not speech.text[found[-1].end : hit.begin].strip(" -\u2011")
        found.append(speech.stretch(found.pop().first, place) if goes_on else hit)
    return tuple(found)


def disagreement(text: str) -> tuple[PartFound, ...]:
    """Which parts of a disagreement are told; the other side's aim only counts before one's own."""
    return _parts(Speech(text), behavioral_data().disagreement.parts)


def explanation(text: str) -> tuple[PartFound, ...]:
    """Which parts of an explanation for somebody who does not build it are there."""
    return _parts(Speech(text), behavioral_data().ninety_seconds.parts)


def _parts(speech: Speech, parts: Sequence[Part]) -> tuple[PartFound, ...]:
    hits = {part.id: speech.first(part.cues) for part in parts}
    return tuple(PartFound(part, hits[part.id], _is_in_place(hits[part.id], hits.get(part.before))) for part in parts)


def _is_in_place(hit: Hit | None, before: Hit | None) -> bool:
    return hit is not None and (before is None or hit.first < before.first)


def long_sentences(text: str) -> tuple[str, ...]:
    """The sentences that are too long to be followed by ear."""
    most = behavioral_data().ninety_seconds.sentence_words_most
    speech = Speech(text)
    said = (text[each.begin : each.end] for each in speech.sentences)
    return tuple(each for each in said if len(each.split()) > most)
