"""A later report that gives an earlier time another value than the earlier report did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from checks.quoting import agree, is_certain, months, quoted, subject
from records.catalogue import Indicator
from records.observation import Observation, Origin, Role
from records.period import Period
from records.reading import FindingAcross

RULE = "restated"


class Stated(Protocol):
    """A stored figure, with the report that it stands in."""

    @property
    def id(self) -> str: ...
    @property
    def document_id(self) -> str: ...
    @property
    def report_id(self) -> str: ...
    @property
    def authority_id(self) -> str | None: ...
    @property
    def report_period(self) -> str | None: ...
    @property
    def observation(self) -> Observation: ...


def restated(figures: Iterable[Stated], indicators: Mapping[str, Indicator]) -> Iterator[FindingAcross]:
    """A later report of a council that gives a measure, for the same months, another value than the report before it.

    Figures of tables and tiles only: those of sentences are dated less surely. A report that gives two values itself is
    passed over. Councils revise for good reasons; it is a note.
    """
    held: dict[tuple[object, ...], dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for each in figures:
        one = each.observation
        if each.authority_id and each.report_period and is_comparable(one):
            key = (each.authority_id, one.indicator_id, one.unit, one.period, one.basis)
            held[key][each.report_id].append(each)
    for reports in held.values():
        single = [stated[0] for stated in reports.values() if len({s.observation.value for s in stated}) == 1]
        dated = sorted(single, key=lambda stated: (reported(stated).end, reported(stated).start, stated.report_id))
        for before, after in zip(dated, dated[1:]):
            if reported(before) != reported(after) and not agree(before.observation, after.observation):
                yield finding(before, after, indicators)


def is_comparable(figure: Observation) -> bool:
    """True for a council's own figure of a table or tile, with its time."""
    dated = figure.period is not None and figure.basis is not None
    return dated and figure.role is Role.ACTUAL and figure.origin is not Origin.PROSE and is_certain(figure)


def reported(stated: Stated) -> Period:
    """The months that its report is on."""
    return Period.parse(stated.report_period or "")


def finding(before: Stated, after: Stated, indicators: Mapping[str, Indicator]) -> FindingAcross:
    """What the two reports say, the later one first."""
    message = (
        f"{subject(after.observation, indicators)}: this report says {quoted(after.observation)}; the one on"
        f" {months(reported(before))} said {quoted(before.observation)}."
    )
    page = after.observation.evidence.page
    return FindingAcross(RULE, "note", message, page, after.document_id, after.report_id, (after.id, before.id))
