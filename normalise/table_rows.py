"""The rows of a table -> what each is called, whose and of when its figures are, and what it stands under.

A row may be named by several columns, by the row above it (a 'Target' or a 'Rate' of it), or by its section.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalise.figures import read_figures
from normalise.headers import HeadingReader, is_reference
from normalise.heading import Heading
from normalise.heading_times import bare_year
from normalise.label_cells import small_print_apart, without_definition
from normalise.worded_figures import names_something
from records.observation import Role, Unit
from records.period import Basis, Period
from records.table import Cell, Table

RATES = frozenset({Unit.PER_10K, Unit.PER_100K})
LONGEST_LABEL = 60
"""Words; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Places:
    """How the authority and others are called, in lower case, for tables that set councils side by side."""

    own: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def owner(self, text: str) -> str | None:
        """`own`, `other`, or None where the words name no authority."""
        words = " ".join(text.lower().replace("&", "and").split())
        for ending in (" council", " mbc", " borough", " city", " county", " metropolitan borough", " borough council"):
            words = words.removesuffix(ending)
        return "own" if words in self.own else "other" if words in self.others else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and what stands over it."""

    place: int
    heading: Heading
    own: Heading
    """What the innermost level says by itself."""
    levels: tuple[Cell, ...]
    """Heading cells, outermost first."""
    figures: int
    """How many cells below hold figures."""
    texts: int
    """How many hold other words."""
    owner: str | None = None
    """`own` or `other` where it is headed by an authority's name."""

    @property
    def holds_figures(self) -> bool:
        """True where the heading lets figures stand under it, or names no kind of column and figures do stand there."""
        if self.owner == "other" or self.figures == 0:
            return False
        if self.heading.column == "reference":
            return self.heading.says_figures and (self.heading.has_time or self.heading.role is not None)
        if self.heading.column not in {None, "numerator"} or (self.place == 0 and not self.heading.says_figures):
            return False
        return self.heading.says_figures or self.figures >= self.texts

    label: str = ""
    """The words over it, levels joined by ' | ', without numbers of measures and levels that only say when or whose."""
    sections: tuple[str, ...] = ()
    """Levels that head several measures and name two subjects ('Section 47 and conference'): no part of the label."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body and what stands beside its figures."""

    place: int
    label: str
    """The words that name it; empty where they only say when or whose."""
    label_cell: Cell | None
    heading: Heading
    """What its qualifiers say together: 'YTD | 2020 / 21', 'Target'."""
    groups: tuple[str, ...]
    """What it stands under, outermost first: a section row, a merged cell to the left."""
    support: tuple[Cell, ...]
    unit_words: str = ""
    owner: str | None = None
    part: str | None = None
    """The group that tells it from other rows of the same label; None where its label stands once."""


def read_rows_of(
    table: Table,
    grid: Sequence[Sequence[Cell | None]],
    reader: HeadingReader,
    columns: Sequence[Column],
    stubs: Sequence[Column],
    reported: Period | None,
    places: Places,
) -> list[Row]:
    """The rows of the body, sections left out. `stubs` are the columns that name rows, `reported` dates bare times."""
    rows: list[Row] = []
    section: Cell | None = None
    before: Row | None = None
    begun = 0
    stub_places = {stub.place for stub in stubs}
    for place in range(table.header_rows, table.rows):
        cells = distinct(grid[place])
        if _is_section(cells, table):
            section = cells[0]
            before, begun = None, len(rows)
            continue
        row = _row(place, grid[place], reader, stubs, reported, places, section)
        over = _set_in_below(row, rows)
        row = replace(row, groups=(*row.groups, over.label)) if over is not None else row
        unit = next((c for c in columns if c.heading.column == "unit" and c.place not in stub_places), None)
        unit_cell = grid[place][unit.place] if unit else None
        if unit_cell is not None:
            row = replace(row, unit_words=unit_cell.text.strip(), support=(*row.support, unit_cell))
        if _is_of_what_is_over_it(row, before, rows[begun:], reader):
            row = _of_what_is_over_it(row, section, table)
        elif (
            not row.label
            and not is_total(row)
            and before is not None
            and (row.heading.role or row.heading.unit)
            and not row.heading.timing.period
        ):
            # 'Target', 'England' under the measure: rows of the measure above them.
            unit_words = row.unit_words or (row.heading.text if row.heading.unit else "")
            row = replace(row, label=before.label, label_cell=before.label_cell, unit_words=unit_words)
        elif row.label:
            before = row
        elif row.heading.unit and not row.heading.timing.period and not row.heading.role:
            row = _of_what_is_over_it(row, section, table)
        rows.append(row)
    return _told_apart(rows)


