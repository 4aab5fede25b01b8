"""In what a difference is measured: points of a share, or how much per cent of a number or a rate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.laid_out import LaidOut, Tie
from nlp.words import Found
from records.observation import Role, Unit

_OF_COUNTS = re.compile(r"\bnumbers? of\b", re.IGNORECASE)


_IN_THE_NUMBER = re.compile(
    r"[\s)]*(?:[a-z]+\s){0,3}?in\s(?:the\s|our\s|overall\s|total\s|actual\s)*(?:numbers?|volumes?)\s(?:of|who|leaving|entering)\b",
    re.IGNORECASE,
)
_THE_NUMBER = re.compile(
    r"\b(?:numbers?|volumes?)\sof\b(?:(?!\b(?:percentage|proportion|rate)\b)[^,;:.%\d])*$", re.IGNORECASE
)
_TO_A_SHARE = re.compile(r"\s?(?:points?\s)?\(?(?:to|from)\s")


_NUMBERS_WERE = re.compile(
    r"\W*(?:(?:the|overall|total|our|new) )*(?:[a-z]+ ){0,3}?(?:numbers|contacts|(?<!re )(?<!re-)referrals"
    r"|children looked after|looked after children|children in (?:care|need)|admissions"
    r"|enquiries|investigations|assessments|demand)\s"
    r"(?:were|was|are|is|have|has|had|rose|fell|increased|decreased)\b",
    re.IGNORECASE,
)
"""'Contacts were up 9%': how much of a number."""
_IN_MANY = re.compile(
    r"\s(?:[a-z]+\s)?in\s(?:the\s|our\s|all\s)?(?:[a-z]+\s)?(?:children|young people|[a-z]{4,}(?<![suai])s)\b(?!\s?%)"
)


def _of_many(s: LaidOut, place: int) -> Unit | None:
    """'A 12% rise in contacts': how much of a number; None where what rose may be a share too."""
    return Unit.COUNT if _IN_MANY.match(s.text, s.figures[place].end) else None


def _number_moved(s: LaidOut, place: int) -> bool:
    """'A 2.4% decrease in the number of': how much of a number, whatever else the sentence says in per cent."""
    figure = s.figures[place]
    following = s.figures[place + 1] if place + 1 < len(s.figures) else None
    if following and following.unit is Unit.PERCENT and _TO_A_SHARE.fullmatch(s.text[figure.end : following.start]):
        return False
    if _IN_THE_NUMBER.match(s.text, figure.end, following.start if following else len(s.text)):
        return True
    opens = s.figures[place - 1].end if place else 0
    if place and s.units[place - 1] is Unit.COUNT and s.text[opens : figure.start] == " (":
        return True
    return bool(_THE_NUMBER.search(s.text[opens : figure.start]))


def _of_clause(s: LaidOut, place: int, others: Sequence[Tie]) -> Sequence[Tie]:
    """The other figures between the same semicolons, which a difference may be of; all of them where there is none."""
    start = s.figures[place].start
    ends = s.text.find(";", start)
    begins, ends = s.text.rfind(";", 0, start), ends if ends > 0 else len(s.text)
    return [t for t in others if begins < s.figures[t.figure].start < ends] or others


def change_unit(
    s: LaidOut, place: int, others: Sequence[Tie], measured: Unit | None, changes: dict[int, Found]
) -> tuple[Role, Unit | None, Unit | None]:
    """Role and unit of a difference, and the unit of its measure.

    A difference of two shares printed with % is points.
    """
    unit = s.units[place]
    if unit is Unit.POINTS:
        return Role.CHANGE, Unit.POINTS, Unit.PERCENT
    if unit is not Unit.PERCENT:
        if unit is None and measured is Unit.PERCENT:
            return Role.CHANGE, Unit.POINTS, measured  # '69.3%, 2.3 better than in June'
        return Role.CHANGE, unit or measured, measured or unit
    if changes[place].words.lower() == "gap":
        return Role.CHANGE, Unit.POINTS, Unit.PERCENT
    value = s.figures[place].value
    others = _of_clause(s, place, others)
    counts = [s.figures[t.figure].value for t in others if s.units[t.figure] is not Unit.PERCENT]
    grown = any(
        a and b and value and abs(abs(a - b) / b * 100 - value) <= Decimal("0.6") for a in counts for b in counts
    )
    if grown:
        return Role.PCT_CHANGE, Unit.PERCENT, measured or Unit.COUNT
    if _number_moved(s, place):
        return Role.PCT_CHANGE, Unit.PERCENT, Unit.COUNT
    shares = [s.figures[t.figure].value for t in others if s.units[t.figure] is Unit.PERCENT]
    pairs = [(a, b) for a in shares for b in shares if a is not None and b is not None and a != b]
    if (
        value is not None
        and any(b and abs(abs(a - b) / b * 100 - value) <= Decimal("0.6") for a, b in pairs)
        and not any(abs(abs(a - b) - value) <= Decimal("0.11") for a, b in pairs)
    ):
        return Role.PCT_CHANGE, Unit.PERCENT, Unit.PERCENT
    if _NUMBERS_WERE.match(s.text) and not any(
        s.units[t.figure] is Unit.PERCENT and t.figure not in changes for t in others
    ):
        return Role.PCT_CHANGE, Unit.PERCENT, Unit.COUNT
    levels = [t for t in others if t.figure not in changes]
    if any(s.units[t.figure] is Unit.PERCENT for t in levels) or (
        shares and not levels and not _OF_COUNTS.search(s.text)
    ):
        return Role.CHANGE, Unit.POINTS, Unit.PERCENT
    others_unit = [s.units[t.figure] for t in levels]
    if others_unit:
        return Role.PCT_CHANGE, Unit.PERCENT, others_unit[0] or Unit.COUNT
    head = re.search(
        r"\b(?:percentage|proportion|timeliness|share of)\b|(?<!\d)(?<!\d )% (?=[a-z])", s.text, re.IGNORECASE
    )
    return (Role.CHANGE, Unit.POINTS, Unit.PERCENT) if head else (Role.PCT_CHANGE, Unit.PERCENT, _of_many(s, place))
