from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from normalise.cells import candidates_of, candidates_of_tile
from normalise.headers import HeadingReader
from normalise.layout import Places
from records.catalogue import Catalogue, HeadingWord
from records.observation import Candidate, Role, Unit
from records.page import Box
from records.period import Period
from records.table import Table, Tile
from tests.normalise.grids import table

ROOT = Path(__file__).resolve().parents[2]
SEPTEMBER = Period.parse("2023-09")
SECOND_QUARTER = Period.parse("2023-07/2023-09")


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    with (ROOT / "data" / "catalogue" / "header_words.csv").open(encoding="utf-8") as file:
        words = tuple(HeadingWord(row["words"], row["meaning"], row["value"]) for row in csv.DictReader(file))
    return HeadingReader(Catalogue((), (), (), words))


def line(one: Candidate) -> str:
    """'Referrals | 210 | 2023-08 | - | actual': label, figure, period, basis, role."""
    label = f"{one.part}: {one.label}" if one.part else one.label
    timing = f"{one.timing.period or '-'} | {one.timing.basis or '-'}"
    return f"{label} | {one.figure.value_text} | {timing} | {one.role}"


def lines(of: Table, reader: HeadingReader, reported: Period | None = SEPTEMBER, **more: Places) -> list[str]:
    return [line(one) for one in candidates_of(of, reader=reader, reported=reported, **more)[0]]


def test_quarters_across_keep_their_own_year_and_benchmarks_have_none(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Indicator", "Good is", "Q2 22/23", "Q2 23/24", "England 22/23", "SN", "Target"],
            ["Referrals", "Low", "301", "305", "342", "320", "<310"],
        ]
    )
    assert lines(grid, reader, SECOND_QUARTER) == [
        "Referrals | 301 | 2022-07/2022-09 | quarter | actual",
        "Referrals | 305 | 2023-07/2023-09 | quarter | actual",
        "Referrals | 342 | 2022-04/2023-03 | year | national",
        "Referrals | 320 | - | - | statistical_neighbour",
        "Referrals | 310 | - | - | target",
    ]


def test_months_down_take_the_measure_from_the_column(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Month", "No. of referrals", "Target", "% seen in 45 days"],
            ["Apr-23", "210", "200", "84.1%"],
            ["May-23", "222", "200", "86%"],
            ["Total", "432", "", ""],
        ]
    )
    assert lines(grid, reader, Period.parse("2023-05")) == [
        "No. of referrals | 210 | 2023-04 | - | actual",
        "No. of referrals | 200 | - | - | target",
        "% seen in 45 days | 84.1% | 2023-04 | - | actual",
        "No. of referrals | 222 | 2023-05 | - | actual",
        "No. of referrals | 200 | - | - | target",
        "% seen in 45 days | 86% | 2023-05 | - | actual",
        "No. of referrals | 432 | 2023-04/2023-05 | ytd | actual",
    ]


@pytest.mark.parametrize("over", [["2022/23", "2023/24"], ["2022", "2023"]], ids=["financial", "calendar"])
def test_months_under_a_row_that_is_a_year_are_of_that_year(over: list[str], reader: HeadingReader) -> None:
    grid = table(
        [
            ["Month", "Referrals", "Plans started"],
            [over[0], "", ""],
            ["November", "210", "14"],
            [over[1], "", ""],
            ["April", "222", "16"],
            ["Target", "200", "15"],
        ]
    )
    assert lines(grid, reader, Period.parse("2023-04")) == [
        "Referrals | 210 | 2022-11 | - | actual",
        "Plans started | 14 | 2022-11 | - | actual",
        "Referrals | 222 | 2023-04 | - | actual",
        "Plans started | 16 | 2023-04 | - | actual",
        "Referrals | 200 | - | - | target",
        "Plans started | 15 | - | - | target",
    ]


def test_a_year_and_a_month_in_two_columns_name_a_row_together(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Year", "Month", "Referrals"],
            ["2022/23", "Mar", "210"],
            ["2023/24", "Apr", "222"],
            ["England", None, "230"],
        ]
    )
    assert lines(grid, reader, Period.parse("2023-04")) == [
        "Referrals | 210 | 2023-03 | - | actual",
        "Referrals | 222 | 2023-04 | - | actual",
        "Referrals | 230 | - | - | national",
    ]


def test_the_year_of_a_title_over_months_is_no_benchmark_s(reader: HeadingReader) -> None:
    rows = [["", "Referrals per 10,000"], ["Apr-23", "41.0"], ["May-23", "43.5"], ["England", "44.1"]]
    assert lines(table(rows, heading="Scorecard 2023/24"), reader, Period.parse("2023-05"))[-1].split(" | ")[2:] == [
        "-",
        "-",
        "national",
    ]
    rows = [["", "Referrals per 10,000"], ["Statistical neighbours", "41.0"], ["England", "44.1"]]
    assert lines(table(rows, heading="Year ending 31 March 2023"), reader)[-1].split(" | ")[2:] == [
        "2022-04/2023-03",
        "year",
        "national",
    ]


