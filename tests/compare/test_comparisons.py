"""A figure and its company: as printed, official, and from the neighbours' own papers."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from compare import compare_all
from compare.benchmarks import check_benchmarks
from compare.coverage import coverage_of
from compare.neighbours import model_on
from compare.official import published_from, vintage_on, year_of
from compare.printed import verdict
from compare.ranks import band
from records.catalogue import Authority, Indicator, Neighbour, NeighbourModel, OfficialFigure, Reference
from records.comparison import Comparable, Comparison, Held
from records.observation import Role, Unit
from records.period import Basis

NAMES = {"101": "Ashby", "102": "Birch", "103": "Cole", "104": "Dene"}
REFERENCE = Reference(
    authorities=(
        *(Authority(id_, "E" + id_, name, name, "North", "district", None, None) for id_, name in NAMES.items()),
        Authority("981", "E981", "North", "North", "North", "region", None, None),
        Authority("970", "E970", "England", "England", "", "country", None, None),
    ),
    codes=(),
    successors=(),
    aliases=(),
    neighbours=tuple(
        Neighbour("101", id_, rank, "close", model)
        for model in ("2021", "2025")
        for rank, id_ in enumerate(("102", "103", "104"), start=1)
    ),
    models=(
        NeighbourModel("2021", date(2021, 4, 1), date(2025, 4, 30)),
        NeighbourModel("2025", date(2025, 5, 1), None),
    ),
)


def indicator(id_: str, *, unit: Unit = Unit.PERCENT, kind: str = "share_of_flow", polarity: str = "low") -> Indicator:
    known = {
        "id",
        "name",
        "service_area",
        "unit",
        "polarity",
        "definition",
        "dfe_reference",
        "notes",
        "kind",
        "month_basis",
    }
    nothing = dict.fromkeys({field.name for field in fields(Indicator)} - known)
    return Indicator(
        id=id_,
        name=id_,
        service_area="front_door",
        unit=unit,
        polarity=polarity,
        definition="",
        dfe_reference="",
        notes="",
        kind=kind,
        month_basis=Basis.MONTH,
        **nothing,
    )


INDICATORS = {
    "re_referrals_pct": indicator("re_referrals_pct"),
    "referrals": indicator("referrals", unit=Unit.COUNT, kind="flow", polarity="neutral"),
}


def figure(authority: str, value: float, period: str, **more: object) -> Comparable:
    known: dict[str, object] = {
        "observation_id": f"{authority} {period} {value}",
        "document_id": f"paper of {authority}",
        "authority_id": authority,
        "indicator_id": "re_referrals_pct",
        "role": Role.ACTUAL,
        "value": value,
        "decimals": 1,
        "unit": "percent",
        "period": period,
        "basis": Basis.MONTH,
        "page": 1,
        "place": "table 0, row 3",
        "said_on": "2021-09-14",
    }
    return Comparable(**(known | more))  # type: ignore[arg-type]


def official(authority: str, value: float, period: str = "2019-04/2020-03", vintage: str = "current") -> OfficialFigure:
    geography = {"970": "country", "981": "region"}.get(authority, "authority")
    return OfficialFigure(
        authority, geography, "re_referrals_pct", period, value, "percent", vintage, "published", "test"
    )


def of_source(rows: list[Comparison], source: str, authority: str = "101") -> Comparison:
    (row,) = [r for r in rows if r.source == source and r.authority_id == authority]
    return row


def compared(figures: list[Comparable], official_rows: list[OfficialFigure] | None = None) -> list[Comparison]:
    return compare_all(figures, reference=REFERENCE, indicators=INDICATORS, official=official_rows or [])


def test_neighbours_own_papers_give_mean_median_and_how_many() -> None:
    rows = compared([figure("101", 20.0, "2021-08"), figure("102", 10.0, "2021-08"), figure("103", 13.0, "2021-08")])
    row = of_source(rows, "papers")
    assert (row.neighbour_mean, row.neighbour_median, row.neighbours_with_a_figure) == (11.5, 11.5, 2)
    assert (row.rank, row.ranked, row.comparison_period) == (3, 3, None)


def test_a_neighbours_figure_up_to_three_months_older_stands_in_and_says_so() -> None:
    rows = compared([figure("101", 20.0, "2021-08"), figure("102", 10.0, "2021-06"), figure("103", 13.0, "2021-04")])
    row = of_source(rows, "papers")
    assert (row.neighbour_mean, row.neighbours_with_a_figure, row.comparison_period) == (10.0, 1, "2021-06")


def test_a_later_figure_or_another_basis_is_no_company() -> None:
    later = figure("102", 10.0, "2021-09")
    rolling = figure("103", 13.0, "2020-09/2021-08", basis=Basis.ROLLING_12M)
    assert [r for r in compared([figure("101", 20.0, "2021-08"), later, rolling]) if r.authority_id == "101"] == []


def test_the_newest_report_counts_and_the_others_are_listed() -> None:
    old = figure("101", 21.0, "2021-08", observation_id="old", said_on="2021-09-01")
    new = figure("101", 20.0, "2021-08", observation_id="new", said_on="2021-10-01")
    row = of_source(compared([old, new, figure("102", 10.0, "2021-08")]), "papers")
    assert (row.observation_id, row.others, row.value) == ("new", ("old",), 20.0)


def test_printed_benchmarks_of_the_same_row_go_before_those_elsewhere_in_the_paper() -> None:
    near = figure("101", 19.0, "", role=Role.STATISTICAL_NEIGHBOUR, basis=None)
    far = figure("101", 23.0, "", role=Role.STATISTICAL_NEIGHBOUR, basis=None, place="page 7")
    england = figure("101", 22.0, "2018-04/2019-03", role=Role.NATIONAL, basis=Basis.YEAR, place="page 7")
    row = of_source(compared([figure("101", 20.0, "2021-08"), near, far, england]), "printed")
    assert (row.neighbour_mean, row.national, row.comparison_period) == (19.0, 22.0, "2018-04/2019-03")


def test_two_values_for_one_printed_benchmark_are_not_chosen_between() -> None:
    one = figure("101", 19.0, "", role=Role.NATIONAL, basis=None, place="page 5")
    two = figure("101", 23.0, "", role=Role.NATIONAL, basis=None, place="page 7")
    assert [r for r in compared([figure("101", 20.0, "2021-08"), one, two]) if r.source == "printed"] == []


def test_official_company_is_of_the_newest_year_that_was_published_by_then() -> None:
    rows = [
        official(id_, value)
        for id_, value in (("101", 20.6), ("102", 18.0), ("103", 19.0), ("970", 22.6), ("981", 24.0))
    ]
    rows += [official("970", 21.9, period="2020-04/2021-03")]
    row = of_source(compared([figure("101", 20.0, "2021-08")], rows), "official")
    assert (row.neighbour_mean, row.national, row.regional, row.best) == (18.5, 22.6, 24.0, 18.0)
    assert (row.comparison_period, row.neighbour_model, row.vintage) == ("2019-04/2020-03", "2021", "current")
    assert (row.rank, row.ranked) == (None, None), "the place of a year's figure says nothing of a month's"


def test_a_years_figure_has_the_place_of_its_own_official_figure() -> None:
    rows = [official(id_, value) for id_, value in (("101", 20.6), ("102", 18.0), ("103", 19.0), ("970", 22.6))]
    year = figure("101", 20.6, "2019-04/2020-03", basis=Basis.YEAR)
    row = of_source(compared([year], rows), "official")
    assert (row.comparison_period, row.rank, row.ranked) == (None, 3, 3)


def test_the_vintage_of_the_papers_day_goes_before_the_current_one_and_the_row_says_which() -> None:
    rows = [official("970", 22.6), official("970", 22.1, vintage="2023")]
    row = of_source(compared([figure("101", 20.0, "2021-08")], rows), "official")
    assert (row.national, row.vintage) == (22.1, "2023")


def test_a_months_count_does_not_stand_beside_a_years() -> None:
    rows = [
        OfficialFigure(
            "970", "country", "referrals", "2019-04/2020-03", 642980, "count", "current", "published", "test"
        )
    ]
    month = figure("101", 229, "2021-08", indicator_id="referrals", unit="count")
    assert [r for r in compared([month], rows) if r.source == "official"] == []


def test_before_the_first_known_model_it_stands_in() -> None:
    assert model_on("2020-12-31", REFERENCE.models) == ("2021", "2021 (stand-in)")
    assert model_on("2022-01-01", REFERENCE.models) == ("2021", "2021")
    assert model_on("2025-05-01", REFERENCE.models) == ("2025", "2025")


def test_an_authority_without_a_list_says_so() -> None:
    rows = compared([figure("102", 10.0, "2021-08"), figure("101", 20.0, "2021-08")])
    assert of_source(rows, "papers", "102").neighbour_model == "no list"


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        ("low", 1, "A"),
        ("low", 2, "A"),
        ("low", 3, "B"),
        ("low", 5, "D"),
        ("high", 5, "A"),
        ("high", 4, "B"),
        ("high", 1, "D"),
    ],
)
def test_bands_follow_laits_rule_at_the_edges(polarity: str, value: float, expected: str) -> None:
    assert band(value, np.array([1.0, 2.0, 3.0, 4.0, 5.0]), polarity) == expected


def test_a_measure_without_polarity_gets_no_band() -> None:
    assert band(1.0, np.array([1.0, 2.0, 3.0, 4.0]), "neutral") is None


@pytest.mark.parametrize(
    ("day", "vintage"), [("", "2023"), ("2020-12-31", "2023"), ("2024-12-01", "2024"), ("2026-01-10", "current")]
)
def test_the_vintage_follows_the_papers_day(day: str, vintage: str) -> None:
    assert vintage_on(day) == vintage


def test_official_periods_belong_to_the_year_of_their_april() -> None:
    assert [year_of(p) for p in ("2019-04/2020-03", "2020-03", "2019-09", "2018-09/2019-08")] == [
        2019,
        2019,
        2019,
        2018,
    ]
    assert published_from("2019-04/2020-03") == "2020-11-01"
    assert published_from("2019-09") == "2020-02-01"


@pytest.mark.parametrize(
    ("printed", "decimals", "value", "said"),
    [
        (238.38, 2, 238.38, "agrees"),
        (21.6, 1, 21.61, "agrees"),
        (23, 0, 22.6, "agrees"),
        (98.2, 1, 98.1, "close"),
        (19, 0, 21.14, "differs"),
    ],
)
def test_printed_decimals_decide_whether_a_benchmark_agrees(
    printed: float, decimals: int, value: float, said: str
) -> None:
    assert verdict(printed, decimals, value) == said


def test_a_benchmark_of_a_stated_year_is_held_against_that_year_only() -> None:
    stated = figure("101", 22.6, "2018-04/2019-03", role=Role.NATIONAL, basis=Basis.YEAR)
    rows = [official("970", 22.6), official("970", 21.0, period="2018-04/2019-03")]
    (check,) = check_benchmarks([stated], reference=REFERENCE, indicators=INDICATORS, official=rows)
    assert (check.verdict, check.official, check.difference) == ("differs", 21.0, 1.6)


def test_a_benchmark_without_a_year_may_be_of_an_older_one_and_the_note_says_so() -> None:
    unstated = figure("101", 21.0, "", role=Role.NATIONAL, basis=None)
    rows = [official("970", 22.6), official("970", 21.0, period="2018-04/2019-03")]
    (check,) = check_benchmarks([unstated], reference=REFERENCE, indicators=INDICATORS, official=rows)
    assert (check.verdict, check.comparison_period) == ("agrees", "2018-04/2019-03")
    assert check.note == "not of the newest year published by then"


def test_a_count_of_others_or_a_rate_beside_months_is_not_held_against_a_years() -> None:
    known = INDICATORS | {"s47_rate": indicator("s47_rate", unit=Unit.PER_10K, kind="rate_of_flow", polarity="neutral")}
    count = figure("101", 353, "", role=Role.NATIONAL, basis=None, indicator_id="referrals", unit="count")
    month = figure("101", 11.2, "2021-08", indicator_id="s47_rate", unit="per_10k")
    rate = figure("101", 14.0, "", role=Role.NATIONAL, basis=None, indicator_id="s47_rate", unit="per_10k")
    checks = check_benchmarks([count, month, rate], reference=REFERENCE, indicators=known, official=[])
    assert [check.verdict for check in checks] == ["no official figure"] * 2
    assert [str(check.note).split(":")[0] for check in checks] == [
        "a count of others can only be an average or scaled to the council; the official count is of all of them",
        "printed beside rates of single months",
    ]


def held(period: str, status: str = "read") -> Held:
    return Held("101", period, "paper " + period, status, "it is encrypted" if status == "failed" else None)


def test_coverage_tells_missing_months_by_the_rhythm_of_what_is_held() -> None:
    rows = coverage_of([held("2021-01"), held("2021-02"), held("2021-05", "failed"), held("2021-03")])
    assert [(r.report_period, r.status) for r in rows] == [
        ("2021-01", "held"),
        ("2021-02", "held"),
        ("2021-03", "held"),
        ("2021-04", "missing"),
        ("2021-05", "unreadable"),
    ]
    assert rows[-1].why == "it is encrypted"


def test_two_reports_make_no_rhythm() -> None:
    assert [r.status for r in coverage_of([held("2020-11"), held("2022-07")])] == ["held", "held"]
