"""Tile -> Candidates: the big figure of a dashboard's box, and the smaller ones in its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalise.cell_times import based
from normalise.figures import read_figures
from normalise.headers import CHANGES, Heading, HeadingReader
from normalise.rag import arrow_of
from normalise.worded_figures import figures_with_words, names_something, without_number
from records.observation import Candidate, Evidence, Origin, Role
from records.page import Box
from records.period import Basis, Period, Timing
from records.table import Tile


def candidates_of_tile(
    tile: Tile, *, reader: HeadingReader, reported: Period | None, page_heading: str | None = None, method: str = "text"
) -> list[Candidate]:
    """The figures of a dashboard's box: the big one, and the smaller lines that say whose they are ('Target 95%')."""
    figures = read_figures(tile.figure)
    if not figures or not names_something(tile.caption):
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
            figure, Origin.TILE, evidence, tile.figure, without_number(tile.caption), headings,
            timing=based(figure.year) if figure.year else timing, arrow=arrow, method=method,
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
                figure, Origin.TILE, Evidence(tile.page, tile.box), line, without_number(tile.caption), headings
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
    return based(reported)