def test_merged_labels_on_the_left_say_what_rows_are(reader: HeadingReader) -> None:
    grid = table(
        [
            ["", None, "1.4", "1.5"],
            ["", None, "Referrals", "Rate of referrals - rolling 12 months"],
            ["IN MONTH PERFORMANCE", "Nov-20", "223", "592.6"],
            ["^", "Dec-20", "276", "612.3"],
            ["YTD", "2020 / 21", "2521", "-"],
            ["ANNUAL TREND", "2018 / 19", "4166", "731.6"],
            ["LATEST BENCHMARKING", "SN AVE", "", "686.6"],
        ],
        header_rows=2,
    )
    assert lines(grid, reader, Period.parse("2020-12")) == [
        "Referrals | 223 | 2020-11 | - | actual",
        "Rate of referrals - rolling 12 months | 592.6 | 2020-11 | - | actual",
        "Referrals | 276 | 2020-12 | - | actual",
        "Rate of referrals - rolling 12 months | 612.3 | 2020-12 | - | actual",
        "Referrals | 2521 | 2020-04/2020-12 | ytd | actual",
        "Referrals | 4166 | 2018-04/2019-03 | year | actual",
        "Rate of referrals - rolling 12 months | 731.6 | 2018-04/2019-03 | year | actual",
        "Rate of referrals - rolling 12 months | 686.6 | - | - | statistical_neighbour",
    ]


def test_current_is_the_report_s_month_and_previous_the_month_before_it(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Ref", "Performance measure", "Previous", "Current", "Target", "RAG", "DoT", "Comments"],
            ["CS1", "Conferences in time", "81%", "84%", "90%", "Amber", "▲", "Better since 2 posts were filled."],
        ]
    )
    found, left = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert [line(one) for one in found] == [
        "Conferences in time | 81% | 2023-08 | - | actual",
        "Conferences in time | 84% | 2023-09 | - | actual",
        "Conferences in time | 90% | - | - | target",
    ]
    assert [(one.rag, one.arrow) for one in found] == [(None, None), ("amber", "▲"), (None, None)]
    assert {one.value_text: one.reason for one in left}["CS1"] == "a reference number"


def test_two_levels_of_heading_are_read_together(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Measure", "2022/23", None, None, "2023/24", None, None],
            ["^", "Target", "Actual", "RAG", "Q1", "Q2", "YTD"],
            ["Adoptions", "20", "22", "", "4", "6", "10"],
            ["Placements", "30", "12", "", "4", "7", "11"],
        ],
        header_rows=2,
        fills={(2, 3): "#00b050", (3, 3): "#ff0000"},
    )
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert [line(one) for one in found[:5]] == [
        "Adoptions | 20 | 2022-04/2023-03 | year | target",
        "Adoptions | 22 | 2022-04/2023-03 | year | actual",
        "Adoptions | 4 | 2023-04/2023-06 | quarter | actual",
        "Adoptions | 6 | 2023-07/2023-09 | quarter | actual",
        "Adoptions | 10 | 2023-04/2023-09 | ytd | actual",
    ]
    assert [one.rag for one in found[:5]] == [None, "green", None, None, None]


def test_only_the_authority_s_own_column_and_its_comparators_are_taken(reader: HeadingReader) -> None:
    grid = table(
        [["Measure", "Ashby", "Beckford", "England"], ["Rate of plans per 10,000", "70", "105", "65"]],
        heading="Benchmarking 2019/20",
    )
    places = Places(own=frozenset({"beckford"}), others=frozenset({"ashby"}))
    found, left = candidates_of(grid, reader=reader, reported=SEPTEMBER, places=places)
    assert [line(one) for one in found] == [
        "Rate of plans per 10,000 | 105 | 2019-04/2020-03 | year | actual",
        "Rate of plans per 10,000 | 65 | 2019-04/2020-03 | year | national",
    ]
    assert "another authority's figure" in {one.reason for one in left}


def test_the_title_names_the_measure_where_rows_and_columns_are_times(reader: HeadingReader) -> None:
    grid = table(
        [["Year", "Apr", "May"], ["2021/22", "201", "210"], ["2022/23", "180", "175"]], heading="Referrals received"
    )
    assert lines(grid, reader, Period.parse("2022-05")) == [
        "Referrals received | 201 | 2021-04 | - | actual",
        "Referrals received | 210 | 2021-05 | - | actual",
        "Referrals received | 180 | 2022-04 | - | actual",
        "Referrals received | 175 | 2022-05 | - | actual",
    ]


def test_rows_of_roles_belong_to_the_measure_above_them(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Measure", "", "May-23", "Jun-23"],
            ["Re-referrals", "Actual", "21%", "19%"],
            ["^", "Target", "18%", "18%"],
            ["^", "SN", "22%", "22%"],
        ]
    )
    assert lines(grid, reader, Period.parse("2023-06")) == [
        "Re-referrals | 21% | 2023-05 | - | actual",
        "Re-referrals | 19% | 2023-06 | - | actual",
        "Re-referrals | 18% | - | - | target",
        "Re-referrals | 18% | - | - | target",
        "Re-referrals | 22% | - | - | statistical_neighbour",
        "Re-referrals | 22% | - | - | statistical_neighbour",
    ]


