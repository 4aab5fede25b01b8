"""All that is wrong with the files under data/, told at once: a person mends everything before the next build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from normalise.heading_words import check_heading_words
from normalise.official import check_official_measures
from normalise.rows import DataFaulty, Faults, read_rows

Loaded = TypeVar("Loaded")


class Faultless:
    """Loads files and keeps what each of them has against it; `stop_if_faulty` tells all of it."""

    def __init__(self) -> None:
        self._told: list[str] = []

    def load(self, load: Callable[[], Loaded]) -> Loaded | None:
        """What `load` gives; None where it raises DataFaulty, whose faults are kept."""
        try:
            return load()
        except DataFaulty as faulty:
            self._told += faulty.faults
            return None

    def add(self, faults: Faults) -> None:
        """Keeps faults that were found without loading."""
        self._told += faults.messages

    def stop_if_faulty(self) -> None:
        """Raises DataFaulty with every fault, each once, in the order in which the files were read."""
        if self._told:
            raise DataFaulty(list(dict.fromkeys(self._told)))


def indicator_ids(data: Path) -> frozenset[str]:
    """The ids in catalogue/indicators.csv, whatever else is wrong there; empty where it cannot be read."""
    rows = read_rows(data / "catalogue" / "indicators.csv", ("indicator",), Faults())
    return frozenset(row["indicator"] for row in rows)


def faults_between_files(data: Path) -> Faults:
    """What no file shows by itself: words of unknown meaning, and ids that name a row of a file that has no such row.

    `data` holds `catalogue` and `reference`. Files that are missing or of another form are told by their own loaders.
    """
    faults, unread = Faults(), Faults()
    catalogue, reference = data / "catalogue", data / "reference"
    check_heading_words(catalogue / "header_words.csv", faults)
    indicators = read_rows(catalogue / "indicators.csv", ("indicator", "official_indicator_id"), unread)
    check_official_measures(reference, tuple(row["indicator"] for row in indicators), faults)
    official = tuple(
        row["official_id"] for row in read_rows(reference / "official_indicators.csv", ("official_id",), unread)
    )
    authorities = tuple(row["id"] for row in read_rows(reference / "authorities.csv", ("id",), unread))
    for row in indicators:
        if row["official_indicator_id"] and official and row["official_indicator_id"] not in official:
            step = "Mend the cell, or add the measure to official_indicators.csv."
            faults.unknown(row, "official_indicator_id", official, "official measure", step)
    for row in read_rows(catalogue / "aliases.csv", ("authority_id",), unread):
        if row["authority_id"] and authorities and row["authority_id"] not in authorities:
            wrong = f"'{row['authority_id']}' is no authority (authority_id)."
            faults.add(row.place, wrong, "Take the DfE code out of data/reference/authorities.csv.")
    return faults
