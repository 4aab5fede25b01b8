"""Table and Tile -> Candidates: each figure with its row and column headings; and what was left, with why.

Nothing is named here and no basis is decided: a figure under a bare month has a period and no basis, as only its
measure can tell whether it was counted in the month or at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalise.figures import plain_text, read_figures, read_number
from normalise.headers import CHANGES, Heading, HeadingReader
from normalise.layout import Column, Layout, Places, Reading, Row, read_layout
from normalise.periods import find_periods, read_timing
from normalise.rag import arrow_of, colours_are_meant, rag_of_fill, rag_of_text
from records.observation import Candidate, Direction, Evidence, Figure, Origin, Rejection, Role, Unit
from records.page import Box
from records.period import Basis, Period, Timing
from records.table import Cell, Table, Tile

NO_FIGURES = {
    "reference": "a reference number",
    "person": "a column of people",
    "date": "a date",
    "period": "a period",
    "rank": "a rank",
    "money": "money",
    "risk": "a risk score",
    "forecast": "a forecast",
    "unclear": "a benchmark that does not say whose",
    "denominator": "the whole of a share",
    "polarity": "which way is good",
    "unit": "a unit",
    "travel": "a direction of travel",
    "rag": "a rating",
    "text": "words in a table",
    "group": "words in a table",
    "label": "part of a label",
}
"""Why a numeral in a column of a kind is no figure."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate on its way, with its cell and column."""

    candidate: Candidate
    cell: Cell
    column: Column


def candidates_of(
    table: Table,
    *,
    reader: HeadingReader,
    reported: Period | None,
    page_heading: str | None = None,
    places: Places | None = None,
    method: str = "text",
) -> tuple[list[Candidate], list[Rejection]]:
    """The figures of a table with all that stands around them, and its cells with digits that are no figures.

    `reported` is the month, quarter or year of the report; None where it is not known. A table that names no time, role
    or measure (a key, a list of dates, contents, money) gives no figure.
    """
    places = places or Places()
    reading = read_layout(table, reader, reported=reported, page_heading=page_heading, places=places)
    anchor = _anchor(reading, reported)
    if anchor != reported:
        reading = read_layout(table, reader, reported=anchor, page_heading=page_heading, places=places)
    found: list[_Found] = []
    if _has_measures(table, reading):
        current = reading.latest or reading.context.timing.period or anchor
        headings = tuple(dict.fromkeys(filter(None, (page_heading, table.heading))))
        for row in reading.rows:
            found += _marked(list(_of_row(table, row, reading, reader, current, headings, method)), row, reading, table)
        found = _coloured(found)
    candidates = [one.candidate for one in found]
    return candidates, _left_over(table, reading, {(one.cell.row, one.cell.col) for one in found})


def _anchor(reading: Reading, reported: Period | None) -> Period | None:
    """The month that 'YTD' and 'rolling' run to: the table's own latest month where the report's is near or unknown.

    A table of another year, by its title, runs to its own months, however far they are.
    """
    latest, title = reading.latest, reading.context.timing.period
    if latest is None or reported is None:
        return latest or reported
    of_title = title is not None and title.months == 12 and title.start <= latest.end <= title.end
    if reported.months == 1 and abs(reported.end.minus(latest.end)) > 3 and not of_title:
        return reported
    return latest


def _has_measures(table: Table, reading: Reading) -> bool:
    """Whether a table's headings say that it holds figures of measures over time: else nothing is taken from it."""
    holding = [column for column in reading.columns if column.holds_figures]
    kinds = [column.heading.column for column in reading.columns]
    title = f"{table.heading or ''} {' '.join(c.text for column in reading.columns for c in column.levels)}"
    if not holding or "risk" in kinds or re.search(r"[£€]", title) or kinds.count("money") > len(holding) / 2:
        return False
    if reading.layout is Layout.ROWS:
        says = any(c.heading.has_time or c.heading.role or c.heading.note or c.owner == "own" for c in holding)
        dated = reading.context.timing.period is not None and any(c.heading.unit for c in holding)
        timed_rows = any(row.heading.has_time for row in reading.rows)
        return (says or dated or timed_rows) and any(_names(row.label) for row in reading.rows)
    if reading.layout is Layout.COLUMNS:
        return True
    named = bool(reading.columns[0].heading.rest) or _names(table.heading or "")
    return named and len(reading.rows) > 1


