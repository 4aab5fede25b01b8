"""Makes the sample reports of this folder anew: .venv/bin/python data/documents/make_samples.py [NAME...]

Needs LibreOffice (soffice), Chromium and the fonts Liberation and DejaVu; nobody else does, as the PDFs are kept here.
What a report says stands in figures/ and words/, how it looks in making/, what it is in index.csv.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable
from pathlib import Path

from making import browser, calc, drawn, word

HERE = Path(__file__).resolve().parent
PERFORMANCE = "Safeguarding Children & Families Monthly Performance Report"
ANYSHIRE = "Anyshire County Council"
ROTHERHAM = {
    "rotherham-2020-12-front-door": (
        "Front Door",
        [
            ("CONTACTS", "contacts"),
            ("REFERRALS", "referrals"),
            ("NEW ASSESSMENTS - STARTED / COMPLETED", "assessments"),
        ],
    ),
    "rotherham-2020-12-child-protection": (
        "Child Protection",
        [
            ("SECTION 47 INVESTIGATIONS - STARTED", "s47"),
            ("INITIAL CHILD PROTECTION CONFERENCES", "icpc"),
            ("CHILD PROTECTION", "plans"),
        ],
    ),
    "rotherham-2020-12-looked-after": (
        "Looked After Children",
        [
            ("LOOKED AFTER CHILDREN", "looked-after"),
            ("LOOKED AFTER CHILDREN - PLACEMENTS", "placements"),
            ("CASELOADS", "caseloads"),
        ],
    ),
}
SOUTHAMPTON = [("Front door", "front-door"), ("Child protection", "protection"), ("Children in care", "care")]


def rotherham(name: str, source: str, target: Path) -> None:
    """A scorecard and pages by month: two by LibreOffice Calc, one by a browser."""
    title, sections = ROTHERHAM[name]
    make = browser.make_scorecard if name.endswith("looked-after") else calc.make_scorecard
    make(name, f"{PERFORMANCE}: {title}", "December 2020", source, sections, target)


def barnsley(name: str, source: str, target: Path) -> None:
    """A short paper in prose: one month by LibreOffice Writer, one by a browser."""
    month, make = {
        "barnsley-2020-11": ("November 2020", word.make_paper),
        "barnsley-2022-07": ("July 2022", browser.make_paper),
    }[name]
    title = f"Children's Social Care Monthly Report – {month}"
    make(name, title, source, target)


def southampton(name: str, source: str, target: Path) -> None:
    """A scorecard with turned headings, by ReportLab."""
    title = "January 2021 Performance overview of Children's Social Care and Early Help"
    drawn.make_scorecard(name, title, source, SOUTHAMPTON, target)


def herefordshire(name: str, source: str, target: Path) -> None:
    """A paper in numbered paragraphs with hardly a figure, by LibreOffice Writer."""
    title = "Childrens performance report"
    word.make_paper(name, title, source, target, numbered=True)


def anyshire_dashboard(name: str, _: str, target: Path) -> None:
    """Tiles of an invented council, by a browser."""
    title, period = "Children's Services Dashboard", "Quarter 3 2020/21 (October to December 2020)"
    browser.make_dashboard(name, ANYSHIRE, title, period, target)


def anyshire_quarterly(name: str, _: str, target: Path) -> None:
    """A table without rules of an invented council, by ReportLab."""
    drawn.make_quarterly(name, ANYSHIRE, "Children's Services Quarterly Performance Report 2020/21: Quarter 4", target)


MAKERS: dict[str, Callable[[str, str, Path], None]] = {
    **dict.fromkeys(ROTHERHAM, rotherham),
    "barnsley-2020-11": barnsley,
    "barnsley-2022-07": barnsley,
    "southampton-2021-01": southampton,
    "herefordshire-2022-02": herefordshire,
    "anyshire-2020-12-dashboard": anyshire_dashboard,
    "anyshire-2021-03-quarterly": anyshire_quarterly,
}


def settle(path: Path) -> None:
    """Takes the moment of making out of a PDF, byte for byte, so that the same words give the same file."""
    content = path.read_bytes()
    content = re.sub(rb"(?<=D:)\d{14}", b"20260101000000", content)
    content = re.sub(rb"(\d{14})[+-]\d\d'\d\d'", rb"\1+00'00'", content)
    for pattern in (rb"/ID ?\[ ?<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", rb"/DocChecksum /([0-9A-Fa-f]+)"):
        content = re.sub(pattern, lambda found: re.sub(rb"(?<=[</])[0-9A-Fa-f]{32}", b"0" * 32, found[0]), content)
    path.write_bytes(content)


def main(names: list[str]) -> None:
    """Makes the named samples, or all that index.csv lists."""
    with (HERE / "index.csv").open(encoding="utf-8", newline="") as lines:
        sources = {Path(row["filename"]).stem: row["source"] for row in csv.DictReader(lines)}
    for name in names or sources:
        target = HERE / f"{name}.pdf"
        MAKERS[name](name, sources[name], target)
        settle(target)
        print(f"{target.name}  {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
