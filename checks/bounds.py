"""Figures that no count can give: shares over 100, parts larger than their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checks.quoting import is_certain, named, number, quoted, subject
from checks.shares import by_table_and_time
from records.catalogue import Indicator
from records.observation import Observation, Role, Unit
from records.reading import Finding


def share_over_hundred(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A share over 100 per cent, or one printed with a part that is larger than its whole."""
    for place, share in enumerate(observations):
        if share.role in (Role.CHANGE, Role.PCT_CHANGE) or not is_certain(share) or share.unit is not Unit.PERCENT:
            continue
        indicator = indicators.get(share.indicator_id or "")
        if indicator is None or not indicator.kind.startswith("share_"):
            continue
        part, whole = share.numerator, share.denominator
        if share.value is not None and share.value > 100:
            message = f"{indicator.name}: {quoted(share)} is printed, a share of more than the whole."
            yield Finding("share_over_hundred", "error", message, share.evidence.page, (place,))
        elif part is not None and whole is not None and part > whole:
            message = (
                f"{indicator.name}: {quoted(share)} is printed with {number(part)} of {number(whole)},"
                " a part larger than its whole."
            )
            yield Finding("part_over_whole", "error", message, share.evidence.page, (place,))


def part_over_whole(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A part larger than the measure of which it is a part (`parent` in the catalogue), in one table for one time."""
    for found in by_table_and_time(observations).values():
        for measure, place in found.items():
            indicator = indicators.get(measure)
            whole = found.get(indicator.parent or "") if indicator else None
            if indicator is None or whole is None:
                continue
            part, parent = observations[place], observations[whole]
            assert part.value is not None and parent.value is not None
            if part.unit == parent.unit and part.value > parent.value:
                message = (
                    f"{subject(part, indicators)}: {quoted(part)} is printed, more than"
                    f" {quoted(parent)} for {named(parent.indicator_id or '', indicators)}, of which it is a part."
                )
                yield Finding("part_over_whole", "warning", message, part.evidence.page, (place, whole))
