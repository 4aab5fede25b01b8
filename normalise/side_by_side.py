"""The labels of one table side by side -> which of them arithmetic decides, and which names the others deny.

A share is its count over its base; two labels of one table that differ in their figures are not one measure. Only what
likeness of words named, or left open, is touched: names by the very words stand, a slip of the source stays its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalise.periods import read_basis
from records.catalogue import Indicator, Label
from records.observation import Candidate, Origin, Role, Unit

FEWEST = 2
"""Places (a month, a column) at which the arithmetic must be seen; once may be chance."""
WITHIN = Decimal(1)
"""Percentage points by which a share and its count over its base may differ: rounding, and cases that came late."""
SURE = frozenset(("exact", "alias", "person"))
SURENESS = {"model": 0, "alias": 1}
"""Ways of naming that give way to a surer one; all others are by the very words, or a person's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One label of a table with its figures."""

    text: str
    unit: Unit | None
    indicator_id: str | None
    """None where the label awaits a decision."""
    method: str | None
    likely: tuple[str, ...]
    """The measures that the label could be."""
    values: Mapping[object, Decimal]
    """The council's own figures by where they stand (their period and basis, or their column)."""


def lines_of(
    candidates: Sequence[Candidate], units: Sequence[Unit | None], labels: Sequence[Label]
) -> list[list[tuple[Line, list[int]]]]:
    """For each table its lines, each with the places of its figures among the candidates. Parts and prose are left out.

    A value stands at its period, or where a heading names none at its column; rows of a year to date ("… (YTD)") and of
    a month are not beside each other.
    """
    tables: dict[object, dict[tuple[object, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (candidate, unit) in enumerate(zip(candidates, units)):
        if candidate.origin is Origin.TABLE and candidate.part is None and candidate.label:
            key = (candidate.headings, candidate.label, unit)
            tables[(candidate.evidence.page, candidate.evidence.table)][key].append(place)
    return [
        [(_line(places, candidates, units, labels), places) for places in rows.values()] for rows in tables.values()
    ]


def _line(
    places: Sequence[int], candidates: Sequence[Candidate], units: Sequence[Unit | None], labels: Sequence[Label]
) -> Line:
    label, values = labels[places[0]], dict[object, Decimal]()
    for place in places:
        one = candidates[place]
        if one.role is Role.ACTUAL and one.figure.value is not None:
            where = (one.timing.period, one.timing.basis) if one.timing.period else one.column
            values.setdefault((where, read_basis(one.label)), one.figure.value)
    named = label.indicator_id if label.status == "accepted" else None
    likely = tuple(candidate.indicator_id for candidate in label.candidates)
    return Line(label.text, units[places[0]], named, label.method, likely, values)


def told_by_arithmetic(lines: Sequence[Line], indicators: Mapping[str, Indicator]) -> dict[int, str]:
    """Places of open lines -> the one likely measure that is its count over its base in this table."""
    known = _known(lines)
    told = {}
    for place, line in enumerate(lines):
        if line.indicator_id is None:
            fitting = [one for one in line.likely if _holds(line, indicators.get(one), known) is True]
            if len(fitting) == 1:
                told[place] = fitting[0]
    return told


def _sureness(line: Line) -> int:
    """0 of a name by likeness, 1 of one by the words in one spelling, 2 of one by the very words or by a person."""
    return SURENESS.get(line.method or "", len(SURENESS))


def denied_by_others(lines: Sequence[Line], indicators: Mapping[str, Indicator]) -> dict[int, str]:
    """Places of lines that not their very words named -> what in their table speaks against the name.

    Of two lines of one measure with other figures the less surely named gives way, both where they are named alike.
    """
    known = _known(lines)
    denied = {}
    for place, line in enumerate(lines):
        if line.indicator_id is None or _sureness(line) == len(SURENESS):
            continue
        twice = [other for other in lines if other.indicator_id == line.indicator_id and other.text != line.text]
        twice = [other for other in twice if _sureness(other) >= _sureness(line)]
        surest = max(map(_sureness, twice), default=0)
        twice = [other for other in twice if _sureness(other) == surest]
        if any(_differ(line, other) for other in twice):
            others = ", ".join(sorted({other.text for other in twice}))
            denied[place] = f"another label of its table is {line.indicator_id}, with other figures: {others}"
        elif line.method not in SURE and _holds(line, indicators.get(line.indicator_id), known) is False:
            denied[place] = f"it is not the count over the base that its table gives for {line.indicator_id}"
    return denied


def _known(lines: Iterable[Line]) -> dict[str, Mapping[object, Decimal]]:
    """The figures of the measures that one label alone, and its very words, name."""
    named: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.indicator_id is not None and line.method in SURE:
            named[line.indicator_id].append(line)
    return {indicator_id: found[0].values for indicator_id, found in named.items() if len(found) == 1}


def _holds(line: Line, indicator: Indicator | None, known: Mapping[str, Mapping[object, Decimal]]) -> bool | None:
    """Whether a line is a measure's count over its base; None where the table does not give them often enough.

    Most places decide: a paper may have a slip in one month.
    """
    if indicator is None or indicator.unit is not Unit.PERCENT or line.unit is not Unit.PERCENT:
        return None
    counts, bases = known.get(indicator.count_id or "", {}), known.get(indicator.of_id or "", {})
    places = [place for place in line.values if place in counts and bases.get(place)]
    if len(places) < FEWEST:
        return None
    right = sum(abs(100 * counts[place] / bases[place] - line.values[place]) <= WITHIN for place in places)
    if right * 2 > len(places):
        return True
    return False if right * 4 < len(places) else None


def _differ(line: Line, other: Line) -> bool:
    """Whether two lines differ in most of the places where both have a figure."""
    both = [place for place in line.values if place in other.values]
    return bool(both) and 2 * sum(line.values[place] != other.values[place] for place in both) > len(both)