def test_changes_average_and_highest_belong_to_the_latest_month(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Indicator", "Dec-20", "Jan-21", "% change from Dec-20", "12-mnth avg", "12-mnth max.", "Target 17-18"],
            ["Contacts", "1507", "1464", "-3%", "1400", "1787", "90"],
        ]
    )
    found, _ = candidates_of(grid, reader=reader, reported=Period.parse("2021-01"))
    assert [line(one) for one in found[2:]] == [
        "Contacts | -3% | 2021-01 | - | pct_change",
        "Contacts | 1400 | 2021-01 | average_12m | actual",
        "Contacts | 1787 | 2020-02/2021-01 | - | max_12m",
        "Contacts | 90 | 2017-04/2018-03 | year | target",
    ]
    assert (found[2].comparator, found[2].direction) == ("2020-12", "down")


def test_a_change_without_a_word_is_from_the_column_before(reader: HeadingReader) -> None:
    grid = table([["Measure", "Aug-23", "Sep-23", "Change"], ["Referrals", "210", "200", "-10"]])
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert (found[2].role, found[2].comparator, str(found[2].timing.period)) == (Role.CHANGE, "2023-08", "2023-09")


def test_a_count_over_its_whole_in_the_next_cell_gets_it(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Month", "No further action", None, None],
            ["Apr-23", "56", "of 299", "18.7%"],
            ["May-23", "8", "of 40", "20%"],
        ]
    )
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    count, share = found[:2]
    assert (count.figure.numerator, count.figure.denominator, share.figure.value_text) == (56, 299, "18.7%")


def test_columns_of_a_group_are_parts_of_the_measure(reader: HeadingReader) -> None:
    grid = table(
        [["Measure", "North", "South", "Total"], ["Cases", "12", "30", "42"]], heading="Cases at 31 March 2023"
    )
    assert lines(grid, reader) == [
        "North: Cases | 12 | 2023-03 | snapshot | actual",
        "South: Cases | 30 | 2023-03 | snapshot | actual",
        "Cases | 42 | 2023-03 | snapshot | actual",
    ]


def test_a_colour_of_its_own_cell_is_the_figure_s_rating(reader: HeadingReader) -> None:
    grid = table(
        [["Measure", "Aug-23", "Sep-23"], ["Reviews", "90%", "91%"], ["Visits", "80%", "75%"]],
        fills={(1, 2): "#00b050", (2, 2): "#ff0000", (1, 1): "#d9d9d9"},
    )
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert [one.rag for one in found] == [None, "green", None, "red"]


def test_colours_of_the_heading_are_no_rating(reader: HeadingReader) -> None:
    grid = table(
        [["Measure", "Sep-23", "Red", "Target Green"], ["Reviews", "91%", "<80%", "95%+"]],
        fills={(0, 2): "#ff0000", (0, 3): "#00b050"},
    )
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert [(one.role, one.rag) for one in found] == [
        (Role.ACTUAL, None),
        (Role.THRESHOLD_RED, None),
        (Role.TARGET, None),
    ]


def test_year_to_date_runs_to_the_table_s_own_latest_month_where_the_report_s_is_unknown(reader: HeadingReader) -> None:
    grid = table([["Measure", "Oct-20", "Nov-20", "YTD"], ["Referrals", "3", "4", "20"]])
    assert lines(grid, reader, None)[-1] == "Referrals | 20 | 2020-04/2020-11 | ytd | actual"


def test_a_bare_year_gives_no_period_and_a_note(reader: HeadingReader) -> None:
    grid = table([["Measure", "2019", "2020"], ["Plans per 10,000", "70", "71"]])
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert found[0].timing.period is None and "it could be" in (found[0].note or "")


YEARS = [["Measure", "Ourtown", None, "England", None], ["^", "2019", "2020", "2019", "2020"], ["Plans", *"7878"]]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("How we compare, years ended 31 March", "2018-04/2019-03"),
        ("Year ending March", "2018-04/2019-03"),
        ("Position at 31 March each year", "2018-04/2019-03"),
        ("How we compare, calendar years", "2019-01/2019-12"),
        ("Financial years", None),
        ("A report of 12 March", None),
    ],
)
def test_a_title_says_which_years_the_bare_ones_under_it_are(
    title: str, period: str | None, reader: HeadingReader
) -> None:
    own = Places(own=frozenset({"ourtown"}))
    found, _ = candidates_of(table(YEARS, header_rows=2, heading=title), reader=reader, reported=SEPTEMBER, places=own)
    assert [str(one.timing.period or "") or None for one in found if one.role == "actual"][0] == period


def test_the_corner_says_which_years_name_the_rows(reader: HeadingReader) -> None:
    rows = [["Year ended 31 March", "Plans", "Visits"], ["2019", "7", "8"], ["2020", "9", "6"]]
    assert lines(table(rows), reader)[0] == "Plans | 7 | 2018-04/2019-03 | year | actual"


