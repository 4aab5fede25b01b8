"""One measure, one time, two values: in the commentary and a table, or in two tables of one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from checks.quoting import agree, is_certain, quoted, subject
from records.catalogue import Indicator
from records.observation import Observation, Origin, Role, Unit
from records.reading import Finding

Key = tuple[object, ...]
POINTS_APART = 5
"""Shares further apart than this are hardly of one thing."""


def text_and_table(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A figure of the commentary that no table or tile of the report bears out, though they have the measure then.

    Sentences are harder to read than tables, so what may be our own mistake is passed over: a figure that a table
    gives for another time or another measure, one whose sentence has other figures of the measure or the table's own
    value, and one too far from the table's to be of the same thing.
    """
    tables, texts = by_measure_and_time(observations)
    in_tables = {(o.value, o.unit) for o in observations if o.origin is not Origin.PROSE and o.value is not None}
    company: dict[int | None, list[Observation]] = defaultdict(list)
    for figure in observations:
        if figure.origin is Origin.PROSE:
            company[figure.evidence.sentence].append(figure)
    for key, places in texts.items():
        printed = [place for found in tables.get(key, {}).values() for place in found]
        for place in places:
            said = observations[place]
            if not printed or any(agree(said, observations[other]) for other in printed):
                continue
            nearest = min(printed, key=lambda other: distance(said, observations[other]))
            if (said.value, said.unit) in in_tables or not is_near(said, observations[nearest]):
                continue
            if is_told_apart(said, observations[nearest], company[said.evidence.sentence]):
                continue
            where = "a table" if observations[nearest].origin is Origin.TABLE else "a dashboard"
            message = (
                f"{subject(said, indicators)}: the text says {quoted(said)}, {where} {quoted(observations[nearest])}."
            )
            yield Finding("text_and_table", "warning", message, said.evidence.page, (place, nearest))


def is_near(said: Observation, table: Observation) -> bool:
    """True where two values are like enough to be of one thing: within a tenth, or some points of a share."""
    assert said.value is not None and table.value is not None
    if said.unit is Unit.PERCENT:
        return distance(said, table) <= POINTS_APART
    return distance(said, table) <= abs(table.value) / 10


def is_told_apart(said: Observation, table: Observation, company: Sequence[Observation]) -> bool:
    """True where the sentence itself gives the table's value, or several of the measure: a range, or two times."""
    others = [other for other in company if other is not said and other.value is not None]
    return any(
        other.value == table.value or (other.indicator_id == said.indicator_id and other.unit == said.unit)
        for other in others
    )


def table_and_table(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Two tables of a report that give one measure two values for one time.

    A table that itself gives two is passed over: its rows are of several things that we could not tell apart. So are
    tiles: the small figures around a big one are of other times.
    """
    tables, _ = by_measure_and_time(observations)
    for found in tables.values():
        single = [
            places[0]
            for (kind, *_), places in found.items()
            if kind == "table" and len({observations[p].value for p in places}) == 1
        ]
        for number, first in enumerate(single):
            other = next((p for p in single[number + 1 :] if not agree(observations[first], observations[p])), None)
            if other is not None:
                one, two = observations[first], observations[other]
                message = f"{subject(one, indicators)}: one table says {quoted(one)}, another {quoted(two)}."
                yield Finding("table_and_table", "warning", message, one.evidence.page, (first, other))
                break


def distance(one: Observation, other: Observation) -> Decimal:
    """How far apart two values are."""
    assert one.value is not None and other.value is not None
    return abs(one.value - other.value)


def by_measure_and_time(
    observations: Sequence[Observation],
) -> tuple[dict[Key, dict[Key, list[int]]], dict[Key, list[int]]]:
    """(measure, unit, period, basis) -> table or tile -> its figures; and the same -> the figures of the commentary."""
    tables: dict[Key, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    texts: dict[Key, list[int]] = defaultdict(list)
    for place, figure in enumerate(observations):
        dated = figure.role is Role.ACTUAL and figure.period is not None and figure.basis is not None
        if not is_certain(figure) or not (dated or figure.role.is_benchmark):
            continue
        key = (figure.indicator_id, figure.unit, figure.role, figure.period, figure.basis)
        if figure.origin is Origin.PROSE:
            texts[key].append(place)
        elif figure.evidence.table is not None:
            tables[key][("table", figure.evidence.table)].append(place)
        else:
            tables[key][("tile", figure.evidence.page, figure.evidence.box)].append(place)
    return tables, texts
