"""Changes that their own two values deny. Rounding is given its full due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from checks.quoting import is_certain, last_unit, months, named, number, on_page, quoted
from records.catalogue import Indicator
from records.observation import Direction, Observation, Role, Unit
from records.period import Period
from records.reading import Finding

Places = dict[tuple[object, ...], list[int]]
"""Some key -> places of figures."""


def stated_change(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A change ('5 less than in October') that its own two values (197; 192) deny.

    The two values are those of the change's own sentence or table row; a paper's other tables may count otherwise.
    Source: barnsley-2020-11, sentence 8.
    """
    near = by_place(observations)
    for place, change in enumerate(observations):
        if change.role not in (Role.CHANGE, Role.PCT_CHANGE) or not is_certain(change) or change.period is None:
            continue
        earlier = period_of(change.comparator)
        if earlier is None:
            continue
        company = [n for n in near[spot(change)] if is_level_of(observations[n], change)]
        new = [n for n in company if observations[n].period == change.period]
        old = [n for n in company if observations[n].period == earlier]
        if len({observations[n].value for n in new}) != 1 or len({observations[n].value for n in old}) != 1:
            continue
        now, then = observations[new[0]], observations[old[0]]
        said = denied(change, now, then)
        if said:
            measure = named(change.indicator_id or "", indicators)
            message = (
                f"{measure}: a change of {printed_change(change)} from {months(earlier)} is stated"
                f"{on_page(change)}, with the figures {quoted(now)} and {quoted(then)}; {said}."
            )
            yield Finding("stated_change", "error", message, change.evidence.page, (place, new[0], old[0]))


def period_of(comparator: str | None) -> Period | None:
    """The months that a comparator names; None for 'target' and the like."""
    try:
        return Period.parse(comparator) if comparator and comparator[:1].isdigit() else None
    except ValueError:
        return None


def is_level_of(figure: Observation, change: Observation) -> bool:
    """True for a value that the change can be between: same measure, what it covers, and unit."""
    unit = Unit.PERCENT if change.unit is Unit.POINTS else change.unit
    return (
        is_certain(figure)
        and figure.role is Role.ACTUAL
        and figure.indicator_id == change.indicator_id
        and figure.basis == change.basis
        and (change.role is Role.PCT_CHANGE or figure.unit == unit)
    )


def denied(change: Observation, now: Observation, then: Observation) -> str:
    """What the two values say where no rounding lets the change be true; else empty."""
    assert change.value is not None and now.value is not None and then.value is not None
    stated = abs(change.value) * (-1 if change.direction is Direction.DOWN or change.value < 0 else 1)
    if change.role is Role.PCT_CHANGE:
        if then.value <= 0:
            return ""
        true = 100 * (now.value - then.value) / then.value
        slack = last_unit(change) + 100 * (last_unit(now) + last_unit(then)) / then.value
    else:
        true = now.value - then.value
        exact = change.unit is Unit.COUNT
        slack = Decimal(0) if exact else last_unit(change) + (last_unit(now) + last_unit(then)) / 2
    away = abs(true - stated) if change.direction or change.value < 0 else abs(abs(true) - stated)
    if away <= slack:
        return ""
    if change.role is Role.PCT_CHANGE:
        return f"from {number(then.value)} to {number(now.value)} is {number(round(true, 1), Unit.PERCENT)}"
    way = "more than" if true > 0 else "less than" if true < 0 else "the same as"
    apart = f"{number(abs(true))} " if true else ""
    return f"{number(now.value)} is {apart}{way} {number(then.value)}"


def printed_change(change: Observation) -> str:
    """'5 (down)', '8.1%'."""
    assert change.value is not None
    way = f" ({change.direction})" if change.direction else ""
    return number(change.value, change.unit if change.role is Role.CHANGE else Unit.PERCENT) + way


def spot(figure: Observation) -> tuple[object, ...]:
    """The sentence or table row that a figure stands in."""
    evidence = figure.evidence
    if evidence.sentence is not None:
        return "sentence", evidence.sentence
    return "row", evidence.table, evidence.row, evidence.page if evidence.table is None else None


def by_place(observations: Iterable[Observation]) -> Places:
    """Sentence or table row -> the figures in it."""
    places: Places = defaultdict(list)
    for place, figure in enumerate(observations):
        places[spot(figure)].append(place)
    return places