def _names(text: str) -> bool:
    """True for words that can name a measure: more than a letter or two."""
    return len(re.findall(r"[A-Za-z]", text)) >= 3


def _of_row(
    table: Table,
    row: Row,
    reading: Reading,
    reader: HeadingReader,
    current: Period | None,
    headings: tuple[str, ...],
    method: str,
) -> Iterator[_Found]:
    if row.owner == "other" or re.search(r"£", f"{row.label} {row.unit_words}"):
        return
    stub_cells = {id(cell) for cell in row.support}
    cells = sorted((cell for cell in table.cells if cell.row == row.place), key=lambda cell: cell.col)
    for place, cell in enumerate(cells):
        column = reading.by_place.get(cell.col)
        if column is None or not column.holds_figures or id(cell) in stub_cells:
            continue
        figures, inside = _figures_of(cell, reader, current)
        if not figures or (figures[0].suppressed and column.figures <= 1 and not cell.redacted):
            continue
        label, label_cells, part = _label_of(row, column, reading, table)
        if not _names(label):
            continue
        beside = cells[place - 1 : place] if place else []
        figures, used = _completed(figures, beside, cells[place + 1 : place + 2])
        if column.heading.column == "numerator":
            figures, used = _over_whole(figures, cells, reading)
        heading, own = _heading_of(row, column, reading.layout, inside)
        support = (*row.support, *label_cells, *column.levels, *used)
        for figure in figures:
            timing, note = _timing_of(figure, heading, own, row, reading, current)
            candidate = Candidate(
                figure=_in_unit(figure, heading, row),
                origin=Origin.TABLE,
                evidence=_evidence(cell, table, support),
                text=cell.text,
                label=label,
                headings=(*headings, *row.groups),
                column=tuple(level.text for level in column.levels if level.text),
                unit_words=row.unit_words,
                role=heading.role or Role.ACTUAL,
                timing=timing,
                comparator=_compared(heading, column, reading, current),
                direction=_direction(figure, heading),
                part=part,
                method=method,
                note=note,
            )
            yield _Found(candidate, cell, column)


def _completed(
    figures: list[Figure], before: Sequence[Cell], behind: Sequence[Cell]
) -> tuple[list[Figure], tuple[Cell, ...]]:
    """Figures with what the cells beside them add: '147' before 'of 299', '89.0%' behind '(2018)'."""
    if len(figures) != 1:
        return figures, ()
    figure = figures[0]
    for cell in behind:
        whole = re.fullmatch(r"(?:out )?of (\d[\d,]*)", cell.text.strip())
        if whole and figure.value is not None and figure.unit in {None, Unit.COUNT} and figure.denominator is None:
            count = replace(figure, unit=Unit.COUNT, numerator=figure.value, denominator=read_number(whole[1]))
            return [count], (cell,)
    for cell in before:
        year = re.fullmatch(r"\(((?:19|20)\d\d)\)", cell.text.strip())
        if year and figure.year is None:
            note = f"published as {cell.text.strip()}, taken as the year ended March {year[1]}"
            return [replace(figure, year=Period.financial_year(int(year[1]) - 1), note=note)], (cell,)
    return figures, ()


def _over_whole(
    figures: list[Figure], cells: Sequence[Cell], reading: Reading
) -> tuple[list[Figure], tuple[Cell, ...]]:
    """Counts of a numerator's column, over the whole that the row's denominator column gives."""
    counts = [replace(figure, unit=Unit.COUNT, numerator=figure.value) for figure in figures]
    for cell in cells:
        column = reading.by_place.get(cell.col)
        whole = read_figures(cell.text) if column and column.heading.column == "denominator" else []
        if len(whole) == 1 and whole[0].value is not None:
            return [replace(count, denominator=whole[0].value) for count in counts], (cell,)
    return counts, ()


