"""The units of a sentence's figures: printed, announced by a rate, carried along a list, else a count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.figure_words import NEAR, extreme_of
from nlp.frames import Frame
from nlp.laid_out import Tie
from nlp.marks import Mark
from records.observation import Role, Unit

_PER = re.compile(r"\bper\s?(?P<base>100,?\s?000|100k|10,?\s?000|10k)\b", re.IGNORECASE)

_OF_RATES = re.compile(r"\)(?:,?\s(?:and\s)?(?:the\s)?[A-Z][\w\s]{2,30}\([\d.]+\))*\srates\b")
"""'above the North East (103) and England (71) rates': in the unit of the rate that they are held against."""
_ITS_CASELOAD = re.compile(r"\bcaseloads?\b[^%]*\bit (?:was|is)\s$", re.IGNORECASE)
_WORKERS = re.compile(
    r"\s(?:(?!cases\b)[\w-]+\s){0,4}?(?:social workers|workers|staff|practitioners|posts|vacancies)\b"
)
_CHILDREN = re.compile(r"\s(?:children|young people)\b")
"""'400 children' beside 'caseload' are children; an average of 16.5 of them is one."""
_AVERAGE_SPELL = re.compile(
    r"\b(?:average|mean|median)\s(?:number of |time in |length in )(?P<unit>day|week|month)s\b[^.;%\d]{0,90}$",
    re.IGNORECASE,
)
"""'The average number of days before moving in was 737'."""
_CHILDREN_BEHIND = re.compile(r"\s?\((?:or )?\d[\d,]*\s(?:children|young people)\)")
"""'It peaked at 64.3 (630 children)': the rate, and its count."""
MOST_CASES = 100
"""Cases of one worker: '3,907 open cases' beside the word 'caseload' are those of all."""
_WITH_ITS_COUNT = re.compile(r"\s\(\d[\d,]*\s(?:children|young people|cases|plans|referrals)\)")
"""'peaked at 64.3 (630 children)': no count and no share, so a rate."""
_THE_FIGURE_OF = re.compile(r"\brate\b[^.;%]*\b(?:the|our) figure (?:of|is|was)\s$", re.IGNORECASE)
_SCORE = re.compile(r"\b(?:average|mean)\s(?:[\w’']+\s){0,6}?scores?\b[^.;%\d]{0,90}$", re.IGNORECASE)
_CASELOAD = re.compile(r"\bcaseloads?\b", re.IGNORECASE)


def units_of(text: str, figures: Sequence[Mark], frames: Sequence[Frame]) -> list[Unit | None]:
    """Units of the figures: printed, announced by a rate, carried along a list, else a count.

    None: a decimal that only its measure explains.
    """
    units: list[Unit | None] = [figure.unit for figure in figures]
    for place, unit in rate_units(text, figures).items():
        units[place] = unit
    carried = {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.CASES_PER_WORKER, Unit.PER_10K}
    for place, figure in enumerate(figures):
        decimal = _is_decimal(figure)
        if _SCORE.search(text[: figure.start]) and "%" not in text[figure.start : figure.end + 1] and not figure.worded:
            units[place] = Unit.RATIO  # also in '13.2 and 68% of questionnaires'
        if decimal and units[place] is None and _ITS_CASELOAD.search(text[: figure.start]):
            units[place] = Unit.CASES_PER_WORKER
        spell = _AVERAGE_SPELL.search(text, 0, figure.start) if units[place] is None else None
        if spell and not NEAR.match(text, figure.end):
            units[place] = Unit(f"{spell['unit'].lower()}s")
        if decimal and units[place] is None and _CHILDREN_BEHIND.match(text, figure.end):
            units[place] = Unit.PER_10K
        if decimal and units[place] is None and _goes_on_with_caseloads(text, figures, units, place):
            units[place] = Unit.CASES_PER_WORKER
        if units[place] is not None or figure.worded:
            continue
        frame = next(f for f in frames if f.start <= figure.start < f.end or f is frames[-1])
        near = [
            units[p]
            for p, other in enumerate(figures)
            if units[p] in carried and frame.start <= other.start < frame.end
        ]
        if near and (decimal or near[0] is not Unit.PER_10K) and not NEAR.match(text, figure.end):
            units[place] = near[0]
        elif _CASELOAD.search(text if extreme_of(text, frame, figure) else text[frame.start : frame.end]) and not (
            _WORKERS.match(text, figure.end)
            or (_CHILDREN.match(text, figure.end) and not decimal)
            or (figure.value or 0) > MOST_CASES
        ):
            units[place] = Unit.CASES_PER_WORKER
        elif not decimal and not _OF_RATES.match(text, figure.end):
            units[place] = Unit.COUNT
    units = [
        Unit.PER_10K if unit is None and _is_decimal(figure) and _WITH_ITS_COUNT.match(text, figure.end) else unit
        for unit, figure in zip(units, figures)
    ]
    return [unit if unit is not None or not figure.worded else Unit.COUNT for unit, figure in zip(units, figures)]


def _goes_on_with_caseloads(text: str, figures: Sequence[Mark], units: Sequence[Unit | None], place: int) -> bool:
    """'Caseloads average 15.6; in the duty team they are 17.9 and in the disability team 13.1'."""
    if place == 0 or units[place - 1] is not Unit.CASES_PER_WORKER:
        return False
    gap = text[figures[place - 1].end : figures[place].start]
    return "%" not in gap and bool(_IN_A_TEAM.search(gap)) and bool(_CASELOAD.search(text, 0, figures[0].start))


_IN_A_TEAM = re.compile(r"\b(?:teams?|service|they (?:are|were))\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s(?:(?!(?:for|in|per|of|and|against|compared|than|to|with|from|at|on|by|among|across)\b)[a-z-]+\s){0,3}"
    r"(?:children|young|referrals|cases|contacts|assessments|incidents|plans|households|carers|families|people)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\brates?\b", re.IGNORECASE)
_RATE_AHEAD = re.compile(r"\brates?\b[^.;,]{0,60}$", re.IGNORECASE)
_THERE_WERE = re.compile(
    r"\bthere (?:were|was|are|is|have been|has been|had been)\s(?:only |just |some |about )?$", re.IGNORECASE
)


def rate_units(text: str, figures: Sequence[Mark]) -> dict[int, Unit]:
    """Bare numbers that a rate announced before them rules: place of the figure -> its unit.

    'As a rate per 10,000, the figure was 51.3 ... (62)' rules all after it; in '46 (8.3 per 10k)' the first is a count.
    """
    per = _PER.search(text)
    unit = (
        Unit.PER_100K
        if per and per["base"].lower().startswith(("100,", "100 ", "1000", "100k")) and "100" in per["base"]
        else Unit.PER_10K
    )
    rate = _RATE.search(text)
    printed = [place for place, figure in enumerate(figures) if figure.unit in {Unit.PER_10K, Unit.PER_100K}]
    answer: dict[int, Unit] = {}
    if per and text.count("(", 0, per.start()) > text.count(")", 0, per.start()):
        # '28 plans (rate of 4.3 per 10,000), compared to 30 (4.5)': only what stands in brackets is a rate
        bracketed = {n for n, f in enumerate(figures) if text.count("(", 0, f.start) > text.count(")", 0, f.start)}
        every = rate is not None and 0 < len(bracketed) == len(figures) and rate.start() < figures[0].start
        return {n: unit for n in bracketed if figures[n].unit is None and (every or _is_decimal(figures[n]))}
    if per:
        said = min([per.start()] + [figures[place].start for place in printed] + ([rate.start()] if rate else []))
    elif rate:
        said = rate.start()
    else:
        return answer
    for place, figure in enumerate(figures):
        if figure.unit is not None or figure.worded or figure.suppressed or figure.start < said:
            continue
        alone = _COUNTED.match(text[figure.end :])
        direct = _is_decimal(figure) or _RATE_AHEAD.search(text[: figure.start])
        direct = direct or _THE_FIGURE_OF.search(text[: figure.start])
        counted = _THERE_WERE.search(text[: figure.start])
        if _counts_again(figure, figures, said):
            continue
        alone = None if _is_decimal(figure) else alone
        if not alone and not counted and (per or (direct and figure.value is not None and figure.value > Decimal(1))):
            answer[place] = unit
    return answer


def _counts_again(figure: Mark, figures: Sequence[Mark], said: int) -> bool:
    """'1,332 children, a rate of 77.4, compared with 1,306': near the count and far from the rate, so a count."""
    counts = [f.value for f in figures if f.unit is None and f.end < said and not _is_decimal(f) and f.value]
    rates = [f.value for f in figures if said <= f.start < figure.start and f.value]
    value = figure.value
    if not counts or not rates or value is None or _is_decimal(figure):
        return False
    return counts[0] / 2 < value < counts[0] * 2 and value > rates[0] * 2


def _is_decimal(figure: Mark) -> bool:
    """Whether a decimal point is printed: '573.0' too."""
    return figure.value is not None and not figure.worded and int(figure.value.as_tuple().exponent) < 0


def with_unit_of_share(one: Tie, ties: Sequence[Tie], figures: Sequence[Mark]) -> Tie:
    """A bare target or benchmark of a share is a share ('81% against a target of 85')."""
    if (
        (one.role.is_goal or one.role.is_benchmark)
        and one.unit in {Unit.COUNT, None}
        and figures[one.figure].unit is None
    ):
        others = [t for t in ties if t.role is Role.ACTUAL or t.role.is_benchmark]
        shares = [t.unit for t in sorted(others, key=lambda t: abs(t.figure - one.figure)) if t.figure != one.figure]
        fewer = [t.figure for t in ties if t.role is Role.CHANGE and t.unit is Unit.COUNT and t.figure < one.figure]
        if shares and fewer and shares[0] is Unit.PERCENT and not any(fewer[-1] < t.figure < one.figure for t in ties):
            return one  # '20% were adopted, six fewer orders than last year and behind the target of 54'
        if shares and shares[0] in {Unit.PERCENT, Unit.PER_10K, Unit.DAYS, Unit.WEEKS}:
            return replace(one, unit=shares[0], measured_in=shares[0])
    return one
