"""What is read of our sample reports, and of the published ones where they are at hand, held against people's reading.

A gap is a nuisance, a wrong figure is the end of us: `wrong` is asserted apart from F1, and each floor is what was
measured when it was set. A floor may go up; it goes down only in a commit of its own that says why.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ORIGINS = {"claims": ("prose",), "observations": ("table", "tile")}


@dataclass(frozen=True)
class Score:
    """Rows of gold, rows said, rows right, and rows that name a measure and are not right."""

    gold: int
    said: int
    right: int
    wrong: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.said) if self.gold + self.said else 1.0


def number(value: str | float | None) -> str:
    """A value as text that can be compared; a suppressed figure has none and is 'x'."""
    return "x" if value in (None, "") else f"{float(value):.4f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def score(database: Path, gold: Path, kind: str, doc: str) -> Score:
    """One document's figures of one kind against gold, on the pages that were read in full."""
    pages = {int(r["page"]) for r in rows_of(gold / "coverage.csv") if (r["doc"], r["kind"]) == (doc, kind)}
    wanted: Counter[tuple[str, ...]] = Counter()
    for row in rows_of(gold / kind / f"{doc}.csv"):
        wanted[(number(row["value"]), *(row[c] for c in ("unit", "role", "indicator", "period", "basis")))] += 1
    marks = ", ".join("?" * len(ORIGINS[kind]))
    said: Counter[tuple[str, ...]] = Counter()
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for page, value, *rest in connection.execute(
            "select page, value, unit, role, coalesce(indicator_id, 'unmapped'), period, basis from observations"
            f" where origin in ({marks}) and document_id = (select id from documents where filename = ?)",
            (*ORIGINS[kind], f"{doc}.pdf"),
        ):
            if page in pages:
                said[(number(value), *("" if cell is None else cell for cell in rest))] += 1
    assert pages, f"coverage.csv names no page of {doc} for {kind}"
    too_many = said - wanted
    wrong = sum(count for key, count in too_many.items() if key[3] != "unmapped")
    return Score(sum(wanted.values()), sum(said.values()), sum((wanted & said).values()), wrong)


def pairs(gold: Path) -> list[tuple[str, str]]:
    """Every kind and document that has both gold and coverage."""
    if not (gold / "coverage.csv").is_file():
        return []
    covered = {(r["kind"], r["doc"]) for r in rows_of(gold / "coverage.csv")}
    return sorted(pair for pair in covered if (gold / pair[0] / f"{pair[1]}.csv").is_file())


SAMPLES = {"observations": (0.99, 0.0), "claims": (0.94, 0.03)}
"""Kind -> least F1 at every level together, and the share of figures said that may be wrong."""
HARDER = {("claims", "anyshire-2021-03-quarterly"): (0.85, 0.15)}
"""Seven figures: a caseload 'in the quarter' is read as that of its last day."""


@pytest.mark.parametrize(("kind", "doc"), pairs(ROOT / "tests" / "gold"), ids=str)
def test_our_sample_reports_are_read_as_people_read_them(kind: str, doc: str, samples: Path) -> None:
    least, share = HARDER.get((kind, doc), SAMPLES[kind])
    found = score(samples, ROOT / "tests" / "gold", kind, doc)
    assert found.wrong <= share * found.said, found
    assert found.f1 >= least, found


PUBLISHED = {
    ("observations", "rotherham-2020-12"): (0.99, 0.0),
    ("observations", "southampton-2021-01"): (0.99, 0.0),
    ("claims", "barnsley-2020-11"): (0.98, 0.01),
    ("claims", "rotherham-2020-12"): (0.98, 0.02),
}
"""As SAMPLES, of the published reports."""


@pytest.mark.parametrize(("kind", "doc"), PUBLISHED, ids=str)
def test_published_reports_are_read_as_people_read_them(kind: str, doc: str, corpus: Path) -> None:
    least, share = PUBLISHED[kind, doc]
    found = score(corpus, SHARED / "gold", kind, doc)
    assert found.wrong <= share * found.said, found
    assert found.f1 >= least, found