def _in_unit(figure: Figure, heading: Heading, row: Row) -> Figure:
    """The figure with the unit that its heading names ('%', 'Number'), where its own form names none."""
    unit = heading.unit if not heading.rest else None
    unit = unit or row.heading.unit
    if figure.unit is not None or unit is None or figure.suppressed or heading.role is Role.PCT_CHANGE:
        return figure
    if unit is Unit.COUNT and figure.value is not None and figure.value != figure.value.to_integral_value():
        return figure
    return replace(figure, unit=unit)


def _compared(heading: Heading, column: Column, reading: Reading, current: Period | None) -> str | None:
    """What a change is compared with: what its heading says, else the earlier of the two times on its left."""
    if heading.role not in CHANGES or heading.comparator is not None:
        return heading.comparator if heading.role in CHANGES else None
    if heading.when == "previous" and current and current.months == 1:
        return str(current.end.plus(-1))
    left = [
        one.heading.timing.period
        for one in reading.columns
        if one.place < column.place and one.heading.timing.period and one.heading.role is None and one.holds_figures
    ]
    if reading.layout is not Layout.COLUMNS and len(left) > 1 and left[-1] == current:
        return str(left[-2])
    return None


def _figures_of(cell: Cell, reader: HeadingReader, current: Period | None) -> tuple[list[Figure], Heading | None]:
    """A cell's figures, and the heading inside it where it has one ('Target: 95%')."""
    figures = read_figures(cell.text)
    if figures:
        return figures, None
    if cell.redacted and not re.search(r"[A-Za-z]{3}", cell.text):
        return [Figure(cell.text or "█", None, suppressed=True, note="redacted in the source")], None
    worded = figures_with_words(cell.text, reader, reported=current)
    return (worded[1], worded[0]) if worded else ([], None)


def figures_with_words(
    text: str, reader: HeadingReader, *, reported: Period | None
) -> tuple[Heading, list[Figure]] | None:
    """'Target: 95%', '85% (target)', 'Oct-20 92%' -> what the words say, and the figures; None for words not known."""
    tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", plain_text(text))]
    if not 2 <= len(tokens) <= 10:
        return None
    for cut in range(1, len(tokens)):
        for words, rest in (
            (text[: tokens[cut][0]], text[tokens[cut][0] :]),
            (text[tokens[cut][0] :], text[: tokens[cut - 1][1]]),
        ):
            heading = reader.read(words.strip(" :-–()="), reported=reported)
            if heading.rest or not (heading.role or heading.has_time) or heading.column not in {None, "period"}:
                continue
            figures = read_figures(rest)
            if figures and not figures[0].suppressed:
                return heading, figures
    return None


def _label_of(row: Row, column: Column, reading: Reading, table: Table) -> tuple[str, tuple[Cell, ...], str | None]:
    """The words for the measure, the cells they stand in, and the part of it where row and column name it together."""
    if reading.layout is Layout.TITLE:
        corner = reading.columns[0]
        if corner.heading.rest and _names(corner.label) and corner.heading.column is None:
            return _numberless(corner.label), corner.levels, None
        return table.heading or "", (), None
    if reading.layout is Layout.COLUMNS:
        named: Column | None = column
        while named is not None and (not named.heading.rest or named.owner):
            # 'Target' beside 'Referrals': the measure stands over a column to the left.
            named = reading.by_place.get(named.place - 1)
        if named is None or named.heading.column not in {None, "label"}:
            return "", (), None
        return " | ".join(map(_numberless, named.label.split(" | "))), named.levels, None
    apart = column.heading.rest and not column.owner and column.heading.role is None
    part = column.label if apart else row.part
    return _numberless(row.label), (), part


def _numberless(label: str) -> str:
    """'2.1 Number of assessments started' -> without the label's own number."""
    return re.sub(r"^\(?\d{1,2}(?:\.\d{1,3})+[a-z]?[.):]?\s+(?=\D)|^\d{1,2}[.)]\s+(?=\D)", "", label)