_PART = re.compile(r"(?:[-–•·]\s|of (?:which|these|those|whom)\b)", re.IGNORECASE)


def _set_in_below(row: Row, before: Sequence[Row]) -> Row | None:
    """The row above that a label, set in or beginning with 'of which', is a part of; None for other labels."""
    cell = row.label_cell
    if cell is None:
        return None
    part = bool(_PART.match(cell.text.strip()))
    for other in reversed(before):
        if other.label_cell is None or other.label_cell.col != cell.col:
            return None
        if other.label_cell.row + other.label_cell.row_span <= other.place:
            continue  # 'Target' or 'Number' named by a row or section over it
        if other.label_cell.indent < cell.indent or (part and not _PART.match(other.label)):
            return other
    return None


def _is_of_what_is_over_it(row: Row, before: Row | None, above: Sequence[Row], reader: HeadingReader) -> bool:
    """Whether a row that names nothing is of its section or title, as the row above it names nothing either.

    So is 'At month end' behind 'Started', and the rate behind 'Open at month end', 'Started' and 'Ended' (`above`).
    """
    if (
        row.label
        or row.heading.role
        or row.heading.timing.period
        or (before and not reader.lacks_subject(before.label))
    ):
        return False
    if row.heading.timing.basis is Basis.SNAPSHOT:
        return True
    if row.heading.unit not in RATES or before is None or any(one.heading.unit in RATES for one in above):
        return False
    at_end = [reader.read(one.label, reported=None).timing.basis is Basis.SNAPSHOT for one in above]
    return any(
        end and len(above) - place > 2 and reader.lacks_subject(above[place].label) for place, end in enumerate(at_end)
    )


def _of_what_is_over_it(row: Row, section: Cell | None, table: Table) -> Row:
    """'Number' and 'Rate per 10,000' first under a row, or a title, that names what they count."""
    unit_words = row.unit_words or row.heading.text
    if section is not None:
        label, groups = section.text.strip(), row.groups[:-1]
        return replace(row, label=label, label_cell=section, groups=groups, unit_words=unit_words)
    title = titled(table)
    return replace(row, label=title, unit_words=unit_words) if names_something(title) else row


_NUMBERED = re.compile(r"(?:table|figure|chart|appendix)\s?\d+[a-z]?\s?[:.–-]?\s+", re.IGNORECASE)


def titled(table: Table) -> str:
    """The table's title as the name of what it counts, without its own number: 'Table 1: Children looked after'."""
    return _NUMBERED.sub("", table.heading or "", count=1).strip()


def is_total(row: Row) -> bool:
    """True for a row that sums up those above it: it is of what they are parts of, not of the last of them."""
    return bool(re.fullmatch(r"(?:grand |overall )?totals?|all|overall", row.heading.text.strip(), re.IGNORECASE))


def _told_apart(rows: Sequence[Row]) -> list[Row]:
    """Rows of one label under several groups ('Caseload' under each team) are parts, each of its group."""
    groups: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        if row.label:
            groups[row.label].add(row.groups)
    return [
        replace(row, part=row.groups[-1]) if row.label and row.groups and len(groups[row.label]) > 1 else row
        for row in rows
    ]


def distinct(cells: Sequence[Cell | None]) -> list[Cell]:
    """The cells of a row that have words, each once, from the left."""
    found: list[Cell] = []
    for cell in cells:
        if cell is not None and cell.text.strip() and cell not in found:
            found.append(cell)
    return found


def _is_section(cells: Sequence[Cell], table: Table) -> bool:
    """One short text alone in its row, no figure: a heading over the rows below."""
    words = [cell for cell in cells if cell.row_span == 1]
    if len(words) != 1 or len(words[0].text.split()) > 12:
        return False
    if read_figures(words[0].text) and bare_year(words[0].text) is None:
        return False
    return words[0].col_span > table.cols // 2 or len(cells) == 1