NO_FIGURES: list[tuple[str, Sequence[Sequence[str]]]] = [
    ("a key", [["Colour", "Meaning"], ["Red", "More than 10% off target"], ["Amber", "Within 10% of target"]]),
    ("a list of dates", [["Meeting", "Date"], ["Scrutiny", "12 May 2023"], ["Cabinet", "3 June 2023"]]),
    ("contents", [["Section", "Page"], ["Contacts", "3"], ["Referrals", "5"]]),
    ("a budget", [["Service", "Budget £000", "Actual £000", "Variance £000"], ["Fostering", "1,200", "1,250", "50"]]),
    ("a register of risks", [["Risk", "Likelihood", "Impact", "Current score"], ["Turnover", "3", "4", "12"]]),
    ("actions", [["Action", "Owner", "Target date"], ["Recruit 4 staff", "Head of Service", "31/03/2024"]]),
    ("an axis", [["100%", "80%", "60%"], ["40%", "20%", "0%"]]),
]


@pytest.mark.parametrize(("name", "rows"), NO_FIGURES, ids=[name for name, _ in NO_FIGURES])
def test_a_table_without_measures_or_times_gives_nothing(
    name: str, rows: Sequence[Sequence[str]], reader: HeadingReader
) -> None:
    assert lines(table(rows), reader) == []


def test_unit_rows_under_a_section_are_of_what_the_section_names(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Measure", "Aug-23", "Sep-23"],
            ["Children looked after", "", ""],
            ["Number", "402", "404"],
            ["Rate per 10,000", "70.1", "70.4"],
        ]
    )
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert [(one.label, one.figure.unit) for one in found[1:3]] == [
        ("Children looked after", "count"),
        ("Children looked after", "per_10k"),
    ]


def test_a_tile_gives_its_figure_and_what_its_smaller_lines_say(reader: HeadingReader) -> None:
    box = Box(0, 0, 100, 60)
    tile = Tile(1, box, "92.4%", "Visits in time", ("Target 95%", "England: 90%", "Sep-23", "More words here"))
    found = candidates_of_tile(tile, reader=reader, reported=Period.parse("2023-10"))
    assert [line(one) for one in found] == [
        "Visits in time | 92.4% | 2023-09 | - | actual",
        "Visits in time | 95% | - | - | target",
        "Visits in time | 90% | - | - | national",
    ]


def test_last_month_s_figure_nearest_to_the_big_one_is_no_caption(reader: HeadingReader) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), "88", "May 2025: 94", ("Section 47 enquiries started",))
    found = candidates_of_tile(tile, reader=reader, reported=Period.parse("2025-06"))
    assert [line(one) for one in found] == [
        "Section 47 enquiries started | 88 | 2025-06 | - | actual",
        "Section 47 enquiries started | 94 | 2025-05 | - | actual",
    ]


def test_a_line_of_a_tile_that_holds_two_figures_says_of_each_whose_it_is(reader: HeadingReader) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), "17.2%", "Visits in time", ("Jun-23: 18.0% | England: 18.9%",))
    found = candidates_of_tile(tile, reader=reader, reported=Period.parse("2023-07"))
    assert [line(one) for one in found][1:] == [
        "Visits in time | 18.0% | 2023-06 | - | actual",
        "Visits in time | 18.9% | - | - | national",
    ]


def test_previous_in_a_tile_is_of_the_length_of_its_own_time(reader: HeadingReader) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), "198", "Children with a plan", ("Previous 187",))
    found = candidates_of_tile(tile, reader=reader, reported=SECOND_QUARTER)
    assert [line(one) for one in found] == [
        "Children with a plan | 198 | 2023-07/2023-09 | quarter | actual",
        "Children with a plan | 187 | 2023-04/2023-06 | quarter | actual",
    ]
    assert [bool(one.note) for one in found] == [False, True]


def test_a_tile_without_a_caption_gives_nothing(reader: HeadingReader) -> None:
    assert candidates_of_tile(Tile(1, Box(0, 0, 9, 9), "92", ""), reader=reader, reported=SEPTEMBER) == []


def test_an_earlier_quarter_in_a_line_is_a_figure_of_its_own(reader: HeadingReader) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), "1,204", "Referrals in the quarter", ("Quarter 2: 1,131",))
    found = candidates_of_tile(tile, reader=reader, reported=Period.parse("2020-10/2020-12"))
    assert [line(one) for one in found] == [
        "Referrals in the quarter | 1,204 | 2020-10/2020-12 | quarter | actual",
        "Referrals in the quarter | 1,131 | 2020-07/2020-09 | quarter | actual",
    ]


