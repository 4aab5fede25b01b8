"""A sentence -> stretches that can be tied as one, each taken apart: numerals, times, frames, ties and noise."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.frames import read_frames
from nlp.laid_out import Stretch
from nlp.marks import Mark, Marks
from nlp.numerals import read_marks
from nlp.sequences import in_sequence
from nlp.ties import tie
from nlp.times import Time, read_times
from nlp.units import units_of, with_unit_of_share
from nlp.worded_marks import worded_marks
from nlp.words import vocabulary
from normalise.periods import FoundPeriod, find_periods
from normalise.sought import sought
from records.period import Basis, Month, Period

LONGEST, MOST_FIGURES = 1000, 40
"""Characters and numerals of a stretch that is tied as one; a longer sentence is cut at its clauses."""
_DIGIT_OR_BLACK = re.compile(r"[\d█■]")
_OTHER_FIGURE = sought("xx|one in", r"X{2}|\bone in\b")
_OF_ROLE = re.compile(r"(?:['’]s?)?\s(?:averages?|rates?|figures?|benchmarks?|levels?)\b", re.IGNORECASE)
_RECENT = re.compile(
    r"\b(?:last|past|previous|recent)\s(?:[\w.]+\s)?(?:months?|years?|weeks?|quarters?"
    r"|reports?)\b(?!\s(?:or|and) more)",
    re.IGNORECASE,
)

_RUNNING = re.compile(r"\s(?:running|in a row|in succession)\b", re.IGNORECASE)
"""'for the second quarter running': how long, and not which."""
_AGES = re.compile(
    r"1[5-9]\s?[-–]\s?(?:1[6-9]|2[0-5])\s?(?:cohort|age|year[\s-]old|yr|olds|young|population|NEET)", re.IGNORECASE
)
"""'the 16-17 cohort': ages, no year 2016/17."""


_DIGITS = re.compile(r"\d+")


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentence as one, or, where it is too long to be tied as one, cut at clause ends, else at white space."""
    numerals = [hit.start() for hit in _DIGITS.finditer(text)]
    if len(text) <= LONGEST and len(numerals) <= MOST_FIGURES:
        yield 0, len(text)
        return
    clause_ends = {hit.start() for hit in re.finditer(r"[;,]\s|\s(?:but|however|whereas|while)\s", text)}
    start, last_clause, last_space = 0, 0, 0
    for end in sorted(clause_ends | {hit.start() for hit in re.finditer(r"\s", text)}) + [len(text)]:
        many = bisect_left(numerals, end) - bisect_left(numerals, start) > MOST_FIGURES
        if end - start > LONGEST or many:
            cut = last_clause if last_clause > start else last_space if last_space > start else end
            yield start, cut
            start = cut
        last_space = end
        if end in clause_ends and end - start > LONGEST // 4:
            last_clause = end
    if start < len(text):
        yield start, len(text)


def has_numerals(text: str) -> bool:
    """Whether there is anything to tie in a stretch; most have no numeral, and only words to go on with."""
    return _any_figure(text) or bool(worded_marks(text))


def _any_figure(text: str) -> bool:
    return bool(_DIGIT_OR_BLACK.search(text) or _OTHER_FIGURE.search(text))


def take_apart(text: str, offset: int, reported: Period | None, until: Month | None = None) -> Stretch:
    """A stretch of a sentence with its numerals, times, frames and ties; `offset` is its place in the sentence.

    `until` is the month of the meeting; a month without its year may lie between `reported` and it.
    """
    worded = worded_marks(text)
    if not worded and not _any_figure(text):
        return without_figures(text, offset)
    found = [one for one in find_periods(text, reported=reported) if not _AGES.match(text, one.start)]
    found = [one for one in found if not _RUNNING.match(text, one.end)]
    found = [_year_to(text, _with_its_year(text, one, reported)) for one in found]
    found = [_nearest(text, one, reported, until) for one in found]
    found = [_before_meeting(text, one, until) if reported is None and until else one for one in found]
    found = in_sequence(text, found)
    marks = read_marks(text, [(one.start, one.end) for one in found])
    marks = Marks(tuple(sorted([*marks.figures, *worded], key=lambda f: f.start)), marks.masked)
    times = read_times(text, found, marks.figures, reported=reported, until=until)
    frames = read_frames(text, marks.figures)
    units = units_of(text, marks.figures, frames)
    ties = tie(text, marks.figures, units, times, reported=reported)
    ties = [with_unit_of_share(t, ties, marks.figures) for t in ties]
    noise = _noise(text, marks.figures, times)
    return Stretch(text, offset, marks, tuple(times), tuple(frames), tuple(ties), noise)


