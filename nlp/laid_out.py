"""A sentence laid out for binding: its figures, units and times with arrays over them, and what a tie says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlp.frames import Frame
from nlp.marks import Mark, Marks
from nlp.times import Time
from records.observation import Role, Unit
from records.period import Basis, Period

BOUNDARY = re.compile(
    r"[;]|:(?=\s[A-Z])|,?\s\b(?:but|however|whereas|while|whilst|although|though|albeit)\b|,\s"
    r"(?=(?:and|which|with|against|below|above|compared|in line|well|just|a|an|the|up|down"
    r"|from|slightly|higher|lower)\b)|\s[-–—]\s|,(?=\s)",
    re.IGNORECASE,
)
LEVEL = (
    r"(?:averages?|avg\.?|ave\.?|mean|median|rates?|figures?|benchmarks?|levels?|data"
    r"|outturns?|performance|comparators?|results?|position|authorities|councils|groups?"
    r"|family|total|number|percentage|proportion|value|range)"
)
FROM = re.compile(
    r"\b(?:from|previously)\s(?:(?:a|an|the|around|just|approximately|its|about|only|over|previous|last"
    r"|earlier|high|low|peak|figure|total|position|rate|average|outturn|level|of)\s)*$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:compared?\s(?:to|with|against)|comparison\s(?:to|with)|than|against|versus|vs\.?)\s(?:(?:a|an|the|around|just|only"
    r"|its|figure|total|average|of)\s)*$",
    re.IGNORECASE,
)
_UNIT_IN_WORDS = re.compile(r"\s(?:(?:working|calendar|school)\s)?(?:days|weeks|months|per cent)\b", re.IGNORECASE)
_IS = re.compile(r"(?:is|are|stands?|remains?|there)\b", re.IGNORECASE)
"""A verb that says the month of the meeting is a word between a role and its figure as any other."""
YEARS = {"year", "academic_year", "calendar_year", "bare_year", "last_year"}
"""Kinds of time that are a whole year."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What a figure of the sentence is, by the words around it."""

    figure: int
    """Its place among the sentence's figures; a figure said of two benchmarks has two ties."""
    role: Role = Role.ACTUAL
    time: Time | None = None
    """The words of its period; None where the period comes from the document or there is none."""
    period: Period | None = None
    basis: Basis | None = None
    comparator: str | None = None
    direction: str | None = None
    """`up`, `down`, `same`, or `better`/`worse` where only the measure's polarity can tell."""
    unit: Unit | None = None
    """Of the figure itself, after the whole sentence was seen."""
    measured_in: Unit | None = None
    """The unit of the measure that it belongs to (a change of 3 points belongs to a share)."""
    words: tuple[int, int] | None = None
    """Offsets of the words that gave the role."""
    why: tuple[str, ...] = ()
    of_two: bool = False
    """True where the figure is said of two measures at once: 'A and B were both at 94%' has two such ties."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence taken apart."""

    text: str
    offset: int
    """Of the stretch in the sentence."""
    marks: Marks
    times: tuple[Time, ...]
    frames: tuple[Frame, ...]
    ties: tuple[Tie, ...]
    noise: tuple[tuple[int, int], ...]
    """Offsets of what says nothing of a measure: figures, times that are no definition, roles, words of change."""


_WORD = re.compile(r"\S+")


@dataclass
class LaidOut:
    """Arrays over one sentence, computed once."""

    text: str
    figures: Sequence[Mark]
    units: Sequence[Unit | None]
    times: Sequence[Time]
    words: list[int] = field(init=False)
    ends: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    brackets: list[tuple[int, int]] = field(init=False)
    """Where round brackets open and close, each up to the next one's start where it is never closed."""
    covered: str = field(init=False)
    """The text with the words of times as '@', of the same length, so that glue can be matched over them."""

    def __post_init__(self) -> None:
        self.words = [hit.start() for hit in _WORD.finditer(self.text)]
        self.ends = [hit.start() for hit in BOUNDARY.finditer(self.text)]
        self.starts = [figure.start for figure in self.figures]
        self.brackets = _brackets(self.text)
        letters = list(self.text)
        for time in self.times:
            if not time.definition and not (time.kind == "now" and _IS.match(self.text, time.start)):
                letters[time.start : time.end] = "@" + " " * (time.end - time.start - 1)
        self.covered = "".join(letters)

    def fenced(self, start: int, place: int) -> bool:
        """True for words in brackets that hold a figure, seen from a figure outside: '29% (YTD 31%)'."""
        for opens, closes in self.brackets:
            if opens < start < closes and not opens < self.figures[place].start < closes:
                return self.crossed(opens, closes) > 0
        return False

    def ends_at(self, place: int) -> int:
        """Where a figure ends with its parts or its unit: '76% (112/147)', '272 working days'."""
        figure = self.figures[place]
        last = max((end for _, end in figure.numerals), default=figure.end)
        if last > figure.end and self.text[last : last + 1] == ")":
            return last + 1
        unit = _UNIT_IN_WORDS.match(self.text, figure.end)
        return unit.end() if unit else figure.end

    def crossed(self, start: int, end: int) -> int:
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def words_between(self, start: int, end: int) -> int:
        return bisect_left(self.words, end) - bisect_left(self.words, start)

    def clause_ends(self, start: int, end: int) -> int:
        return bisect_left(self.ends, end) - bisect_left(self.ends, start)

    def before(self, place: int, reach: int = 60) -> str:
        start = self.figures[place].start
        return (
            self.text[max(0, start - reach) : start].rstrip("+-−–")
            if self.figures[place].sign
            else self.text[max(0, start - reach) : start]
        )

    def after(self, place: int, reach: int = 60) -> str:
        return self.text[self.figures[place].end : self.figures[place].end + reach]


_BRACKET = re.compile(r"[()\[\]]")


def _brackets(text: str) -> list[tuple[int, int]]:
    found, opens = [], -1
    for hit in _BRACKET.finditer(text):
        if hit.group() in "([":
            opens = hit.start()
        elif opens >= 0:
            found.append((opens, hit.start()))
            opens = -1
    return found


def is_reference(s: LaidOut, place: int) -> bool:
    """True for a figure that another is compared with: after 'from', 'than', 'compared to', or with such a time
    before it.
    """
    before = s.before(place)
    if FROM.search(before) or COMPARED.search(before):
        return True
    return any(
        t.reference
        and t.end <= s.figures[place].start
        and s.crossed(t.end, s.figures[place].start) == 0
        and s.words_between(t.end, s.figures[place].start) <= 4
        for t in s.times
    )


_CLEAN = re.compile(r"[^\w\s&'’/|,()+\-.]")


_SPACES = re.compile(r"\s+")


def without_spans(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> str:
    """The stretch of a text from `start` to `end` without some spans of it, white space made single."""
    kept, place = [], start
    for first, last in sorted(spans):
        if last <= start or first >= end:
            continue
        if first > place:
            kept.append(text[place : min(first, end)])
        place = max(place, last)
    if place < end:
        kept.append(text[place:end])
    return _SPACES.sub(" ", _CLEAN.sub(" ", " ".join(kept))).strip()