def _heading_of(row: Row, column: Column, layout: Layout, inside: Heading | None) -> tuple[Heading, Heading]:
    """What column and row say together of time and role, the nearer first; and what one of them says by itself."""
    across, down = column.heading, row.heading
    if layout is Layout.COLUMNS:
        named = bool(across.rest)
        # A measure's words say no time ('in last 12 months') and hardly a role; its target may stand in them.
        role = across.role if not named or across.role is Role.TARGET else None
        across = replace(across, role=role)
        if named:
            across = replace(across, timing=Timing(), when=None, unit=None)
        first, second, own = down, across, column.own if across.role and not down.role else down
    else:
        first, second, own = across, down, column.own if column.own.role else down
    if inside is not None:
        first, second, own = inside, first, inside
    timing = first.timing
    over = second.timing.period
    if (
        over
        and over.months == 12
        and timing.period
        and timing.period.months < 12
        and not re.search(r"\d\d", first.text)
    ):
        # 'Apr' across, '2021/22' down.
        timing = read_timing(first.text, reported=None, within=over)
    if timing.period is None and first.when is None:
        period = second.timing.period
        basis = timing.basis or second.timing.basis
        timing = Timing(_stretched(period, timing.basis), basis)
    heading = replace(
        first,
        role=first.role or second.role,
        timing=timing,
        comparator=first.comparator or second.comparator,
        unit=first.unit or second.unit,
        when=first.when or (second.when if timing.period is None else None),
        note=first.note or second.note,
    )
    return heading, own


def _stretched(period: Period | None, basis: Basis | None) -> Period | None:
    """The months that a basis of one heading makes of the month of another: 'YTD' across, 'Dec-20' down."""
    if period is None or period.months >= 12:
        return period
    if basis is Basis.YTD:
        return Period.year_to_date(period.end)
    if basis is Basis.ROLLING_12M:
        return Period.twelve_months_to(period.end)
    return Period.of(period.end) if basis is Basis.AVERAGE_12M else period


def _timing_of(
    figure: Figure, heading: Heading, own: Heading, row: Row, reading: Reading, current: Period | None
) -> tuple[Timing, str | None]:
    """Period and basis of one figure; a bare month keeps its basis open. The note says why there is no period."""
    role = heading.role or Role.ACTUAL
    timing = heading.timing
    if figure.year is not None:
        return _based(figure.year), None
    if role.is_goal or role.is_benchmark:
        titled = reading.context.timing
        if timing.period is None and titled.period and titled.period.months == 12 and role.is_benchmark:
            return titled, heading.note
        own_time = own.timing.period is not None and role.is_benchmark
        stated = timing.period is not None and (timing.period.months == 12 or own_time)
        return (timing if stated and timing.basis is not Basis.ROLLING_12M else Timing()), heading.note
    if role in {Role.MAX_12M, Role.MIN_12M}:
        return Timing(current and Period.twelve_months_to(current.end)), heading.note
    if role in CHANGES and timing.period is None:
        return _based(current, row.heading.timing.basis), heading.note
    if timing.period is not None or timing.basis in {Basis.YTD, Basis.ROLLING_12M, Basis.AVERAGE_12M}:
        basis = None if timing.basis is Basis.MONTH else timing.basis
        note = None if timing.period else "the report's month is not known"
        return Timing(timing.period, basis), note
    if heading.note:
        return Timing(), heading.note
    if heading.when == "current" or timing.basis in {Basis.MONTH, Basis.SNAPSHOT, Basis.QUARTER, Basis.YEAR}:
        return _based(reading.context.timing.period or current, timing.basis), None
    if heading.when == "same_last_year" and current:
        return _based(Period(current.start.plus(-12), current.end.plus(-12))), None
    if heading.when is not None:
        return Timing(), "which period is meant, the heading does not say"
    if own.text.strip().lower() in _TOTALS:
        return _total(reading, row), None
    if reading.context.timing.period is not None:
        return _based(reading.context.timing.period, reading.context.timing.basis), None
    return Timing(), "the table does not say when"


_TOTALS = {"total", "totals", "year total", "total to date", "grand total"}


