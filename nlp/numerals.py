"""Sentence -> its numerals: which are figures, with what their own form says, and which are something else.

One pattern finds every numeral; the masks take out what is no figure (a mask's reason becomes the rejection). What
stays is a figure: per cent, days, a fraction, a sign, a redaction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.joined_marks import with_fractions, with_ranges, with_shares_in_words
from nlp.marks import NUMERAL, Mark, Marks, Masked, number_of
from nlp.masks import reasons_of
from nlp.worded_marks import OF_FIELD, redacted_marks
from nlp.words import vocabulary
from normalise.number_words import SMALL_WORDS
from records.observation import Unit

_BOUND = re.compile(
    r"(?P<goal>\b(?:target|ambition|tolerance)s?\s?(?:of|is|was|:|at|for this|set at)?\s)?"
    r"\b(?P<bound>below|above|over|under|more than|less than|fewer than|at least|at most"
    r"|no more than|no less than|exceed(?:s|ed|ing)?|in excess of|greater than|upwards of)\s"
    r"(?P<the>the\s)?$",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(rf"(?:\d|\b{SMALL_WORDS}\b)[^.;,]{{0,40}}$", re.IGNORECASE)
_APPROXIMATE = re.compile(
    r"(?:\b(?:close to|around|about|approximately|approx\.?|circa|nearly|almost|roughly|some"
    r"|just (?:over|under|below|above)|c\.)|~)\s?$",
    re.IGNORECASE,
)
_OF_WHAT_IS = re.compile(
    r"(?:^|[\s(])(?P<said>(?:over|more than|in excess of|upwards of|well over|above))\s$", re.IGNORECASE
)
_COUNTS_OF_FIELD = re.compile(
    r"\s(?:(?!(?:in|of|and|or|by|to|from|for|with|at|on|per|were|was|had|have|has|are|is|year|years|days|weeks"
    r"|months|hours"
    rf"|miles)\b)[\w’'-]+\s){{0,5}}?(?:{OF_FIELD}|calls|reviews|visits|audits|people|pupils|students|uasc"
    r"|applications|enquiries)\b",
    re.IGNORECASE,
)
_NOT_WHAT_IS = re.compile(
    r"\b(?:should|must|shall|will|would|can|could|may|might|if|where|when|unless|aims?|targets?|limit|threshold"
    r"|capacity"
    r"|caseloads?|workers?|each|every|per|nobody|no one|none|not|fewer|reduce to|keep)\b[^.;]*$",
    re.IGNORECASE,
)
"""A rule, a limit or a case thought of, and who has many: 'no worker had more than 25 cases' counts nothing."""
_UNIT_AFTER = {
    Unit.POINTS: re.compile(
        r"\s?(?:%|per\s?cent(?:age)?)?[\s-]?(?:age )?(?:points?|pp|ppts?|pps|p\.p\.)(?!\w)", re.IGNORECASE
    ),
    Unit.PERCENT: re.compile(r"\s?(?:%|per\s?cent(?!age)\b|percent\b)", re.IGNORECASE),
    Unit.RATIO: re.compile(r"\s?(?:\b(?:children |young people )?per |/)\s?1[,\s]?000(?![\d,]*\d)", re.IGNORECASE),
    Unit.PER_100K: re.compile(
        r"\s?\(?(?:\b(?:children |young people )?per |/)\s?(?:100[,\s]?000"
        r"|100k)",
        re.IGNORECASE,
    ),
    Unit.PER_10K: re.compile(
        r"\s?\(?(?:\b(?:(?:children|young people|cases) )?\(?(?:per|(?:for|in) every) |/)\s?(?:10[,.\s]?000|10k)",
        re.IGNORECASE,
    ),
}


def read_marks(text: str, periods: Sequence[tuple[int, int]] = ()) -> Marks:
    """The figures and the masked numerals of a sentence.

    `periods` are the offsets of words that name a period; their numerals are masked with the reason PERIOD.
    Every numeral of the text is in exactly one of the two answers (in a figure's `numerals`, or masked).
    """
    numerals = [hit.span() for hit in NUMERAL.finditer(text)]
    reasons = reasons_of(text, numerals, periods)
    free = [span for span in numerals if span not in reasons]
    figures = _figures(text, free)
    noughts = [span for f in figures if f.range_of == 0 and f.value == 0 for span in f.numerals]
    figures = [replace(f, range_of=None) if f.range_of == 1 and noughts else f for f in figures]
    figures = [f for f in figures if not (f.range_of == 0 and f.value == 0)]
    figures, bounds = _without_bounds(text, figures)
    figures, times = _without_spans_of_time(text, figures)
    figures += redacted_marks(text)
    used = {span for figure in figures for span in figure.numerals}
    masked = [Masked(start, end, reason) for (start, end), reason in reasons.items() if (start, end) not in used]
    masked += [Masked(start, end, "a bound, not a value") for start, end in bounds]
    masked += [Masked(start, end, "a span of time") for start, end in times]
    masked += [Masked(start, end, "the nought that a range begins with") for start, end in noughts]
    return Marks(tuple(sorted(figures, key=lambda f: f.start)), tuple(sorted(masked, key=lambda m: m.start)))


def _figures(text: str, free: list[tuple[int, int]]) -> list[Mark]:
    figures = [_plain_figure(text, span) for span in free]
    return with_shares_in_words(text, with_fractions(text, with_ranges(text, figures)))


_OPENS = re.compile(r"[\s-]?(\(?)")
_PRINTED_SHARE = re.compile(r"\s?(?:%|per\s?cent(?!age)|percent(?!age))", re.IGNORECASE)
_OF_MINUS = re.compile(r"\b(?:of|by)\s[-–−]$", re.IGNORECASE)
"""'a decrease of -1.9%'."""

_SCORE = re.compile(
    r"\b(?:progress 8|scores?|figures?)\b"
    r"(?:(?!\b(?:up|down|by|increas|decreas|reduc|chang|fall|fell|rise|rose|drop|declin|improv))[^.;%(]|\.(?=\d)){0,80}\s$",
    re.IGNORECASE,
)
"""'an average Progress 8 score of -0.82': less than nought, as a score may be."""


def _plain_figure(text: str, span: tuple[int, int]) -> Mark:
    start, end = span
    after = text[end : end + 40]
    unit, stop = None, end
    for candidate, pattern in _UNIT_AFTER.items():
        hit = pattern.match(after)
        if hit:
            unit = candidate
            printed = _PRINTED_SHARE.match(after)
            stop = end + printed.end() if printed and candidate in {Unit.PERCENT, Unit.POINTS} else end
            break
    else:
        hit = _OPENS.match(after)
        found = vocabulary("unit").opens(after[hit.end() :]) if hit else None
        unit = Unit(found.value) if found and not hit[1] else None  # type: ignore[index]
    before = text[max(0, start - 24) : start]
    sign: str | None = (
        before[-1] if before and before[-1] in "+-−–" and (len(before) < 2 or before[-2] in " (,;") else None
    )
    if sign in {"−", "–"}:
        sign = "-"
    if sign == "-" and before[-2:-1] == " " and before.rstrip("-–− ")[-1:].isalnum() and not _OF_MINUS.search(before):
        sign = None  # 'Oct - 12': a dash, not a minus
    if before[-1:] in set("-−–") and unit is None and _SCORE.search(text[: start - 1]) and "." in text[start:end]:
        return Mark(start - 1, stop, -number_of(text[start:end]), unit, (span,))
    approximate = _APPROXIMATE.search(before)
    note = f"approximate: '{approximate.group().strip()} {text[start:stop]}'" if approximate else None
    return Mark(start, stop, number_of(text[start:end]), unit, (span,), sign=sign, note=note)


_LASTS = re.compile(
    r"\b(?:averages?|avg|mean|median|took|takes?|taken|taking|waits?|waited|waiting|last(?:s|ed|ing)|length"
    r"|durations?"
    r"|timescales?|timeliness|longest|shortest|target|benchmark|threshold|days (?:between|from)"
    r"|time (?:taken|between|from|to)|(?:figures?|scores?)\s(?:is|are|was|were))\b",
    re.IGNORECASE,
)
_SPANS = frozenset({Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS})


def _without_spans_of_time(text: str, figures: list[Mark]) -> tuple[list[Mark], list[tuple[int, int]]]:
    """'Members asked whether 3 weeks was enough' measures nothing; 'cases took 36 weeks' and '157.4 days' do."""
    if _LASTS.search(text):
        return figures, []
    spans = [f for f in figures if f.unit in _SPANS and f.value is not None and f.value == f.value.to_integral_value()]
    if len({f.unit for f in figures if f not in spans} & _SPANS):
        return figures, []
    return [f for f in figures if f not in spans], [span for f in spans for span in f.numerals]


def _said_of_what_is(text: str, figure: Mark) -> str:
    """'Over 700 children are supported' -> 'over'; empty for a limit, a share or a span."""
    hit = _OF_WHAT_IS.search(text[: figure.start])
    if hit is None or figure.unit not in {None, Unit.COUNT} or figure.value is None or figure.value < 20:
        return ""
    counts = _COUNTS_OF_FIELD.match(text, figure.end) and not _NOT_WHAT_IS.search(text[: hit.start()])
    return hit["said"] if counts else ""


_HELD_AGAINST = re.compile(
    r"\)?\s?(?:(?:internal|local|national|statistical|stat|regional|council|annual|corporate"
    r")\s)*(?:neighbour|target|average|benchmark|national|england|threshold|figure)",
    re.IGNORECASE,
)
_JUST = re.compile(r"\bjust (?:over|under|below|above)\s(?:the\s)?$", re.IGNORECASE)


def _without_bounds(text: str, figures: list[Mark]) -> tuple[list[Mark], list[tuple[int, int]]]:
    """'fell below 81%' says no value; 'just below the 80% target' and 'above the average (218)' do."""
    kept, bounds = [], []
    for figure in figures:
        before, after = text[max(0, figure.start - 40) : figure.start], text[figure.end : figure.end + 40]
        hit = _BOUND.search(before)
        named = _HELD_AGAINST.match(after)
        role_ahead = vocabulary("role").pattern.match(after.lstrip())
        just = _JUST.search(before)
        if hit and (hit["goal"] or (hit["the"] and _SAID_BEFORE.search(text[: figure.start - len(hit.group())]))):
            hit = None  # 'the target of no more than 18', '68 fewer than the 326 at ...'
        if hit and (said := _said_of_what_is(text, figure)):
            kept.append(replace(figure, note=f"approximate: '{said} {text[figure.start : figure.end]}'"))
        elif hit and not named and not role_ahead and not just and figure.numerals and not figure.worded:
            bounds += list(figure.numerals)
        else:
            kept.append(figure)
    return kept, bounds
