"""How far a figure read in some way can be trusted: as measured, never as felt. And where a second reader differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from normalise.rows import DataFaulty, Faults, read_rows
from records.observation import Observation, Origin
from records.reading import Problem
from records.table import SecondReading, Table

COLUMNS = ("origin", "method", "second_reading", "right", "of", "measured_on", "on_what")
SHOWN = 3
"""So many differences of a page are quoted; the others stand on their figures' evidence pages."""
Way = tuple[str, str, str]
"""Origin, method of the page, and what a second reading says (empty where there is none)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures read in one way and given a measure, and how many of them were right in every respect."""

    way: Way
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of


def load_measured(path: Path) -> dict[Way, Measured]:
    """The rows of data/confidence.csv. Raises DataFaulty with its faults; a file that is not there has no rows."""
    faults = Faults()
    found: dict[Way, Measured] = {}
    for row in read_rows(path, COLUMNS, faults) if path.is_file() else ():
        right, of = row["right"], row["of"]
        if not (right.isdigit() and of.isdigit() and 0 < int(of) >= int(right)):
            faults.add(row.place, f"{right} of {of} is no share.", "Run bench/second_reading.py and copy its rows.")
            continue
        way = (row["origin"], row["method"], row["second_reading"])
        found[way] = Measured(way, int(right), int(of))
    if faults.messages:
        raise DataFaulty(faults.messages)
    return found


def with_confidence(
    observations: Iterable[Observation], tables: Sequence[Table], measured: dict[Way, Measured]
) -> list[Observation]:
    """The figures with what a second reader says of their cells, and the measured share of those read as they were.

    A way that was not measured leaves the share empty, and so does a figure without a measure or that a person mended.
    """
    second = {
        (table.number, cell.row, cell.col): cell.second for table in tables for cell in table.cells if cell.second
    }
    return [sure(one, second.get(cell_of(one)), measured) for one in observations]


def cell_of(observation: Observation) -> tuple[int, int, int]:
    """Table, row and column of a table's figure; a place that no table has for others."""
    evidence = observation.evidence
    if observation.origin is not Origin.TABLE or evidence.table is None or evidence.row is None or evidence.col is None:
        return -1, -1, -1
    return evidence.table, evidence.row, evidence.col


def sure(observation: Observation, second: SecondReading | None, measured: dict[Way, Measured]) -> Observation:
    """One figure with its second reading and its confidence."""
    way = (str(observation.origin), observation.method, second.verdict if second else "")
    found = None if observation.correction or observation.indicator_id is None else measured.get(way)
    return replace(observation, second=second, confidence=None if found is None else found.share)


def differences(observations: Iterable[Observation], filename: str) -> list[Problem]:
    """For each page on which a second reader reads figures otherwise, both readings of some of them."""
    pages: dict[int, dict[tuple[str, SecondReading], None]] = defaultdict(dict)
    for one in observations:
        if one.second is not None and one.second.verdict == "differs":
            pages[one.evidence.page][one.text, one.second] = None
    problems = []
    for page, found in sorted(pages.items()):
        quoted = [f"“{text}”, by {second.reader} “{second.text}”" for text, second in list(found)[:SHOWN]]
        more = f", and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        problems.append(
            Problem(
                f"{filename}, page {page}",
                f"a second reading differs: {'; '.join(quoted)}{more}. Compare with the page on the evidence pages",
            )
        )
    return problems
