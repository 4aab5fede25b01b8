"""A sentence, table or tile that breaks the reader costs its own figures; the rest of the report is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from builder import DATA
from extract.worker import Limits
from normalise.resolve import Resolver
from pipeline import Canon, read_document
from records.observation import Candidate
from records.reading import Reading

TEXT = """Barnsley Council: children's performance report, November 2020

There were 210 referrals in November 2020. There were 45 section 47 enquiries in November 2020.

There were 301 children looked after at the end of November 2020.
"""


@pytest.fixture(scope="module")
def canon() -> Canon:
    return Canon.load(DATA)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "november.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def breaking(monkeypatch: pytest.MonkeyPatch, when: Callable[[Sequence[Candidate]], bool]) -> None:
    """The reader falls over figures for which `when` holds."""
    resolve = Resolver.resolve

    def fragile(self: Resolver, candidates: Sequence[Candidate], **how: object) -> object:
        if when(candidates):
            raise IndexError("a fault of ours")
        return resolve(self, candidates, **how)

    monkeypatch.setattr(Resolver, "resolve", fragile)


def values(reading: Reading) -> list[float | None]:
    return [one.value for one in reading.observations]


def test_one_sentence_that_breaks_the_reader_costs_its_own_figures(
    canon: Canon, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, lambda figures: any(figure.figure.value == 45 for figure in figures))
    reading = read_document(paper, canon, limits=Limits())
    assert values(reading) == [210, 301]
    (problem,) = [one for one in reading.problems if "IndexError" in one.message]
    assert problem.place == "november.txt, page 1"
    assert "sentence 'There were 45 section 47 enquiries" in problem.message
    assert "report this file" in problem.message
    assert any("45" in rejection.text for rejection in reading.rejections), "its numeral has an outcome all the same"


def test_what_no_single_sentence_breaks_costs_the_report(
    canon: Canon, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, lambda figures: len(figures) > 1)
    reading = read_document(paper, canon, limits=Limits())
    assert values(reading) == []
    assert any("its figures not (IndexError)" in one.message for one in reading.problems)