def _total(reading: Reading, row: Row) -> Timing:
    """'Total' beside months that follow each other: all of them, the year to date where they begin in April."""
    down = reading.layout is Layout.COLUMNS
    headings = [one.heading for one in reading.rows] if down else [one.heading for one in reading.columns]
    periods = [heading.timing.period for heading in headings if heading.timing.period and heading.role is None]
    months = sorted({period.end for period in periods if period.months == 1})
    if len(months) < 2 or months[-1].minus(months[0]) != len(months) - 1:
        return Timing()
    span = Period(months[0], months[-1])
    if span.months == 12:
        return Timing(span, Basis.YEAR if span.start.month in {4, 9} else Basis.ROLLING_12M)
    return Timing(span, Basis.YTD if span.start.month == 4 else None)


def _based(period: Period | None, basis: Basis | None = None) -> Timing:
    """A period on the basis that its length has: twelve months a year, three a quarter, one left open."""
    if period is None:
        return Timing()
    if period.months == 1:
        return Timing(period, basis if basis is Basis.SNAPSHOT else None)
    if basis in {Basis.YTD, Basis.ROLLING_12M, Basis.AVERAGE_12M, Basis.TERM}:
        return Timing(period, basis)
    return Timing(period, Basis.YEAR if period.months == 12 else Basis.QUARTER if period.months == 3 else basis)


def _direction(figure: Figure, heading: Heading) -> Direction | None:
    """Where a change moved, by its printed sign."""
    if heading.role not in CHANGES or figure.value is None or figure.operator:
        return None
    return Direction.UP if figure.value > 0 else Direction.DOWN if figure.value < 0 else Direction.SAME


def _evidence(cell: Cell, table: Table, support: Sequence[Cell]) -> Evidence:
    boxes = tuple(dict.fromkeys((one.page, one.box) for one in support if one.text))
    return Evidence(cell.page, cell.box, table.number, cell.row, cell.col, support=boxes)


def _notes(*notes: str | None) -> str | None:
    return "; ".join(dict.fromkeys(note for note in notes if note)) or None


def _marked(found: list[_Found], row: Row, reading: Reading, table: Table) -> list[_Found]:
    """The row's rating and arrow, given to the figure that they stand for: the latest, or the nearest on their left."""
    for kind in ("rag", "travel"):
        columns = [column for column in reading.columns if column.heading.column == kind]
        for column in columns:
            cell = table.at(row.place, column.place)
            if cell is None or cell.row != row.place:
                continue
            rag = (rag_of_text(cell.text) or rag_of_fill(cell.fill)) if kind == "rag" else None
            arrow = arrow_of(cell.text) if kind == "travel" else None
            if rag is None and arrow is None:
                continue
            place = _rated(found, column, alone=len(columns) == 1)
            if place is None:
                continue
            candidate = found[place].candidate
            support = (*candidate.evidence.support, *((c.page, c.box) for c in (cell, *column.levels) if c.text))
            candidate = replace(candidate, evidence=replace(candidate.evidence, support=support))
            if rag:
                candidate = replace(candidate, rag=rag)
            if arrow:
                said = f"direction of travel published as {arrow}"
                candidate = replace(candidate, arrow=arrow, note=_notes(candidate.note, said))
            found[place] = replace(found[place], candidate=candidate)
    return found


def _rated(found: Sequence[_Found], column: Column, *, alone: bool) -> int | None:
    """The place of the figure that a rating column speaks of; None where the row has no figure of its own."""
    places = [
        place
        for place, one in enumerate(found)
        if one.candidate.role is Role.ACTUAL and not one.candidate.figure.suppressed
    ]
    outer = set(map(id, column.levels[:-1]))
    together = [place for place in places if outer & set(map(id, found[place].column.levels))]
    places = together or places
    left = [place for place in places if found[place].column.place < column.place]
    if not alone:
        return max(left, key=lambda place: found[place].column.place, default=None)
    plain = [place for place in places if found[place].candidate.timing.basis in {None, Basis.QUARTER, Basis.SNAPSHOT}]
    dated = [place for place in plain if found[place].candidate.timing.period is not None]
    if dated:
        return max(dated, key=lambda place: found[place].candidate.timing.period.end)  # type: ignore[union-attr]
    return max(left or places, key=lambda place: found[place].column.place, default=None)