@pytest.mark.parametrize(
    ("caption", "others", "label"),
    [
        ("working days", ("Assessed within 45", "Target: 90%"), "Assessed within 45 working days"),
        ("Conferences held", ("within 15 days",), "Conferences held within 15 days"),
        ("Plans per", ("10,000", "England: 42.8"), "Plans per 10,000"),
    ],
)
def test_a_wrapped_caption_is_one_label(
    caption: str, others: tuple[str, ...], label: str, reader: HeadingReader
) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), "44.7", caption, others)
    assert candidates_of_tile(tile, reader=reader, reported=SEPTEMBER)[0].label == label


def test_england_is_a_benchmark_and_no_other_authority(reader: HeadingReader) -> None:
    grid = table([["Measure", "Sep-23", "England"], ["Plans", "70", "65"]])
    places = Places(own=frozenset(), others=frozenset({"england", "south east"}))
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER, places=places)
    assert [one.role for one in found] == [Role.ACTUAL, Role.NATIONAL]


def test_a_unit_under_a_group_is_a_unit_and_one_inside_a_measure_is_none(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Locality", "Referrals", None, "Open past 45 working days"],
            ["^", "Number", "Rate per 10,000", "^"],
            ["North 2022/23", "612", "401.2", "4"],
        ],
        header_rows=2,
        heading="Referrals in 2022/23",
    )
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert [one.figure.unit for one in found] == ["count", "per_10k", None]


def test_one_word_that_is_also_a_council_is_a_word(reader: HeadingReader) -> None:
    grid = table([["Measure", "Reading", "Number"], ["Children at the standard", "40%", "38"]], heading="2022/23")
    places = Places(own=frozenset({"ashby"}), others=frozenset({"reading"}))
    assert (
        lines(grid, reader, places=places)[0]
        == "Reading: Children at the standard | 40% | 2022-04/2023-03 | year | actual"
    )


def test_a_year_that_the_report_s_month_lies_in_is_the_year_to_date(reader: HeadingReader) -> None:
    rows = [["Measure", "Good is", "2022/23", "2023/24", "2023/24 Target"], ["Plans", "Low", "70", "65", "60"]]
    assert lines(table(rows), reader) == [
        "Plans | 70 | 2022-04/2023-03 | year | actual",
        "Plans | 65 | 2023-04/2023-09 | ytd | actual",
        "Plans | 60 | 2023-04/2024-03 | year | target",
    ]
    assert lines(table(rows), reader, None)[1] == "Plans | 65 | 2023-04/2024-03 | year | actual"


@pytest.mark.parametrize(
    ("headings", "period"),
    [
        (["Measure", "Previous", "Q2 23/24"], "2023-04/2023-06"),
        (["Measure", "Previous", "Aug-23", "Sep-23"], "-"),
        (["Measure", "Previous", "Target"], "-"),
    ],
)
def test_previous_is_of_the_length_of_the_one_period_that_it_stands_before(
    headings: list[str], period: str, reader: HeadingReader
) -> None:
    first = lines(table([headings, ["Plans", *(["70"] * (len(headings) - 1))]]), reader)[0]
    assert first.split(" | ")[2] == period


@pytest.mark.parametrize("name", ["Anytown", "Actual", "Number", ""])
def test_one_row_of_figures_under_months_is_of_what_the_title_names(name: str, reader: HeadingReader) -> None:
    grid = table([["", "Aug-23", "Sep-23"], [name, "70", "71"]], heading="Children on a plan")
    assert lines(grid, reader, places=Places(own=frozenset({"anytown"}))) == [
        "Children on a plan | 70 | 2023-08 | - | actual",
        "Children on a plan | 71 | 2023-09 | - | actual",
    ]


def test_rows_of_the_council_and_its_comparators_are_of_what_the_title_names(reader: HeadingReader) -> None:
    rows = [["", "Aug-23", "Sep-23"], ["Anytown", "70", "71"], ["England", "", "65"], ["Othertown", "", "60"]]
    places = Places(own=frozenset({"anytown"}), others=frozenset({"othertown", "england"}))
    assert lines(table(rows, heading="Children on a plan"), reader, places=places) == [
        "Children on a plan | 70 | 2023-08 | - | actual",
        "Children on a plan | 71 | 2023-09 | - | actual",
        "Children on a plan | 65 | - | - | national",
    ]


def test_a_caseload_is_a_measure_and_no_unit_of_the_row_above(reader: HeadingReader) -> None:
    grid = table([["Measure", "Aug-23", "Sep-23"], ["Plans", "70", "71"], ["Average caseload", "16.2", "15.8"]])
    assert {one.label for one in candidates_of(grid, reader=reader, reported=SEPTEMBER)[0]} == {
        "Plans",
        "Average caseload",
    }


CHANGES = [
    ("501", "▼ 12 on last month", "12 | change | 2023-08 | down", None),
    ("501", "Down 12 since Q1", "12 | change | 2023-04/2023-06 | down", None),
    ("501", "+12 from August", "+12 | change | 2023-08 | up", None),
    ("501", "12 fewer than last quarter", "12 | change | 2023-04/2023-06 | down", None),
    ("501", "12 above target", "12 | change | target | up", None),
    ("80%", "▲ 1.2 on last month", "1.2 | change | 2023-08 | up", Unit.POINTS),
    ("80%", "2 pp higher than England", "2 | change | national | up", Unit.POINTS),
]