def _row(
    place: int,
    cells: Sequence[Cell | None],
    reader: HeadingReader,
    stubs: Sequence[Column],
    reported: Period | None,
    places: Places,
    section: Cell | None,
) -> Row:
    names: list[tuple[Cell, Column]] = []
    qualifiers: list[str] = []
    support: list[Cell] = []
    owner: str | None = None
    within: Period | None = None
    for stub in stubs:
        cell = cells[stub.place]
        if (
            cell is None
            or not cell.text.strip()
            or cell in support
            or len(without_definition(cell.text).split()) > LONGEST_LABEL
        ):
            continue
        support.append(cell)
        if is_reference(cell.text) and not _is_year(cell.text):
            continue
        heading = reader.read(cell.text, reported=reported, within=within)
        named, whose = _whose(cell.text, reader)
        if whose:
            qualifiers.append(whose)
            names.append((replace(cell, text=named), stub))
            continue
        if heading.role is None:  # 'England' is a benchmark, not another authority
            owner = owner or places.owner(cell.text) or places.owner(heading.rest)
        if heading.is_qualifier or (not heading.rest and (heading.unit or heading.note or heading.when)):
            qualifiers.append(cell.text)
            if heading.stretch is not None and heading.note:
                names.append((cell, stub))  # 'Average' below its months is a row of its own
            if heading.timing.period and heading.timing.period.months == 12:
                within = heading.timing.period
        elif not places.owner(cell.text) and not (heading.has_time and places.owner(heading.rest)):
            names.append((cell, stub))
    headed = [pair for pair in names if pair[1].heading.column == "label"]
    label_cell = (headed or names)[-1][0] if names else None
    groups = [cell.text.strip() for cell, _ in names if cell is not label_cell]
    heading = reader.read_levels(qualifiers, reported=reported)
    dated = _of_year_over_it(heading, qualifiers, section, reader)
    if dated is not None:
        heading = dated
    elif section is not None:
        groups.insert(0, section.text.strip())
    label = without_definition(small_print_apart(label_cell)) if label_cell else ""
    return Row(place, label, label_cell, heading, tuple(groups), tuple(support), owner=owner)


def _of_year_over_it(
    heading: Heading, qualifiers: Sequence[str], section: Cell | None, reader: HeadingReader
) -> Heading | None:
    """'April' in the rows under '2022/23' or '2023', alone in a row: of that year; None for other rows and sections."""
    if section is None or not qualifiers or heading.role is not None:
        return None
    over = reader.read(section.text, reported=None)
    year = over.timing.period if not over.rest else None
    if bare_year(section.text) is None and (year is None or year.months != 12):
        return None
    dated = reader.read_levels([section.text.strip(), *qualifiers], reported=None)
    period = dated.timing.period
    short = period is not None and period.months < 12 and dated.timing.basis is not Basis.YTD
    return replace(dated, text=heading.text) if short and not re.search(r"\d\d", heading.text) else None


_GOALS = re.compile(r"(?P<label>.*\w.*?)\s*[(:|–-]\s*(?P<whose>[^()\d|:–]+?)\)?", re.DOTALL)

_OF_OTHERS = frozenset({Role.NATIONAL, Role.STATISTICAL_NEIGHBOUR, Role.BEST_STATISTICAL_NEIGHBOUR})


def _whose(text: str, reader: HeadingReader) -> tuple[str, str]:
    """A label, and what its end says of whose figures they are: 'Plans (target)' -> 'Plans', 'target'; or ''."""
    found = _GOALS.fullmatch(text.strip())
    if not found:
        return text, ""
    heading = reader.read(found["whose"], reported=None)
    plain = not heading.rest and not heading.has_time and not heading.unit
    goal = heading.role is Role.TARGET and re.search(r"target|goal", found["whose"], re.IGNORECASE)
    if not plain or not (goal or heading.role in _OF_OTHERS):
        return text, ""
    return found["label"].strip(), found["whose"].strip()


def _is_year(text: str) -> bool:
    return text.strip().isdigit() and 1990 <= int(text) <= 2049
