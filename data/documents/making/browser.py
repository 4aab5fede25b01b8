"""Pages printed by a browser (Chromium): a paper in prose, a scorecard, a dashboard of tiles."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from making.grids import FILLS, INVENTED, RETYPESET, SCORECARD_NOTES, Block, read_grid, read_words, section_words, spots

STYLE = """
* { box-sizing: border-box; -webkit-print-color-adjust: exact; }
body { font: 10.5pt 'Liberation Sans', sans-serif; margin: 0; }
.foot { font-size: 7pt; text-align: center; }
table { border-collapse: collapse; }
"""
PAPER = """
@page { size: A4; margin: 20mm 22mm 22mm; @bottom-center { font: 7pt 'Liberation Sans'; content: "FOOT"; } }
p, li { line-height: 1.35; margin: 0 0 7pt; text-align: justify; }
h1 { font-size: 15pt; } h2 { font-size: 12pt; }
h3 { font-size: 10.5pt; font-weight: normal; text-decoration: underline; margin: 0; }
td { padding: 0 24pt 4pt 0; } td:first-child { font-weight: bold; }
.black { display: inline-block; width: 1.1em; height: 0.9em; background: #000; }
"""
SCORECARD = """
@page wide { size: A3 landscape; margin: 9mm; }
@page page { size: A4 landscape; margin: 9mm; }
.wide { page: wide; } .page { page: page; break-before: page; }
.wide, .page { position: relative; }
td, th { border: 0.7pt solid #000; font-size: 7pt; text-align: center; padding: 2pt 1pt; height: 13.5pt; }
.wide td.label { text-align: left; padding-left: 3pt; }
th, td.group { background: #d9d9d9; font-weight: bold; }
.turned { writing-mode: vertical-rl; transform: rotate(180deg); margin: auto; font-size: 6.5pt; }
h1 { font-size: 17pt; margin: 0; } .month { float: right; font-weight: bold; }
.band { background: #5f497a; color: #fff; font-size: 14pt; font-weight: bold; padding: 3pt; }
.boxes { width: 100%; margin-bottom: 10pt; } .boxes td { text-align: left; font-size: 9pt; padding: 5pt; }
.boxes td:first-child { width: 90pt; background: #d9d9d9; font-weight: bold; text-align: center; font-size: 8pt; }
.note { font-size: 7pt; margin: 2pt 0; }
.foot { margin-top: 8pt; text-align: left; }
"""
DASHBOARD = """
@page { size: A4 landscape; margin: 12mm; }
.invented { background: #c00000; color: #fff; font-size: 20pt; font-weight: bold; text-align: center; padding: 6pt; }
h1 { font-size: 18pt; margin: 10pt 0 2pt; } h2 { font-size: 12pt; margin: 12pt 0 6pt; color: #1f4e79; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 9pt; }
.tile { border: 1pt solid #9dc3e6; background: #eef5fb; border-radius: 4pt; padding: 8pt; height: 104pt; }
.figure { font-size: 25pt; font-weight: bold; color: #1f4e79; } .caption { font-size: 9.5pt; min-height: 25pt; }
.line { font-size: 8pt; color: #444; }
.next { break-before: page; }
.foot { margin-top: 10pt; }
"""


def print_page(body: str, style: str, title: str, target: Path) -> None:
    """A body of HTML -> `target`, through a headless Chromium with a profile of its own. Raises where it fails."""
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(f"{page}<style>{STYLE}{style}</style><body>{body}</body></html>", encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command += ["--disable-pdf-tagging", "--no-pdf-header-footer", f"--print-to-pdf={target}", path.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def make_paper(name: str, title: str, source: str, target: Path) -> None:
    """words/<name>.md -> `target`. '■' becomes a black box: paint, with no letter beneath it."""
    blocks = read_words(name)
    style = PAPER.replace("FOOT", RETYPESET.format(source=source))
    print_page("".join(paper_block(block) for block in blocks), style, title, target)


def paper_block(block: Block) -> str:
    """One heading, paragraph, list item or fact as HTML."""
    text = escape(block.text).replace("■", "<span class=black></span>")
    if block.kind == "fact":
        return f"<table><tr><td style='width: 120pt'>{escape(block.label)}:<td>{text}</table>"
    tag = {"title": "h1", "heading": "h2", "subheading": "h3", "item": "li"}.get(block.kind, "p")
    return f"<{tag}>{text}</{tag}>"


def make_scorecard(
    name: str, title: str, month: str, source: str, sections: Sequence[tuple[str, str]], target: Path
) -> None:
    """The same pages as `calc.make_scorecard` sets, by another program and without charts."""
    foot = f"<div class=foot>{escape(RETYPESET.format(source=source))}</div>"
    body = f"<div class=wide><span class=month>As at Month End: {month}</span><h1>{escape(title)}</h1>"
    body += "".join(f"<div class=note>{escape(note)}</div>" for note in SCORECARD_NOTES)
    body += table(read_grid(f"{name}--scorecard"), headers=2, label_col=2, width="99.6%") + foot + "</div>"
    words = section_words(name)
    for heading, figures in sections:
        definition, remarks = words[heading]
        body += f"<div class=page><div class=band>{escape(heading)}</div><table class=boxes>"
        body += f"<tr><td>DEFINITION<td>{escape(definition)}"
        body += f"<tr><td>SIGNIFICANT CHANGES / CONCERNS<td>{'<br>'.join(map(escape, remarks))}</table>"
        grid = read_grid(f"{name}--{figures}")
        headers = next(number for number, row in enumerate(grid) if row[0].startswith("IN MONTH"))
        body += table(grid, headers=headers, label_col=-1, width="72%") + foot + "</div>"
    print_page(body, SCORECARD, f"{title}: {month}", target)


def table(grid: list[list[str]], *, headers: int, label_col: int, width: str) -> str:
    """A grid as an HTML table with its spans; labels of row groups are turned upright."""
    lines = [""] * len(grid)
    for spot in spots(grid):
        head = spot.row < headers
        group = spot.col == 0 and not head
        text = escape(spot.text)
        if group and spot.row_span > 1:
            text = f"<div class=turned>{text}</div>"
        kind = " class=group" if group else " class=label" if spot.col == label_col and not head else ""
        paint = ""
        if spot.text in FILLS:
            text, paint = "", f" style='background: #{FILLS[spot.text]}'"
        elif head and spot.text in ("Red", "Amber", "Target Green"):
            paint = f" style='background: #{FILLS[f'[{spot.text.split()[-1].lower()}]']}'"
        tag = "th" if head else "td"
        spans = f" rowspan={spot.row_span} colspan={spot.col_span}"
        lines[spot.row] += f"<{tag}{kind}{spans}{paint}>{text}</{tag}>"
    return f"<table style='width: {width}'>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def make_dashboard(name: str, council: str, title: str, period: str, target: Path) -> None:
    """figures/<name>--tiles.csv (section, figure, caption, lines) -> pages of tiles of an invented council."""
    banner = f"<div class=invented>{escape(council)} — INVENTED</div>"
    foot = f"<div class=foot>{escape(INVENTED)}</div>"
    tiles: dict[str, list[str]] = {}
    for section, figure, caption, *smaller in read_grid(f"{name}--tiles")[1:]:
        lines = "".join(f"<div class=line>{escape(line)}</div>" for line in smaller if line)
        tile = f"<div class=figure>{escape(figure)}</div><div class=caption>{escape(caption)}</div>{lines}"
        tiles.setdefault(section, []).append(f"<div class=tile>{tile}</div>")
    body = f"{banner}<h1>{escape(title)}</h1><div>{escape(period)}</div>"
    for number, (section, found) in enumerate(tiles.items()):
        if number == 2:
            body += f"{foot}<div class='invented next'>{escape(council)} — INVENTED</div>"
        body += f"<h2>{escape(section)}</h2><div class=tiles>{''.join(found)}</div>"
    print_page(body + foot, DASHBOARD, f"{title}: {period}", target)