@pytest.mark.parametrize(("figure", "words", "change", "unit"), CHANGES, ids=[words for _, words, _, _ in CHANGES])
def test_a_tile_s_line_with_a_sign_of_movement_is_a_change(
    figure: str, words: str, change: str, unit: Unit | None, reader: HeadingReader
) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), figure, "Children on a plan", (words,))
    whole, moved = candidates_of_tile(tile, reader=reader, reported=SEPTEMBER)
    assert f"{moved.figure.value_text} | {moved.role} | {moved.comparator} | {moved.direction}" == change
    assert (moved.label, moved.timing, moved.figure.unit) == (whole.label, whole.timing, unit)


@pytest.mark.parametrize("words", ["same as last month", "No change since August", "unchanged", "▼ 3 on last month"])
def test_what_moved_is_no_caption(words: str, reader: HeadingReader) -> None:
    tile = Tile(1, Box(0, 0, 100, 60), "14", words, ("Complaints at stage 1",))
    assert candidates_of_tile(tile, reader=reader, reported=SEPTEMBER)[0].label == "Complaints at stage 1"


@pytest.mark.parametrize("caption", ["Stable homes", "Same home for 2 years"])
def test_a_caption_that_begins_like_a_change_is_a_caption(caption: str, reader: HeadingReader) -> None:
    (one,) = candidates_of_tile(Tile(1, Box(0, 0, 100, 60), "70%", caption), reader=reader, reported=SEPTEMBER)
    assert one.label == caption


def test_latest_and_previous_are_of_the_row_s_own_period(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Measure", "Period", "Latest", "Previous", "England"],
            ["Plans", "Aug-23", "70", "65", "60"],
            ["Reviews in time", "Q1 2023/24", "90%", "88%", "91%"],
            ["Offending", "2022/23", "4%", "5%", "3%"],
        ]
    )
    assert [text for text in lines(grid, reader) if "actual" in text] == [
        "Plans | 70 | 2023-08 | - | actual",
        "Plans | 65 | 2023-07 | - | actual",
        "Reviews in time | 90% | 2023-04/2023-06 | quarter | actual",
        "Reviews in time | 88% | 2023-01/2023-03 | quarter | actual",
        "Offending | 4% | 2022-04/2023-03 | year | actual",
        "Offending | 5% | 2021-04/2022-03 | year | actual",
    ]


def test_cumulative_runs_to_the_latest_month(reader: HeadingReader) -> None:
    grid = table([["Measure", "Aug-23", "Sep-23", "Cumulative"], ["Plans started", "10", "12", "80"]])
    (last,) = [
        one for one in candidates_of(grid, reader=reader, reported=SEPTEMBER)[0] if one.figure.value_text == "80"
    ]
    assert (line(last), last.note) == ("Plans started | 80 | 2023-04/2023-09 | ytd | actual", None)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Reviews in time (target)", "target"),
        ("Reviews in time - England", "national"),
        ("Reviews in time: statistical neighbours", "statistical_neighbour"),
    ],
)
def test_a_label_s_end_says_whose_figures_its_row_has(label: str, role: str, reader: HeadingReader) -> None:
    grid = table([["Measure", "Aug-23", "Sep-23"], ["Reviews in time", "90%", "91%"], [label, "", "95%"]])
    assert lines(grid, reader)[-1] == f"Reviews in time | 95% | - | - | {role}"


@pytest.mark.parametrize(
    "label", ["Reviews (in time)", "Children placed - outside London", "Plans - open over 2 years"]
)
def test_other_ends_of_a_label_stay_its_own(label: str, reader: HeadingReader) -> None:
    assert lines(table([["Measure", "Sep-23"], [label, "95"]]), reader) == [f"{label} | 95 | 2023-09 | - | actual"]


def test_ages_are_parts_of_what_the_title_names_and_their_total_is_the_whole(reader: HeadingReader) -> None:
    rows = [["Age", "Sep-23"], ["Under 1", "10"], ["1 to 4", "20"], ["16+", "30"], ["Total", "60"]]
    assert lines(table(rows, heading="Children on a plan"), reader) == [
        "Under 1: Children on a plan | 10 | 2023-09 | - | actual",
        "1 to 4: Children on a plan | 20 | 2023-09 | - | actual",
        "16+: Children on a plan | 30 | 2023-09 | - | actual",
        "Children on a plan | 60 | 2023-09 | - | actual",
    ]


def test_a_row_of_another_unit_is_of_the_measure_above_and_says_its_unit(reader: HeadingReader) -> None:
    grid = table([["Measure", "Aug-23", "Sep-23"], ["Plans", "412", "405"], ["Rate per 10,000", "49.9", "49.1"]])
    found = candidates_of(grid, reader=reader, reported=SEPTEMBER)[0]
    assert [(one.label, one.unit_words) for one in found[1:3]] == [("Plans", ""), ("Plans", "Rate per 10,000")]


