"""Candidates -> Observations and Labels: all that is known of a figure meets here.

Unit, measure, basis and period are settled in that order, each from the nearest words that say it; what no words say
stays empty with a note. The rules are those of gold/README.md, "How a person reads".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from normalise.heading_times import CHANGES
from normalise.measure_basis import BasisReader
from normalise.measure_units import BARE_UNITS, group_of, units_of_measures
from normalise.periods import read_basis
from normalise.table_names import Measure, TableNames
from records.catalogue import Catalogue, Indicator, Label
from records.observation import Candidate, Observation, Origin, Role, Unit, joined_notes
from records.period import Basis, Period, Timing

SURE_METHODS = frozenset({"exact", "alias", "person"})
"""Ways of naming that a part of a whole needs: likeness of words would name it for the whole."""


IN_FULL_TIME = re.compile(r"(?i)(?:\b|_)(?:[fw]te|full[- ]time equivalents?)\b")
"""Staff counted by the hours that they work: 318.4 of them can be."""

YEAR = 12
"""Months; a stretch of several years is on no basis of the vocabulary."""


class Names(Protocol):
    """What names measures: `normalise.labels.Namer`."""

    def name(
        self,
        text: str,
        *,
        unit: Unit | None,
        headings: Sequence[str] = (),
        authority_id: str | None = None,
        prose: bool = False,
        unit_words: str = "",
    ) -> Label: ...


class Resolver:
    """Settles what figures are, by a catalogue and a namer of measures."""

    def __init__(self, catalogue: Catalogue, namer: Names) -> None:
        self._indicators = catalogue.by_id
        self._namer = namer
        self._tables = TableNames(catalogue)
        self._bases = BasisReader(catalogue.heading_words, catalogue.by_id)

    def resolve(
        self, candidates: Iterable[Candidate], *, authority_id: str | None, reported: Period | None
    ) -> tuple[list[Observation], list[Label]]:
        """One observation a candidate, in order, and the labels that they were named by, each once.

        `reported` is the report's month, quarter or year: the end of a 'year to date' whose heading has none.
        """
        figures = list(candidates)
        units = units_of_measures(figures)
        observations: list[Observation] = []
        labels: dict[Label, int] = {}
        measures = [self._measure(candidate, unit, authority_id) for candidate, unit in zip(figures, units)]
        measures = self._tables.settled(figures, units, measures)
        for place, (candidate, measure) in enumerate(zip(figures, measures)):
            observation = self._observation(candidate, measure, units[place], reported)
            if candidate.label:
                observation = replace(observation, label=labels.setdefault(measure.label, len(labels)))
            observations.append(observation)
        return self._sane(figures, observations), list(labels)

    def _measure(self, candidate: Candidate, unit: Unit | None, authority_id: str | None) -> Measure:
        prose = candidate.origin is Origin.PROSE
        words = f"{candidate.part} | {candidate.label}" if candidate.part else candidate.label
        label = self._namer.name(
            words,
            unit=unit,
            headings=candidate.headings,
            authority_id=authority_id,
            prose=prose,
            unit_words=candidate.unit_words,
        )
        if candidate.indicator_id is not None:
            if label.indicator_id != candidate.indicator_id or label.status != "accepted":
                label = replace(label, indicator_id=candidate.indicator_id, method="model", score=None)
                label = replace(label, status="accepted", kind=None)
            return Measure(label, self._indicators.get(candidate.indicator_id))
        if prose and label.status == "accepted" and (candidate.refused or label.method not in SURE_METHODS):
            label = replace(label, indicator_id=None, method=None, status="to review")
        if label.status != "accepted" or label.indicator_id is None:
            return Measure(label, None, "which measure this is, is to review")
        if candidate.part and label.method not in SURE_METHODS:
            label = replace(label, indicator_id=None, method=None, status="to review")
            return Measure(label, None, f"a part of the measure: {candidate.part}")
        return Measure(label, self._indicators.get(label.indicator_id or ""))

    def _observation(
        self, candidate: Candidate, measure: Measure, measure_unit: Unit | None, reported: Period | None
    ) -> Observation:
        figure, indicator, note = candidate.figure, measure.indicator, measure.note
        unit = _unit(candidate, indicator, measure_unit)
        if indicator is not None and not _agrees(candidate, unit, indicator):
            note = f"{unit} cannot be {indicator.id}, which is {indicator.unit}"
            indicator = None
        role = candidate.role
        if role is Role.CHANGE and measure_unit is Unit.PERCENT and figure.unit in {Unit.PERCENT, None}:
            unit = Unit.POINTS
            note = joined_notes(note, "percentage points, printed as %" if figure.unit else None)
        elif role is Role.CHANGE and figure.unit is Unit.PERCENT and measure_unit is not None:
            # 'Change 4.6%' of a number of referrals is a relative one.
            role, unit = Role.PCT_CHANGE, Unit.PERCENT
        timing, why = self._timing(candidate, measure, indicator, measure_unit, reported)
        return Observation(
            origin=candidate.origin,
            evidence=candidate.evidence,
            text=candidate.text,
            value_text=figure.value_text,
            value=figure.value,
            unit=unit,
            indicator_id=indicator.id if indicator else None,
            indicator_text=(f"{candidate.part} | {candidate.label}" if candidate.part else candidate.label).replace(
                "\n", " "
            ),
            period=timing.period,
            basis=timing.basis,
            role=role,
            numerator=figure.numerator,
            denominator=figure.denominator,
            comparator=candidate.comparator,
            direction=candidate.direction,
            operator=figure.operator,
            suppressed=figure.suppressed,
            symbol=figure.symbol,
            rag=candidate.rag,
            arrow=candidate.arrow,
            method=candidate.method,
            note=joined_notes(figure.note, candidate.note, note, why),
        )

    def _timing(
        self,
        candidate: Candidate,
        measure: Measure,
        indicator: Indicator | None,
        unit: Unit | None,
        reported: Period | None,
    ) -> tuple[Timing, str | None]:
        """Period and basis: what heading and label say first, the measure's own nature where they say a bare month."""
        timing, role = candidate.timing, candidate.role
        if role.is_goal or (role.is_benchmark and timing.basis not in {None, Basis.MONTH}):
            return timing, None
        said = _said_basis(candidate.label) or read_basis(candidate.unit_words)
        own = None if candidate.averaged else self._own_basis(candidate, measure, indicator, unit)
        period, basis = timing.period, timing.basis
        if period is None:
            if basis is Basis.YTD and reported:
                return Timing(Period.year_to_date(reported.end), basis), None
            if basis is Basis.ROLLING_12M and reported:
                return Timing(Period.twelve_months_to(reported.end), basis), None
            return Timing(None, None if candidate.note else basis), None
        since = candidate.origin is Origin.PROSE and reported is not None and period.end == reported.end
        if basis is None and period.months > YEAR and not since:
            return timing, None
        if role in {Role.MAX_12M, Role.MIN_12M}:
            return Timing(period, basis or _plain_basis(said, own)), None
        open_ended = basis in {None, Basis.QUARTER} or (basis in {Basis.MONTH, Basis.SNAPSHOT} and said is not own)
        if open_ended and Basis.ROLLING_12M in {said, own}:
            return Timing(Period.twelve_months_to(period.end), Basis.ROLLING_12M), None
        if basis is None and period.months == 1:
            if said is Basis.YTD:
                return Timing(Period.year_to_date(period.end), said), None
            if said is Basis.AVERAGE_12M:
                return Timing(period, said), None
            settled = _plain_basis(said, own)
            return Timing(period, settled), None if settled else "whether in the month or at its end is not known"
        if basis is None and own is not None and candidate.origin is Origin.PROSE:
            return Timing(period, own), None
        return timing, None

    def _own_basis(
        self, candidate: Candidate, measure: Measure, indicator: Indicator | None, unit: Unit | None
    ) -> Basis | None:
        """The measure's basis under a bare month: the wording's kind, the catalogue's, or the sense of its words."""
        kind = measure.label.kind
        if indicator is not None:
            if kind is not None and indicator.month_basis is not Basis.ROLLING_12M and kind.endswith(("stock", "flow")):
                return Basis.SNAPSHOT if kind.endswith("stock") else Basis.MONTH
            return indicator.month_basis
        return self._bases.basis_of(measure.label, candidate.label, unit)

    def _sane(self, candidates: Sequence[Candidate], observations: list[Observation]) -> list[Observation]:
        """No measure for what cannot be, a count of 12.4 or 230 per cent; many such unname their whole label."""
        odd: dict[tuple[object, ...], list[str]] = defaultdict(list)
        size: Counter[tuple[object, ...]] = Counter()
        faults = [_impossible(one) for one in observations]
        for candidate, one, fault in zip(candidates, observations, faults):
            key = (*group_of(candidate), one.indicator_id)
            size[key] += 1
            if fault:
                odd[key].append(fault)
        sane = []
        for candidate, one, fault in zip(candidates, observations, faults):
            key = (*group_of(candidate), one.indicator_id)
            # One slip among twenty is the source's; one in five means that the label was misread.
            if odd[key] and len(odd[key]) * 5 >= size[key]:
                fault = fault or odd[key][0]
            if fault:
                one = replace(one, indicator_id=None, note=joined_notes(one.note, fault))
            sane.append(one)
        return sane


