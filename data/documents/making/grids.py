"""What the makers share: the figures of a table as a grid with its merged cells, and the words of a paper.

A grid is a CSV file under figures/, header rows first. A cell that holds only `<` belongs to the cell on its left, one
that holds only `^` to the cell above; `[red]`, `[amber]`, `[green]` is a painted cell without words, `[up]`, `[down]` a
drawn arrow.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FILLS = {"[red]": "FF0000", "[amber]": "FFC000", "[green]": "00B050"}
RETYPESET = (
    "Re-typeset sample: real published figures, commentary in our words; not the council's document. Source: {source}."
)
SCORECARD_NOTES = (
    "Arrows show the direction of performance since the month before, by what is good for the measure:",
    "↑ better, or more",
    "→ no change",
    "↓ worse, or fewer",
    "The colours of this sample are worked out from the printed tolerances; the published text has none.",
)
INVENTED = "INVENTED: this council does not exist, and every figure here is made up."


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a grid, at its top left place."""

    row: int
    col: int
    text: str
    row_span: int
    col_span: int


def read_grid(name: str) -> list[list[str]]:
    """figures/<name>.csv -> rows of cells. Raises ValueError where a row is longer or shorter than the first."""
    path = HERE / "figures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise ValueError(f"{path.name}, line {number}: {len(row)} cells, the first line has {len(rows[0])}")
    return rows


def spots(grid: list[list[str]]) -> list[Spot]:
    """The cells of a grid with their spans; what `<` and `^` stand in belongs to a neighbour and has no spot."""
    found = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            high = 1
            while r + high < len(grid) and grid[r + high][c] == "^":
                high += 1
            found.append(Spot(r, c, text, high, wide))
    return found


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item of words/<name>.md."""

    kind: str
    """`title`, `heading`, `subheading`, `item`, `letter`, `fact` (label and text) or `paragraph`."""
    text: str
    label: str = ""
    """The label of a fact; the number of a numbered paragraph; else empty."""


def read_words(name: str) -> list[Block]:
    """words/<name>.md -> blocks. A blank line ends a block; lines of one block are joined by a space."""
    text = (HERE / "words" / f"{name}.md").read_text(encoding="utf-8")
    blocks = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        line = " ".join(part.strip() for part in chunk.splitlines())
        if fact := re.fullmatch(r":(.+?): (.*)", line):
            blocks.append(Block("fact", fact[2], fact[1]))
        elif numbered := re.fullmatch(r"(\d+\.) (.*)", line):
            blocks.append(Block("paragraph", numbered[2], numbered[1]))
        elif lettered := re.fullmatch(r"([a-z]\)) (.*)", line):
            blocks.append(Block("letter", lettered[2], lettered[1]))
        else:
            marks = {"# ": "title", "## ": "heading", "### ": "subheading", "- ": "item"}
            mark = next((mark for mark in marks if line.startswith(mark)), "")
            blocks.append(Block(marks.get(mark, "paragraph"), line[len(mark) :]))
    return blocks


def section_words(name: str) -> dict[str, tuple[str, list[str]]]:
    """words/<name>.md of a scorecard -> title of a section page -> (its definition, its commentary's paragraphs)."""
    sections: dict[str, tuple[str, list[str]]] = {}
    title = ""
    for block in read_words(name):
        if block.kind == "heading":
            title = block.text
            sections[title] = ("", [])
        elif block.kind == "fact":
            sections[title] = (block.text, sections[title][1])
        else:
            sections[title][1].append(block.text)
    return sections
