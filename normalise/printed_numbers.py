"""How numbers and their units are printed: '1,730', '-33%', '16.5 weeks', '0.8pp'."""

from __future__ import annotations

import re
from decimal import Decimal

from records.observation import Unit

NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+"
"""A printed number. A sign belongs to it; a full stop behind it does not."""
NUM = rf"(?:{NUMBER})"
PCT = r"(?:\s?(?:%|per\s?cent|percent|pct))"
POINTS = r"(?:\s?(?:pps?|ppts?|p\.p\.|percentage points?|%\s?(?:points?|pts?)|pts?))"
_SPAN_UNITS = {
    "day": Unit.DAYS,
    "week": Unit.WEEKS,
    "wk": Unit.WEEKS,
    "month": Unit.MONTHS,
    "year": Unit.YEARS,
    "yr": Unit.YEARS,
}
COUNTED = (
    r"children|child|young people|young person|cyp|people|persons?|families|family|cases?|plans?|referrals?|contacts?"
    r"|households?|carers?|fte|incidents?|episodes?|visits?|pupils?|adults?"
)
_UNIT_TAIL = re.compile(
    rf"(?P<span>(?:working |calendar |school )?(?:days?|weeks?|wks?|months?|years?|yrs?))"
    r"|(?P<tenk>(?:per|/)\s?10(?:,?000|k)\b.*)|(?P<hundredk>(?:per|/)\s?100(?:,?000|k)\b.*)"
    rf"|(?P<counted>{COUNTED})",
    re.IGNORECASE,
)
_SAME_LENGTH = str.maketrans("−–—‐‑﹣\u00a0\u2009\u202f％’⩽⩾", "------   %'≤≥")


def plain_text(text: str) -> str:
    """The text with one sign for each kind of dash, space and per cent; as long as before, so that offsets hold."""
    return text.translate(_SAME_LENGTH)


def read_number(text: str) -> Decimal:
    """'1,730' -> 1730, '-33' -> -33. Raises decimal.InvalidOperation for anything else."""
    return Decimal(text.replace(",", "").replace(" ", "").rstrip("%"))


def joined(*notes: str | None) -> str | None:
    """Notes in one; None where there are none."""
    return "; ".join(note for note in notes if note) or None


def value_of(printed: str) -> Decimal | None:
    """The value of a number; None where it cannot be one ('007', '1,23')."""
    digits = printed.lstrip("+-")
    if re.match(r"0\d", digits):
        return None
    return read_number(printed)


def unit_behind(tail: str) -> tuple[bool, Unit | None]:
    """Whether the words behind a number are a unit, and which."""
    if not tail:
        return True, None
    if re.fullmatch(PCT, tail, re.IGNORECASE):
        return True, Unit.PERCENT
    if re.fullmatch(POINTS, tail, re.IGNORECASE):
        return True, Unit.POINTS
    found = _UNIT_TAIL.fullmatch(tail.strip())
    if not found:
        return False, None
    if found["span"]:
        return True, _SPAN_UNITS[found["span"].split()[-1].lower().rstrip("s")]
    return True, Unit.PER_10K if found["tenk"] else Unit.PER_100K if found["hundredk"] else Unit.COUNT


def is_year_like(first: str, second: str) -> bool:
    """True for 2019/20, 19-20, 2019-2020: the second names the year after the first."""
    if not (first.isdigit() and second.isdigit() and len(first) in {2, 4} and len(second) in {2, 4}):
        return False
    return int(second[-2:]) == (int(first[-2:]) + 1) % 100 and len(second) <= len(first)
