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

from making import calc, word

HERE = Path(__file__).resolve().parent
PERFORMANCE = "Safeguarding Children & Families Monthly Performance Report"


def rotherham(name: str, target: Path) -> None:
    """A scorecard and pages by month, by LibreOffice Calc."""
    title, sections = ROTHERHAM[name]
    source = f"Rotherham Metropolitan Borough Council, {PERFORMANCE}, December 2020."
    calc.make_scorecard(name, f"{PERFORMANCE}: {title}", "December 2020", source, sections, target)


def barnsley_2020(name: str, target: Path) -> None:
    """A short paper in prose, by LibreOffice Writer."""
    title = "Children's Social Care Monthly Report – November 2020"
    word.make_paper(name, title, "Barnsley Metropolitan Borough Council, November 2020.", target)


ROTHERHAM = {
    "rotherham-2020-12-front-door": (
        "Front Door",
        [
            ("CONTACTS", "contacts"),
            ("REFERRALS", "referrals"),
            ("NEW ASSESSMENTS - STARTED / COMPLETED", "assessments"),
        ],
    ),
}
MAKERS: dict[str, Callable[[str, Path], None]] = {
    **dict.fromkeys(ROTHERHAM, rotherham),
    "barnsley-2020-11": barnsley_2020,
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
        listed = [Path(row["filename"]).stem for row in csv.DictReader(lines)]
    for name in names or listed:
        target = HERE / f"{name}.pdf"
        MAKERS[name](name, target)
        settle(target)
        print(f"{target.name}  {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
