"""What the labels of one table tell of each other: which of two twins one is, and which likely name cannot be.

Only labels that words left open are settled here, and only names that likeness gave are taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalise.doubts import SAME_WORDS
from normalise.side_by_side import Line, denied_by_others, lines_of, told_by_arithmetic
from records.catalogue import Catalogue, Indicator, Label
from records.observation import Candidate, Origin, Unit


@dataclass(frozen=True, slots=True)
class Measure:
    """What a candidate's label was taken to be, for its unit."""

    label: Label
    indicator: Indicator | None
    note: str | None = None


class TableNames:
    """Settles the measures of a table's labels by each other."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._indicators = catalogue.by_id
        self._twins = catalogue.twins

    def settled(
        self, candidates: Sequence[Candidate], units: Sequence[Unit | None], measures: Sequence[Measure]
    ) -> list[Measure]:
        """The measures of a report's figures, one a candidate, each with what its table tells: by sums, then by what is
        left over; then without the likely names that the other labels deny."""
        told = self._by_elimination(candidates, self._by_arithmetic(candidates, units, measures))
        return self._not_denied(candidates, units, told)

    def _by_arithmetic(
        self, candidates: Sequence[Candidate], units: Sequence[Unit | None], measures: Sequence[Measure]
    ) -> list[Measure]:
        """Of two measures that councils name by one wording, a share is the one whose count and base its table has."""
        settled = list(measures)
        for lines in lines_of(candidates, units, [measure.label for measure in measures]):
            open_lines = [replace(line, likely=tuple(sorted(self._twins_of(line)))) for line, _ in lines]
            for line, id_ in told_by_arithmetic(open_lines, self._indicators).items():
                for place in lines[line][1]:
                    settled[place] = self._settled(measures[place], id_, self._twins_of(lines[line][0]))
        return settled

    def _twins_of(self, line: Line) -> frozenset[str]:
        return next((twins for twins in self._twins if line.likely and line.likely[0] in twins), frozenset())

    def _not_denied(
        self, candidates: Sequence[Candidate], units: Sequence[Unit | None], measures: Sequence[Measure]
    ) -> list[Measure]:
        """Without the names that likeness gave and the other labels of the table deny."""
        kept = list(measures)
        for lines in lines_of(candidates, units, [measure.label for measure in measures]):
            for line, why in denied_by_others([line for line, _ in lines], self._indicators).items():
                for place in lines[line][1]:
                    label = _doubted(measures[place].label, why)
                    kept[place] = Measure(label, None, f"which measure this is, is to review: {why}")
        return kept

    def _by_elimination(self, candidates: Sequence[Candidate], measures: list[Measure]) -> list[Measure]:
        """Of two measures that councils name by one wording, a label is the one that no other label of its table is."""
        taken: dict[object, set[str]] = defaultdict(set)
        for candidate, measure in zip(candidates, measures):
            if measure.indicator is not None and candidate.origin is Origin.TABLE:
                taken[candidate.evidence.table].add(measure.indicator.id)
        settled = []
        for candidate, measure in zip(candidates, measures):
            likely = [one.indicator_id for one in measure.label.candidates]
            undecided = any(
                one.reasons[:1] and one.reasons[0].startswith(SAME_WORDS) for one in measure.label.candidates
            )
            if measure.indicator is None and undecided and candidate.origin is Origin.TABLE and candidate.part is None:
                twins = next((twins for twins in self._twins if likely[0] in twins), frozenset[str]())
                left = twins - taken[candidate.evidence.table]
                if len(twins) > len(left) == 1 and left <= set(likely):
                    measure = self._settled(measure, next(iter(left)), twins)
            settled.append(measure)
        return settled

    def _settled(self, measure: Measure, indicator_id: str, twins: frozenset[str]) -> Measure:
        other = ", ".join(sorted(twins - {indicator_id}))
        label = replace(measure.label, indicator_id=indicator_id, method="model", status="accepted")
        return Measure(label, self._indicators.get(indicator_id), f"told from {other} by the table's other labels")


def _doubted(label: Label, why: str) -> Label:
    """The label for a person to name, with what stands against its first candidate."""
    if label.candidates:
        first = replace(label.candidates[0], reasons=(why, *label.candidates[0].reasons))
        label = replace(label, candidates=(first, *label.candidates[1:]))
    return replace(label, indicator_id=None, method=None, score=None, status="to review")