def test_a_total_beside_months_from_april_is_the_year_to_date(reader: HeadingReader) -> None:
    rows = [["Measure", "Apr-23", "May-23", "Jun-23", "Total"], ["Referrals", "60", "64", "70", "194"]]
    assert lines(table(rows), reader)[-1] == "Referrals | 194 | 2023-04/2023-06 | ytd | actual"


def test_a_change_on_the_year_is_from_the_same_month_a_year_before(reader: HeadingReader) -> None:
    heads = ["Measure", "Sep-22", "Aug-23", "Sep-23", "Change on month", "Change on year"]
    found = candidates_of(table([heads, ["Plans", "60", "64", "70", "+6", "+10"]]), reader=reader, reported=SEPTEMBER)[
        0
    ]
    assert [one.comparator for one in found[-2:]] == ["2023-08", "2022-09"]


@pytest.mark.parametrize(
    "years",
    [
        ["", "2021/22", None, "2022/23", None, None],
        ["", "2021/22", None, None, "2022/23", None],  # centred, and taken for a column too many
        ["", "2021/22", None, None, None, "2022/23"],
    ],
)
def test_quarters_that_begin_anew_are_of_the_next_year(reader: HeadingReader, years: list[str | None]) -> None:
    quarters = ["Measure", "Q3", "Q4", "Q1", "Q2", "Q3"]
    of = table([years, quarters, ["Referrals received", "210", "220", "230", "240", "250"]], header_rows=2)
    read = [one.split(" | ")[2] for one in lines(of, reader, Period.parse("2022-10/2022-12"))]
    assert read == ["2021-10/2021-12", "2022-01/2022-03", "2022-04/2022-06", "2022-07/2022-09", "2022-10/2022-12"]


@pytest.mark.parametrize(
    "heads, read",
    [
        (["YTD 2023/24", "YTD 2022/23"], ["2023-04/2023-06 | ytd", "2022-04/2022-06 | ytd"]),
        (["YTD 2022/23", "YTD 2021/22"], ["2022-04/2023-03 | year", "2021-04/2022-03 | year"]),
        (["YTD 2023/24", "2022/23"], ["2023-04/2023-06 | ytd", "2022-04/2023-03 | year"]),
    ],
    ids=["beside this year's", "years that are over", "a year"],
)
def test_last_year_to_date_beside_this_year_s_runs_to_the_same_month(
    heads: list[str], read: list[str], reader: HeadingReader
) -> None:
    found = lines(table([["Measure", *heads], ["Referrals", "388", "411"]]), reader, Period.parse("2023-06"))
    assert [" | ".join(one.split(" | ")[2:4]) for one in found] == read


def test_one_year_of_quarters_keeps_to_its_heading(reader: HeadingReader) -> None:
    of = table(
        [["", "2021/22", None, None], ["Measure", "Q1", "Q2", "Q3"], ["Referrals received", "1", "2", "3"]],
        header_rows=2,
    )
    assert [one.split(" | ")[2] for one in lines(of, reader)] == [
        "2021-04/2021-06",
        "2021-07/2021-09",
        "2021-10/2021-12",
    ]


