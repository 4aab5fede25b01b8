"""Shares and the counts that make them up; wholes and their parts. Rounding is given its full due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from checks.quoting import is_certain, last_unit, listed, named, number, quoted, subject
from records.catalogue import Indicator
from records.observation import Observation, Role, Unit
from records.period import Basis
from records.reading import Finding


def share_of_its_own_counts(
    observations: Sequence[Observation], indicators: Mapping[str, Indicator]
) -> Iterator[Finding]:
    """A share that is not the part over the whole that are printed with it ('118 of 194, 60.8%')."""
    for place, share in enumerate(observations):
        part, whole = share.numerator, share.denominator
        if share.unit is not Unit.PERCENT or share.value is None or part is None or not whole or share.operator:
            continue
        if share.role is Role.ACTUAL and away_from_share(share, part, whole):
            true = number(round(100 * part / whole, 1), Unit.PERCENT)
            message = (
                f"{subject(share, indicators)}: {quoted(share)} is printed with {number(part)} of {number(whole)},"
                f" which is {true}."
            )
            yield Finding("share_of_its_counts", "warning", message, share.evidence.page, (place,))


def away_from_share(share: Observation, part: Decimal, whole: Decimal) -> bool:
    """True where the share is neither rounded nor cut off from part over whole."""
    assert share.value is not None
    return abs(100 * part / whole - share.value) > last_unit(share)


def share_of_its_counts(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A share that is not the part over the whole that stand in two other rows of its table, for one time."""
    for found in by_table_and_time(observations).values():
        for measure, place in found.items():
            share = observations[place]
            indicator = indicators.get(measure)
            if indicator is None or share.unit is not Unit.PERCENT or share.denominator is not None:
                continue
            parts, wholes = found.get(indicator.count_id or ""), found.get(indicator.of_id or "")
            if parts is None or wholes is None:
                continue
            part, whole = observations[parts], observations[wholes]
            assert part.value is not None and whole.value is not None
            if whole.value > 0 and away_from_share(share, part.value, whole.value):
                true = number(round(100 * part.value / whole.value, 1), Unit.PERCENT)
                message = (
                    f"{subject(share, indicators)}: {quoted(share)} is printed; in the same table stand"
                    f" {number(part.value)} ({named(part.indicator_id or '', indicators)}) and {number(whole.value)}"
                    f" ({named(whole.indicator_id or '', indicators)}), which is {true}."
                )
                yield Finding("share_of_its_counts", "warning", message, share.evidence.page, (place, parts, wholes))


def by_table_and_time(observations: Sequence[Observation]) -> dict[tuple[object, ...], dict[str, int]]:
    """(table, period, basis) -> measure -> its one figure there; a measure with two values there is left out.

    Averages are left out: the share of averages is not the average of shares.
    """
    found: dict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    unclear: set[tuple[tuple[object, ...], str]] = set()
    for place, figure in enumerate(observations):
        if figure.evidence.table is None or figure.evidence.sentence is not None or figure.role is not Role.ACTUAL:
            continue
        if not is_certain(figure) or figure.period is None or figure.basis in (None, Basis.AVERAGE_12M):
            continue
        key, measure = (figure.evidence.table, figure.period, figure.basis), figure.indicator_id or ""
        held = found[key].setdefault(measure, place)
        if observations[held].value != figure.value:
            unclear.add((key, measure))
    for time, measure in unclear:
        del found[time][measure]
    return found


def sum_of_parts(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Parts of one whole that add up to more than it, in one table and for one time; every part is there.

    Shares may miss by half a unit of their last decimal each. Source: data/catalogue/README.md, `sum_group`.
    """
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators.values():
        if indicator.sum_group:
            groups[indicator.sum_group].append(indicator)
    for found in by_table_and_time(observations).values():
        for members in groups.values():
            whole = found.get(members[0].parent or "")
            if whole is None or any(member.id not in found for member in members):
                continue
            places = [found[member.id] for member in members]
            parts, total = [observations[place] for place in places], observations[whole]
            added = sum((part.value for part in parts if part.value is not None), Decimal(0))
            assert total.value is not None
            exact = total.unit is Unit.COUNT
            slack = Decimal(0) if exact else sum((last_unit(part) for part in (*parts, total)), Decimal(0))
            # What is missing from the parts may be one more, printed or not recorded; what is too much cannot be.
            if added - total.value > slack:
                message = (
                    f"{subject(total, indicators)}: {quoted(total)} is printed; its"
                    f" parts {listed(parts)} add up to {number(added, total.unit)}."
                )
                yield Finding("sum_of_parts", "warning", message, total.evidence.page, (whole, *places))
