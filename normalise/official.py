"""data/reference/official_statistics.csv.gz -> official figures: what the Department for Education published.

Kept apart from the places, as it is a hundred thousand rows; source and vintages stand in data/reference/README.md.
"""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from normalise.rows import Faults, ReferenceFaulty, one_of, read_rows
from records.catalogue import OfficialFigure
from records.observation import Unit
from records.period import Period

OFFICIAL_COLUMNS = ("official_id", "authority_id", "period", "value", "vintage", "status", "source")
MEASURE_COLUMNS = ("official_id", "indicator_id", "name", "unit", "basis", "polarity", "first_period", "last_period")
BASES = ("year to 31 March", "at 31 March", "at 30 September", "academic year")


def check_official_measures(folder: Path, indicators: Sequence[str], faults: Faults) -> None:
    """Tells what is wrong with the rows of official_indicators.csv. `indicators` are the catalogue's ids."""
    first: dict[str, str] = {}
    for row in read_rows(folder / "official_indicators.csv", MEASURE_COLUMNS, faults):
        if not re.fullmatch(r"[a-z0-9_]+", row["official_id"]):
            faults.add(row.place, f"'{row['official_id']}' is no id.", "Use lower case letters, digits and '_'.")
        elif row["official_id"] in first:
            wrong = f"'{row['official_id']}' stands at {first[row['official_id']]} already."
            faults.add(row.place, wrong, "Ids are given once; mend one of the two.")
        first.setdefault(row["official_id"], row.place)
        if row["indicator_id"] and indicators and row["indicator_id"] not in indicators:
            step = "Mend the cell, or leave it empty where the catalogue has no such measure."
            faults.unknown(row, "indicator_id", indicators, "indicator", step)
        one_of(row, "unit", [unit.value for unit in Unit], faults)
        one_of(row, "basis", BASES, faults)
        one_of(row, "polarity", ("", "high", "low"), faults)
        for column in ("first_period", "last_period"):
            if not _is_period(row[column]):
                faults.add(row.place, f"{column} '{row[column]}' is no period.", "Write 2019-03 or 2018-04/2019-03.")


def load_official(folder: Path) -> tuple[OfficialFigure, ...]:
    """The official statistics: about a hundred thousand figures, read only when a build needs them.

    `indicator_id` is the catalogue's where it has the measure, else the official one. Raises ReferenceFaulty.
    """
    faults = Faults()
    columns = ("official_id", "indicator_id", "unit")
    measures = read_rows(folder / "official_indicators.csv", columns, faults)
    for row in measures:
        one_of(row, "unit", [unit.value for unit in Unit], faults)
    places = read_rows(folder / "authorities.csv", ("id", "kind"), faults)
    ids = {row["official_id"]: (row["indicator_id"] or row["official_id"], row["unit"]) for row in measures}
    kinds = {"region": "region", "country": "country"}
    geographies = {row["id"]: kinds.get(row["kind"], "authority") for row in places}
    figures: tuple[OfficialFigure, ...] = ()
    try:
        figures = tuple(_official(folder / "official_statistics.csv.gz", ids, geographies, faults))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as damage:
        shown = "data/reference/official_statistics.csv.gz"
        faults.add(shown, f"the file is damaged ({damage}).", "Restore it from the repository.")
    if faults.messages:
        raise ReferenceFaulty(faults.messages)
    return figures


def _official(
    path: Path, ids: dict[str, tuple[str, str]], geographies: dict[str, str], faults: Faults
) -> Iterator[OfficialFigure]:
    shown = "/".join(path.parts[-3:])
    if not path.is_file():
        faults.add(shown, "the file is missing.", "Restore it from the repository.")
        return
    seen: set[tuple[str, str, str, str]] = set()
    periods: dict[str, bool] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader, ())) != OFFICIAL_COLUMNS:
            faults.add(f"{shown}, line 1", "other columns.", f"Its first line is {','.join(OFFICIAL_COLUMNS)}.")
            return
        for line, cells in enumerate(reader, 2):
            place = f"{shown}, line {line}"
            if len(cells) != len(OFFICIAL_COLUMNS):
                faults.add(place, f"{len(cells)} cells, not {len(OFFICIAL_COLUMNS)}.", "Mend the row.")
                continue
            official_id, authority_id, period, value, vintage, status, source = cells
            key = (official_id, authority_id, period, vintage)
            if key in seen:
                faults.add(place, f"two values for {', '.join(key)}.", "Keep one; a revision has another vintage.")
            seen.add(key)
            if period not in periods:
                periods[period] = _is_period(period)
            if not periods[period]:
                faults.add(place, f"'{period}' is no period.", "Write 2019-03 or 2018-04/2019-03, a month once.")
            if official_id not in ids or authority_id not in geographies:
                wrong = f"'{official_id}' or '{authority_id}' is unknown."
                faults.add(place, wrong, "Add the measure to official_indicators.csv, the place to authorities.csv.")
                continue
            try:
                number = float(value)
            except ValueError:
                faults.add(place, f"'{value}' is no number.", "Leave out rows without a figure.")
                continue
            indicator_id, unit = ids[official_id]
            geography = geographies[authority_id]
            yield OfficialFigure(authority_id, geography, indicator_id, period, number, unit, vintage, status, source)


def _is_period(text: str) -> bool:
    """Whether a period is written in the one way: '2019-03', not '2019-03/2019-03' or '2019-3'."""
    try:
        return str(Period.parse(text)) == text
    except ValueError:
        return False
