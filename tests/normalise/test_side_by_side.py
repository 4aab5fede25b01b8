"""One-to-one naming within a table, and shares that are their counts over their bases."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.pdf import open_pdf
from extract.tables import tables_of
from normalise.catalogue import load_catalogue
from normalise.cells import candidates_of
from normalise.figures import read_figures
from normalise.headers import HeadingReader
from normalise.labels import Namer
from normalise.resolve import Resolver
from normalise.side_by_side import Line, denied_by_others, told_by_arithmetic
from records.catalogue import Indicator
from records.observation import Candidate, Evidence, Origin, Role, Unit
from records.page import Box
from records.period import Period, Timing


def measure(id_: str, unit: Unit, count: str | None = None, base: str | None = None) -> Indicator:
    return Indicator(
        id_, id_, "child_protection", unit, "neutral", "", "local", "", "stock", None, 0,
        count, base, None, None, None, None, None, None, None,
    )  # fmt: skip


MEASURES = {
    one.id: one
    for one in (
        measure("plans", Unit.COUNT),
        measure("ended", Unit.COUNT),
        measure("long", Unit.COUNT),
        measure("long_ended", Unit.COUNT),
        measure("long_pct", Unit.PERCENT, "long", "plans"),
        measure("long_ended_pct", Unit.PERCENT, "long_ended", "ended"),
    )
}


def line(text: str, id_: str | None, values: list[str], method: str | None = "exact") -> Line:
    unit = Unit.PERCENT if "%" in text else Unit.COUNT
    likely = ("long_pct", "long_ended_pct") if id_ is None else (id_,)
    return Line(text, unit, id_, method if id_ else None, likely, dict(enumerate(map(Decimal, values))))


TABLE = [
    line("Open plans", "plans", ["200", "210", "220"]),
    line("Plans that ended", "ended", ["20", "25", "30"]),
    line("Open plans over two years", "long", ["4", "4", "5"]),
    line("Ended plans over two years", "long_ended", ["3", "5", "3"]),
]


@pytest.mark.parametrize(
    ("values", "id_"),
    [
        (["2.0", "1.9", "2.3"], "long_pct"),
        (["15.0", "20.0", "10.0"], "long_ended_pct"),
        (["15.0", "20.0", "44.0"], "long_ended_pct"),
        (["7.0", "9.0", "8.0"], None),
        (["2.0"], None),
    ],
)
def test_of_twins_a_share_is_the_one_whose_count_and_base_its_table_gives(values: list[str], id_: str | None) -> None:
    told = told_by_arithmetic([*TABLE, line("% plans of two years", None, values)], MEASURES)
    assert told == ({4: id_} if id_ else {})


def test_a_base_that_two_labels_claim_decides_nothing() -> None:
    twice = line("Plans", "plans", ["20", "25", "30"])
    assert told_by_arithmetic([*TABLE, twice, line("% long", None, ["2.0", "1.9", "2.3"])], MEASURES) == {}


@pytest.mark.parametrize(
    ("values", "method", "denied"),
    [
        (["40.0", "41.0", "39.0"], "model", True),
        (["2.0", "1.9", "39.0"], "model", False),
        (["40.0", "41.0", "39.0"], "exact", False),
        (["40.0"], "model", False),
    ],
)
def test_likeness_gives_way_to_arithmetic_and_the_very_words_do_not(
    values: list[str], method: str, denied: bool
) -> None:
    found = denied_by_others([*TABLE, line("% long plans", "long_pct", values, method)], MEASURES)
    assert (4 in found) is denied


@pytest.mark.parametrize(
    ("first", "second", "again", "denied"),
    [
        ("alias", "alias", ["150", "151"], [0, 1]),
        ("alias", "alias", ["50", "51"], []),
        ("exact", "alias", ["150", "151"], [1]),
        ("exact", "exact", ["150", "151"], []),
        ("person", "alias", ["150", "151"], [1]),
        ("alias", "model", ["150", "151"], [1]),
    ],
)
def test_two_spellings_of_one_measure_with_other_figures_are_for_a_person(
    first: str, second: str, again: list[str], denied: list[int]
) -> None:
    table = [line("Assessments", "plans", ["50", "51"], first), line("EHAs", "plans", again, second)]
    assert list(denied_by_others(table, MEASURES)) == denied


def test_two_labels_with_other_figures_are_not_one_measure() -> None:
    alike = line("Plans open at some time", "plans", ["300", "310", "320"], "model")
    again = line("Plans open, all", "plans", ["200", "210", "220"], "model")
    found = denied_by_others([*TABLE, alike, again], MEASURES)
    assert list(found) == [4]
    assert "Open plans" in found[4]


def test_two_likenesses_with_other_figures_deny_each_other() -> None:
    lines = [line("First", "plans", ["1", "2"], "model"), line("Second", "plans", ["3", "4"], "model")]
    assert sorted(denied_by_others(lines, MEASURES)) == [0, 1]


ROOT = Path(__file__).parents[2]
MONTHS = [Period.parse(month) for month in ("2020-10", "2020-11", "2020-12")]
OPEN_PLANS = ("Number of children with a child protection plan", ["200", "210", "220"])
OPEN_LONG = ("Number of open child protection plans over two years", ["4", "4", "5"])


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return Resolver(catalogue, Namer(catalogue))


@pytest.mark.parametrize(
    ("beside", "values", "id_"),
    [
        ([OPEN_PLANS, OPEN_LONG], ["2.0%", "1.9%", "2.3%"], "cp_plans_2_years_plus_pct"),
        ([OPEN_PLANS, OPEN_LONG], ["7.0%", "9.0%", "8.0%"], None),
        ([OPEN_PLANS], ["2.0%", "1.9%", "2.3%"], None),
    ],
)
def test_with_the_catalogue_a_share_of_long_plans_is_named_where_its_table_proves_it(
    resolver: Resolver, beside: list[tuple[str, list[str]]], values: list[str], id_: str | None
) -> None:
    figures = in_rows([*beside, ("Child protection plans: lasting over two years", values)])
    observations, _ = resolver.resolve(figures, authority_id=None, reported=MONTHS[-1])
    assert {one.indicator_id for one in observations[-3:]} == {id_}


@pytest.mark.parametrize(
    ("first", "second", "ids"),
    [
        ("Completed assessments of children", "Assessments (completed)", [None, None]),
        ("Single assessments completed", "Assessments (completed)", ["assessments_completed", None]),
    ],
)
def test_of_two_rows_of_a_table_that_would_be_one_measure_a_person_hears_why_they_wait(
    resolver: Resolver, first: str, second: str, ids: list[str | None]
) -> None:
    figures = in_rows([(first, ["50", "51"]), (second, ["150", "151"])])
    observations, labels = resolver.resolve(figures, authority_id=None, reported=MONTHS[-1])
    assert [one.indicator_id for one in observations[::2]] == ids
    waiting = [label for label in labels if label.status == "to review"]
    assert len(waiting) == ids.count(None)
    assert all("with other figures" in label.candidates[0].reasons[0] for label in waiting)


def in_rows(rows: list[tuple[str, list[str]]]) -> list[Candidate]:
    """The figures of a table: each row a label, each column a month."""
    return [
        Candidate(
            read_figures(text)[0],
            Origin.TABLE,
            Evidence(1, Box(0, 0, 10, 10), table=0, row=row, col=col),
            text,
            label,
            timing=Timing(MONTHS[col]),
            role=Role.ACTUAL,
        )
        for row, (label, texts) in enumerate(rows)
        for col, text in enumerate(texts)
    ]


def test_on_a_page_a_share_that_two_measures_are_called_by_is_the_one_that_its_table_proves(resolver: Resolver) -> None:
    root = Path(__file__).resolve().parents[2]
    with open_pdf(root / "tests" / "pages" / "tables" / "web_proven_rows.pdf") as pdf:
        (table,) = tables_of(pdf.page(1))
    reader = HeadingReader(load_catalogue(root / "data" / "catalogue"))
    figures, _ = candidates_of(table, reader=reader, reported=MONTHS[-1])
    observations, _ = resolver.resolve(figures, authority_id=None, reported=MONTHS[-1])
    shares = [one for one in observations if one.indicator_text.startswith("% of child protection plans lasting")]
    assert {one.indicator_id for one in shares} == {"cp_plans_2_years_plus_pct"}
    assert all("told from cp_ceased_after_2_years_plus_pct" in (one.note or "") for one in shares)