def without_figures(text: str, offset: int = 0) -> Stretch:
    """A stretch in which there is nothing to tie, only words for the next sentence to go on with."""
    return Stretch(text, offset, Marks((), ()), (), tuple(read_frames(text, ())), (), _noise(text, (), ()))


_TWO_DIGITS = re.compile(r"\s(\d\d)(?=\s(?:has|had|have|was|were|is)\b)")


def _with_its_year(text: str, found: FoundPeriod, reported: Period | None) -> FoundPeriod:
    """'for Jan 21 has decreased': two digits behind a month, before a verb, are its year where that is the
    report's own.
    """
    year = _TWO_DIGITS.match(text[found.end :])
    if found.kind != "month" or year is None or reported is None or abs(2000 + int(year[1]) - reported.end.year) > 1:
        return found
    whole = find_periods(text[found.start : found.end + 3], reported=reported)
    if len(whole) != 1 or whole[0].end != found.end + 3 - found.start:
        return found
    return replace(whole[0], start=found.start, end=found.end + 3)


_YEAR_TO = re.compile(r"\b(?:the\s)?(?:year|twelve months|12 months)\s(?:to|ending|ended)\s(?:the\s)?$", re.IGNORECASE)


def _year_to(text: str, found: FoundPeriod) -> FoundPeriod:
    """'year to the end of August': the twelve months to it, in March the financial year."""
    ahead = _YEAR_TO.search(text[: found.start])
    if found.kind != "month_end" or ahead is None or found.period is None:
        return found
    basis = Basis.YEAR if found.period.end.month == 3 else Basis.ROLLING_12M
    period = Period.twelve_months_to(found.period.end)
    kind = "year" if basis is Basis.YEAR else "rolling_12m"
    return replace(
        found, start=ahead.start(), text=text[ahead.start() : found.end], kind=kind, period=period, basis=basis
    )


def _nearest(text: str, found: FoundPeriod, reported: Period | None, until: Month | None) -> FoundPeriod:
    """'in December 67% were', in a paper on November that met in February: the December after, not the year before."""
    if reported is None or until is None or found.kind not in {"month", "month_end", "date"} or found.period is None:
        return found
    later = found.period.end.plus(12)
    if _YEAR_SAID.search(found.text) or not 0 < later.minus(reported.end) <= 3 or later.minus(until) >= 0:
        return found
    return replace(found, period=Period.of(later))


_YEAR_SAID = re.compile(r"\d{4}|['’-]\d\d\b|[a-z]\s\d\d$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:by|until|from|since|will|next)\s(?:the\s)?(?:end of\s)?$", re.IGNORECASE)


def _before_meeting(text: str, found: FoundPeriod, until: Month) -> FoundPeriod:
    """'240 at the end of December' in minutes of February that say no month of their own: the December before."""
    if found.kind not in {"month", "month_end", "date", "quarter"} or found.period is not None:
        return found
    if _AHEAD.search(text[: found.start]):
        return found
    told = find_periods(text[found.start : found.end], reported=Period.of(until.plus(-1)))
    over = len(told) == 1 and told[0].period is not None and told[0].period.end < until
    return replace(found, period=told[0].period) if over else found


_UP_OR_DOWN = re.compile(r"(?:up|down)(?!\w)")


def _noise(text: str, figures: Sequence[Mark], times: Sequence[Time]) -> tuple[tuple[int, int], ...]:
    spans = [(f.start, f.end) for f in figures] + [span for f in figures for span in f.numerals]
    spans += [(t.start, t.end) for t in times if not t.definition]
    spans += [hit.span() for hit in _RECENT.finditer(text)]
    for kind in ("role", "change", "steady", "filler"):
        found = vocabulary(kind).find(text)
        if kind == "role":
            spans += [hit.span() for word in found if (hit := _OF_ROLE.match(text, word.end))]
        spans += [(w.start, w.end) for w in found if not _UP_OR_DOWN.match(w.words.lower())]
    return tuple(sorted(spans))
