"""A figure of the narrative that the report's own tables state too: the table says over which months it runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from records.observation import Observation, Origin, Role
from records.period import Basis, Month, Timing

BARE = (Basis.MONTH, Basis.SNAPSHOT)
"""Bases that a bare month was given by the kind of its measure, where no words said one."""
LOOKS_BACK = (Basis.ROLLING_12M, Basis.YTD, Basis.AVERAGE_12M)
"""Bases that a sentence names by their closing month alone. A quarter's column is none: it says its months."""


def lean_on_tables(observations: Sequence[Observation]) -> list[Observation]:
    """The figures of one report, those of its prose on the basis on which its tables state the same figure.

    'Section 47 enquiries, 368.6 per 10,000 in December' says a month; the table beside it has 368.6 for the twelve
    months that end in December, and nothing for the month alone. Only the same measure, unit and value, of months that
    end together, on one basis, counts; a table that has a figure for the bare month keeps the two apart.
    """
    stated: dict[tuple[str, object, Month], dict[Timing, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for one in observations:
        if one.origin is not Origin.PROSE and one.role is Role.ACTUAL and one.indicator_id and one.period and one.basis:
            place = stated[one.indicator_id, one.unit, one.period.end]
            if one.value is not None:
                place[Timing(one.period, one.basis)].add(one.value)
    return [
        _leaned(one, stated.get((one.indicator_id or "", one.unit, one.period.end), {}) if one.period else {})
        for one in observations
    ]


def _leaned(one: Observation, stated: dict[Timing, set[Decimal]]) -> Observation:
    """`one` on the only basis on which a table has its value, where no table has its own."""
    if one.origin is not Origin.PROSE or one.role is not Role.ACTUAL or one.basis not in BARE or one.value is None:
        return one
    if any(timing.basis in BARE for timing in stated):
        return one
    fitting = [timing for timing, values in stated.items() if timing.basis in LOOKS_BACK and one.value in values]
    if len(fitting) != 1:
        return one
    said = f"the report's table has this figure as {fitting[0].basis}"
    return replace(
        one, period=fitting[0].period, basis=fitting[0].basis, note=f"{one.note}; {said}" if one.note else said
    )