def _coloured(found: list[_Found]) -> list[_Found]:
    """The colour of a figure's own cell is its rating, where the table's colours are one."""
    own = [one for one in found if one.candidate.role is Role.ACTUAL]
    if not colours_are_meant(one.cell.fill for one in own):
        return found
    return [
        replace(one, candidate=replace(one.candidate, rag=rag_of_fill(one.cell.fill)))
        if one.candidate.role is Role.ACTUAL and one.candidate.rag is None and rag_of_fill(one.cell.fill)
        else one
        for one in found
    ]


def _left_over(table: Table, reading: Reading, used: set[tuple[int, int]]) -> list[Rejection]:
    """The cells with digits that gave no figure, each with why."""
    left: list[Rejection] = []
    for cell in table.cells:
        if (cell.row, cell.col) in used or not re.search(r"\d", cell.text):
            continue
        column = reading.by_place.get(cell.col)
        kind = column.heading.column if column else None
        if cell.row < reading.header_rows:
            reason = "part of a heading"
        elif kind in NO_FIGURES:
            reason = NO_FIGURES[kind]
        elif read_figures(cell.text):
            reason = (
                "another authority's figure"
                if column and column.owner == "other"
                else "in a table whose headings name no measure or time"
            )
        elif find_periods(cell.text, reported=None):
            reason = "a date or period"
        else:
            reason = "part of a label" if re.search(r"[A-Za-z]{3}", cell.text) else "no figure by its form"
        left.append(Rejection(cell.page, cell.box, cell.text, cell.text, reason))
    return left


def candidates_of_tile(
    tile: Tile, *, reader: HeadingReader, reported: Period | None, page_heading: str | None = None, method: str = "text"
) -> list[Candidate]:
    """The figures of a dashboard's box: the big one, and the smaller lines that say whose they are ('Target 95%')."""
    figures = read_figures(tile.figure)
    if not figures or not _names(tile.caption):
        return []
    said = [reader.read(text, reported=reported) for text in (page_heading or "", tile.caption, *tile.lines) if text]
    timed = [
        heading
        for heading in said
        if heading.timing.period is not None and heading.role is None and not re.search(r"\d%", heading.text)
    ]
    timing = _tile_timing(timed, reported)
    headings = tuple(filter(None, (page_heading,)))
    box: Box = tile.figure_box or tile.box
    evidence = Evidence(tile.page, box, support=((tile.page, tile.box),))
    arrow = arrow_of(tile.figure) or next(filter(None, map(arrow_of, tile.lines)), None)
    found = [
        Candidate(
            figure, Origin.TILE, evidence, tile.figure, _numberless(tile.caption), headings,
            timing=_based(figure.year) if figure.year else timing, arrow=arrow, method=method,
        )
        for figure in figures
    ]  # fmt: skip
    for line in tile.lines:
        worded = figures_with_words(line, reader, reported=reported)
        if worded is None:
            continue
        heading, smaller = worded
        role = heading.role or Role.ACTUAL
        if role is Role.ACTUAL and heading.timing.period is None and heading.when is None:
            continue
        period = heading.timing if heading.timing.period else Timing() if role.is_goal or role.is_benchmark else timing
        if role is Role.ACTUAL and heading.when:
            period = Timing()
        smaller_timing = replace(period, basis=None if period.basis is Basis.MONTH else period.basis)
        for figure in smaller:
            one = Candidate(
                figure, Origin.TILE, Evidence(tile.page, tile.box), line, _numberless(tile.caption), headings
            )
            compared = heading.comparator if role in CHANGES else None
            unit_words = figures[0].unit.value if figures[0].unit else ""
            one = replace(one, role=role, timing=smaller_timing, comparator=compared, unit_words=unit_words)
            found.append(replace(one, method=method))
    return found


def _tile_timing(timed: Sequence[Heading], reported: Period | None) -> Timing:
    """The time that a tile's own words give, else the month reported on."""
    if timed:
        timing = timed[-1].timing
        return Timing(timing.period, None if timing.basis is Basis.MONTH else timing.basis)
    return _based(reported)