def _impossible(one: Observation) -> str | None:
    if one.value is None or one.role in CHANGES:
        return None
    parted = one.basis is Basis.AVERAGE_12M or IN_FULL_TIME.search(f"{one.indicator_id} {one.indicator_text}")
    if one.unit is Unit.COUNT and one.value != one.value.to_integral_value() and not parted:
        return f"a count cannot be {one.value}" if not one.role.is_goal and not one.role.is_benchmark else None
    if one.unit is Unit.PERCENT and one.value > 100 and one.role is Role.ACTUAL:
        return f"a share cannot be {one.value} per cent"
    return f"it cannot be {one.value}" if one.value < 0 else None


def _unit(candidate: Candidate, indicator: Indicator | None, measure_unit: Unit | None) -> Unit | None:
    """The figure's own unit: its form's, then its measure's."""
    form = candidate.figure.unit
    if candidate.role is Role.PCT_CHANGE:
        return Unit.PERCENT
    if form is not None and form is not Unit.COUNT:
        return form
    if indicator is None:
        return measure_unit or form
    if measure_unit in {None, Unit.COUNT} and indicator.unit in BARE_UNITS and candidate.figure.denominator is None:
        return indicator.unit
    return measure_unit or indicator.unit


def _agrees(candidate: Candidate, unit: Unit | None, indicator: Indicator) -> bool:
    if candidate.role in CHANGES or unit is None or candidate.figure.suppressed:
        return True
    return unit is indicator.unit


def _said_basis(label: str) -> Basis | None:
    """The basis that a label's words name; in 'opened in the month (still open at its end too)' not the bracket's.

    A stretch of time ('rolling', 'year to date') is meant wherever it stands.
    """
    said = read_basis(label)
    if said in {Basis.MONTH, Basis.SNAPSHOT} and "(" in label:
        return read_basis(re.sub(r"\([^)]*\)?", " ", label)) or said
    return said


def _plain_basis(said: Basis | None, own: Basis | None) -> Basis | None:
    """Month or snapshot (or rolling, for max and min): the label's word first, then the measure's nature."""
    return said if said in {Basis.MONTH, Basis.SNAPSHOT, Basis.ROLLING_12M} else own
