"""Months without their year beside one that has it: 'from 166 in August 2021 to 165 in September'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalise.periods import FoundPeriod, find_periods
from records.period import Period

_MONTHS = frozenset({"month", "month_end", "date"})
_YEAR = re.compile(r"\d{4}|['’-]\d\d$")
_FROM = re.compile(r"\bfrom\b[^.;]{0,60}$", re.IGNORECASE)
_ONWARDS = re.compile(r"[\s(]*[\d.,%\s)]*,?\s(?:up |down )?to\s[^;]{0,40}$", re.IGNORECASE)


def in_sequence(text: str, found: Sequence[FoundPeriod]) -> list[FoundPeriod]:
    """The times of a sentence; of a change from one month to another that has no year, the second is the next such
    month after the first.

    Only where 'from' stands ahead of the first and 'to' between the two; others are as they were found.
    """
    told = list(found[:1])
    for one in found[1:]:
        first = told[-1]
        both = first.kind in _MONTHS and one.kind in _MONTHS
        if both and first.period and _YEAR.search(first.text) and not _YEAR.search(one.text):
            onwards = _FROM.search(text[: first.start]) and _ONWARDS.fullmatch(text, first.end, one.start)
            if onwards and (one.period is None or one.period <= first.period):
                again = find_periods(one.text, reported=Period.of(first.period.end.plus(12)))
                one = replace(one, period=again[0].period) if len(again) == 1 else one
        told.append(one)
    return told
