"""Tile -> Candidates: the big figure of a dashboard's box, and the smaller ones in its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalise.cell_times import based, so_far
from normalise.crossing import BEFORE
from normalise.figures import read_figures
from normalise.headers import HeadingReader
from normalise.heading import Heading
from normalise.heading_times import CHANGES
from normalise.rag import arrow_of
from normalise.tile_changes import change_in, in_points, says_no_change
from normalise.worded_figures import figures_with_words, names_something, without_number
from records.observation import Candidate, Evidence, Figure, Origin, Role
from records.period import Basis, Period, Timing
from records.table import Tile


@dataclass(frozen=True, slots=True)
class _Lines:
    """A tile's lines by what they are."""

    caption: str
    """The words for its measure, with the lines that go on with them."""
    time: Timing | None
    """What a line or the caption says of time; None where they say nothing."""
    figures: tuple[tuple[str, Heading, list[Figure]], ...]
    """Lines that print a figure with words that are known: 'Target: 95%', 'Quarter 2: 1,131'."""
    changes: tuple[str, ...] = ()
    """Lines that print a change: '▼ 12 on last month'."""


def candidates_of_tile(
    tile: Tile, *, reader: HeadingReader, reported: Period | None, page_heading: str | None = None, method: str = "text"
) -> list[Candidate]:
    """The figures of a dashboard's box: the big one, and the smaller lines that say whose they are ('Target 95%').

    Where the tile gives no time, the big figure is of the time reported on, None where that is not known.
    """
    figures = read_figures(tile.figure)
    lines = _sorted_lines(tile, reader, reported)
    if not figures or not names_something(lines.caption):
        return []
    titled = reader.read(page_heading, reported=reported).timing if page_heading else Timing()
    timing = so_far(lines.time or (_open(titled) if titled.period else based(reported)), reported)
    headings = tuple(filter(None, (page_heading,)))
    support = ((tile.page, tile.box),)
    whole = Candidate(
        figure=figures[0],
        origin=Origin.TILE,
        evidence=Evidence(tile.page, tile.figure_box or tile.box, support=support),
        text=tile.figure,
        label=without_number(lines.caption),
        headings=headings,
        timing=timing,
        arrow=arrow_of(tile.figure) or next(filter(None, map(arrow_of, tile.lines)), None),
        method=method,
    )
    found = [replace(whole, figure=one, timing=based(one.year) if one.year else timing) for one in figures]
    unit_words = figures[0].unit.value if figures[0].unit else ""
    for text, heading, smaller in lines.figures:
        role = heading.role or Role.ACTUAL
        time = _open(heading.timing) if heading.timing.period else Timing()
        note = None
        if role in CHANGES and time.period is None:
            time = timing
        elif heading.when == "previous" and timing.period is not None:
            back = timing.period.months
            time = based(Period(timing.period.start.plus(-back), timing.period.end.plus(-back)))
            note = BEFORE
        one = replace(
            whole, evidence=Evidence(tile.page, tile.box, support=support), text=text, unit_words=unit_words, arrow=None
        )
        compared = heading.comparator if role in CHANGES else None
        one = replace(one, role=role, timing=time, comparator=compared, note=note)
        found += [replace(one, figure=figure) for figure in smaller]
    for text in lines.changes:
        change = change_in(text, reader, now=timing.period or reported)
        if change is not None:
            evidence = Evidence(tile.page, tile.box, support=support)
            found.append(
                replace(
                    whole,
                    evidence=evidence,
                    text=text,
                    figure=in_points(change.figure, figures[0]),
                    role=Role.CHANGE,
                    unit_words=unit_words,
                    comparator=change.comparator,
                    direction=change.direction,
                    arrow=arrow_of(text),
                )
            )
    return found


def _sorted_lines(tile: Tile, reader: HeadingReader, reported: Period | None) -> _Lines:
    """A tile's lines by what they are; a line of other words goes on with the caption, or begins it."""
    caption, time = tile.caption, None
    figures: list[tuple[str, Heading, list[Figure]]] = []
    changes: list[str] = []
    lines = tile.lines
    beside = change_in(caption, reader, now=reported) or figures_with_words(caption, reader, reported=reported)
    if beside or says_no_change(caption, reader):
        # The line nearest the figure is its change, or last month's; the caption stands beyond it.
        caption, lines = "", (caption, *lines)
    for line in (part for one in lines for part in _parts_of(one)):
        if change_in(line, reader, now=reported):
            changes.append(line)
            continue
        if says_no_change(line, reader):
            continue
        worded = figures_with_words(line, reader, reported=reported)
        heading = reader.read(line, reported=reported)
        if worded is not None:
            figures.append((line, *worded))
        elif heading.is_qualifier and heading.role is None and heading.timing.period is not None:
            time = _open(heading.timing)
        elif heading.is_qualifier or arrow_of(line):
            continue
        elif not caption:
            caption = line
        elif caption[:1].islower() and re.match(r"[A-Z0-9%]", line):
            caption = f"{line} {caption}"
        elif re.match(r"[a-z(]", line) or re.search(r"\b(?:per|within|in|of|with|for|to|over|under|at|last)$", caption):
            caption = f"{caption} {line}"
    said = reader.read(caption, reported=reported).timing
    if time is None and said.period is not None and reader.read(caption, reported=None).timing.period is not None:
        # Only a time that needs no report ('September 2023') belongs to the caption: 'in the quarter' is the report's.
        time = _open(said)
    return _Lines(caption, time, tuple(figures), tuple(changes))


def _parts_of(line: str) -> list[str]:
    """A line of several figures, each with words of its own ('June: 18.0% | SN: 18.9%'), one by one; else the line."""
    parts = re.split(r"\s*[|;•·]\s*", line)
    return parts if all(re.search(r"\d", part) for part in parts) else [line]


def _open(timing: Timing) -> Timing:
    """A bare month's basis is for its measure to tell."""
    return Timing(timing.period, None if timing.basis is Basis.MONTH else timing.basis)
