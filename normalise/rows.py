"""CSV files under data/ -> rows that know their file and line, and the list of what is wrong with them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file; `place` is how a message names it: 'data/catalogue/aliases.csv, line 214'."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell without the spaces around it; empty where the file lacks the column."""
        return self.cells.get(column, "")

    def optional(self, column: str) -> str | None:
        return self[column] or None


class DataFaulty(Exception):
    """Files under data/ that cannot be used; `faults` lists every reason, each with file, line and next step."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class CatalogueFaulty(DataFaulty):
    """Of data/catalogue."""


class ReferenceFaulty(DataFaulty):
    """Of data/reference."""


@dataclass
class Faults:
    """What is wrong with a folder of files: every fault is kept, so that a person mends all of them at once."""

    messages: list[str] = field(default_factory=list)

    def add(self, place: str, wrong: str, step: str) -> None:
        """`wrong` says what is the matter, `step` what to do; both are sentences."""
        self.messages.append(f"{place}: {wrong} {step}")

    def unknown(self, row: Row, column: str, known: Sequence[str], what: str, step: str) -> None:
        """A cell that names nothing that is known; the nearest that is known is offered."""
        near = get_close_matches(row[column], known, n=1)
        hint = f" Nearest: '{near[0]}'." if near else ""
        self.add(row.place, f"'{row[column]}' is no {what}.{hint}", step)


def shown_path(path: Path) -> str:
    """A path as messages show it: from the last folder `data` on, else its last three parts."""
    parts = path.parts[-3:]
    return "/".join(parts[parts.index("data") :] if "data" in parts else parts)


def read_rows(path: Path, columns: Sequence[str], faults: Faults) -> list[Row]:
    """The rows of a CSV file; a missing file or column, or a row of another length, is a fault (and no row).

    The path in messages begins with `data`, so that they read the same wherever the project lies.
    """
    shown = shown_path(path)
    if not path.is_file():
        faults.add(shown, "the file is missing.", "Restore it from the repository.")
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            heading = [cell.strip() for cell in next(reader, [])]
            missing = [column for column in columns if column not in heading]
            if missing:
                step = f"Its first line must name {', '.join(columns)}."
                faults.add(f"{shown}, line 1", f"no column {', '.join(missing)}.", step)
                return []
            rows = []
            for cells in reader:
                place = f"{shown}, line {reader.line_num}"
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(heading):
                    wrong = f"{len(cells)} cells under {len(heading)} headings."
                    faults.add(place, wrong, "Put quotes round a cell that holds a comma; keep empty cells.")
                    continue
                rows.append(Row(place, {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}))
            return rows
        except (UnicodeDecodeError, csv.Error) as error:
            faults.add(shown, f"cannot be read as UTF-8 CSV ({error}).", "Save it as CSV in UTF-8.")
            return []


def one_of(row: Row, column: str, allowed: Sequence[str], faults: Faults) -> bool:
    """Whether a cell holds one of the words it may hold; a fault says so where it does not."""
    if row[column] in allowed:
        return True
    words = ", ".join(word or "(empty)" for word in allowed)
    faults.unknown(row, column, allowed, f"{column}", f"It is one of: {words}.")
    return False