@pytest.mark.parametrize(
    ("rows", "header_rows", "said"),
    [
        (
            [["Source", "Aug", "Sep"], ["Police", "402", "377"]],
            1,
            ["Police | 402 | 2023-08 | - | actual", "Police | 377 | 2023-09 | - | actual"],
        ),
        (
            [["Measure", "Latest month", "Previous month", "Same month last year"], ["Referrals", "9", "8", "7"]],
            1,
            [
                "Referrals | 9 | 2023-09 | - | actual",
                "Referrals | 8 | 2023-08 | - | actual",
                "Referrals | 7 | 2022-09 | - | actual",
            ],
        ),
        (
            [
                ["Measure", "2021", None, "2022", None],
                ["", "Nov", "Dec", "Jan", "Feb"],
                ["Referrals", "1", "2", "3", "4"],
            ],
            2,
            [
                "Referrals | 1 | 2021-11 | - | actual",
                "Referrals | 2 | 2021-12 | - | actual",
                "Referrals | 3 | 2022-01 | - | actual",
                "Referrals | 4 | 2022-02 | - | actual",
            ],
        ),
        (
            [["Year", "Jan", "Feb"], ["2022", "410", "420"], ["2023", "430", "440"]],
            1,
            [
                "Referrals received | 410 | 2022-01 | - | actual",
                "Referrals received | 420 | 2022-02 | - | actual",
                "Referrals received | 430 | 2023-01 | - | actual",
                "Referrals received | 440 | 2023-02 | - | actual",
            ],
        ),
        (
            [
                ["Measure", "Sep 2023", "2022/23 benchmarks", None],
                ["", "", "Target", "England"],
                ["Referrals", "9", "8", "7"],
            ],
            2,
            [
                "Referrals | 9 | 2023-09 | - | actual",
                "Referrals | 8 | - | - | target",
                "Referrals | 7 | 2022-04/2023-03 | year | national",
            ],
        ),
        (
            [
                ["Measure", "Last 12 months", None, None],
                ["", "Average", "High", "Lowest"],
                ["Referrals", "9", "12", "7"],
            ],
            2,
            [
                "Referrals | 9 | 2023-09 | average_12m | actual",
                "Referrals | 12 | 2022-10/2023-09 | - | max_12m",
                "Referrals | 7 | 2022-10/2023-09 | - | min_12m",
            ],
        ),
        (
            [
                ["Measure", "Latest", "Period", "Previous", "Period", "England", "Period"],
                ["Referrals", "9", "Q2 23/24", "8", "Q1 23/24", "7", "2022/23"],
                ["Contacts", "6", "Aug 23", "5", "Jul 23", "", ""],
            ],
            1,
            [
                "Referrals | 9 | 2023-07/2023-09 | quarter | actual",
                "Referrals | 8 | 2023-04/2023-06 | quarter | actual",
                "Referrals | 7 | 2022-04/2023-03 | year | national",
                "Contacts | 6 | 2023-08 | - | actual",
                "Contacts | 5 | 2023-07 | - | actual",
            ],
        ),
        (
            [["Month", "2021/22", "2022/23"], ["April", "300", "310"], ["May", "301", "311"], ["YTD", "601", "621"]],
            1,
            [
                "Referrals received | 300 | 2021-04 | - | actual",
                "Referrals received | 310 | 2022-04 | - | actual",
                "Referrals received | 301 | 2021-05 | - | actual",
                "Referrals received | 311 | 2022-05 | - | actual",
            ],
        ),
        (
            [["Year", "Apr", "May", "Total"], ["2021/22", "1", "2", "3"], ["2022/23", "4", "5", "9"]],
            1,
            [
                "Referrals received | 1 | 2021-04 | - | actual",
                "Referrals received | 2 | 2021-05 | - | actual",
                "Referrals received | 3 | 2021-04/2021-05 | ytd | actual",
                "Referrals received | 4 | 2022-04 | - | actual",
                "Referrals received | 5 | 2022-05 | - | actual",
                "Referrals received | 9 | 2022-04/2022-05 | ytd | actual",
            ],
        ),
        (
            [["Measure", "Actual", "Target", "Actual"], ["Referrals", "9", "8", "7"]],
            1,
            ["Referrals | 8 | - | - | target"],
        ),
        (
            [["Measure", "Last year", "This year"], ["Referrals", "9", "8"]],
            1,
            ["Referrals | 9 | 2022-04/2023-03 | year | actual", "Referrals | 8 | 2023-04/2023-09 | ytd | actual"],
        ),
        (
            [["Measure", "Type", "Sep"], ["Referrals", "Actual", "9"], ["", "Target", "8"], ["", "England", "7"]],
            1,
            [
                "Referrals | 9 | 2023-09 | - | actual",
                "Referrals | 8 | - | - | target",
                "Referrals | 7 | - | - | national",
            ],
        ),
        (
            [["Measure", "Sep-23 YTD", "Sep-22 YTD", "Var"], ["Referrals", "9", "7", "2"]],
            1,
            [
                "Referrals | 9 | 2023-04/2023-09 | ytd | actual",
                "Referrals | 7 | 2022-04/2022-09 | ytd | actual",
                "Referrals | 2 | 2023-04/2023-09 | ytd | change",
            ],
        ),
        (
            [["Measure", "2021/22", "2022/23", "Change"], ["Referrals", "9", "7", "-2"]],
            1,
            [
                "Referrals | 9 | 2021-04/2022-03 | year | actual",
                "Referrals | 7 | 2022-04/2023-03 | year | actual",
                "Referrals | -2 | 2022-04/2023-03 | year | change",
            ],
        ),
        ([["Measure", "3 month average", "w/e 18/08/23"], ["Referrals", "9", "8"]], 1, []),
    ],
    ids=[
        *("source", "previous month", "calendar years", "years down", "goal", "twelve months", "each its own"),
        *("months down, years across", "part of a year", "called alike", "this year", "whose in rows"),
        *("change of a year to date", "change of a year", "other stretches"),
    ],
)
def test_times_are_read_as_a_person_reads_them(
    reader: HeadingReader, rows: list[list[str | None]], header_rows: int, said: list[str]
) -> None:
    of = table(rows, header_rows=header_rows, heading="Referrals received")
    read = lines(of, reader)
    assert [one for one in read if "| - | - | actual" not in one] == said


@pytest.mark.parametrize(
    ("over", "headings"),
    [("In time", ("In time",)), ("Care leavers", ("Care leavers",)), ("Measure", ()), ("", ())],
)
def test_what_stands_over_the_names_of_the_rows_heads_them(
    reader: HeadingReader, over: str, headings: tuple[str, ...]
) -> None:
    grid = table([[over, "Aug 2023", "Sep 2023"], ["Visits", "91%", "93%"], ["Reviews", "88%", "90%"]])
    found, _ = candidates_of(grid, reader=reader, reported=SEPTEMBER)
    assert {one.headings for one in found} == {headings}
