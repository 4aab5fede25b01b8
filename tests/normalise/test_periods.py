from __future__ import annotations

import csv
from pathlib import Path

import pytest

from normalise.periods import PeriodUnclear, find_periods, read_basis, read_timing
from records.period import Basis, Period

ROWS = list(csv.DictReader((Path(__file__).parents[1] / "examples" / "periods.csv").open(encoding="utf-8")))
DECEMBER = Period.parse("2020-12")


def examples() -> list[object]:
    marks = pytest.mark.xfail(strict=True)
    return [pytest.param(row, id=row["text"], marks=[marks] if row["todo"] else []) for row in ROWS]


@pytest.mark.parametrize("row", examples())
def test_timing_is_read_as_people_read_it(row: dict[str, str]) -> None:
    reported = Period.parse(row["reported"])
    if row["period"] == "unclear" or row["todo"]:
        with pytest.raises(PeriodUnclear):
            read_timing(row["text"], reported=reported)
        return
    timing = read_timing(row["text"], reported=reported)
    assert (str(timing.period or ""), timing.basis or "") == (row["period"], row["basis"])


def test_an_unclear_period_says_what_it_could_be() -> None:
    with pytest.raises(PeriodUnclear, match="it could be 2019-01/2019-12 or 2019-04/2020-03") as unclear:
        read_timing("2019", reported=DECEMBER)
    assert len(unclear.value.readings) == 2


def test_a_month_without_its_year_needs_the_month_reported() -> None:
    with pytest.raises(PeriodUnclear):
        read_timing("October", reported=None)


def test_a_month_takes_the_year_that_stands_over_it() -> None:
    within = Period.financial_year(2018)
    assert str(read_timing("Feb", reported=DECEMBER, within=within).period) == "2019-02"


def test_a_numbered_month_takes_the_financial_year_that_stands_over_it() -> None:
    assert str(read_timing("M8", reported=DECEMBER, within=Period.financial_year(2020)).period) == "2020-11"
    with pytest.raises(PeriodUnclear):
        read_timing("M8", reported=DECEMBER)


SENTENCES = [
    ("45 in November against October’s 40", ["November 2020-11 month", "October’s 2020-10 month"]),
    ("from 7 in October to 9 in November 2019", ["October 2020-10 month", "November 2019 2019-11 month"]),
    ("12 at the end of June", ["at the end of June 2020-06 month_end"]),
    ("higher than the same point in 2019", ["the same point in 2019 2019-12 same_last_year"]),
    ("and above the average of the last 12 months (21)", ["average of the last 12 months 2020-12 average_12m"]),
    ("Throughout the last 12 months, 54 plans", ["Throughout the last 12 months 2020-01/2020-12 rolling_12m"]),
    ("close to full since May 2016", ["since May 2016 2016-05/2020-12 since"]),
    ("rose between April and June", ["between April and June 2020-04/2020-06 span"]),
    ("In December 12 children left", ["December 2020-12 month"]),
    ("In December 20 (14)", ["December 20 2020-12 month"]),
    ("Q3 and Q4 of 2019/20", ["Q3 2020-10/2020-12 quarter", "Q4 of 2019/20 2020-01/2020-03 quarter"]),
    ("below the 2018/19 average", ["2018/19 2018-04/2019-03 year"]),
    ("on 31 March 2020", ["31 March 2020 2020-03 date"]),
    ("a fall in 2019", ["2019 2019-01/2019-12 bare_year"]),
    ("in May 2020 this may rise", ["May 2020 2020-05 month"]),
    ("young people aged 16-17 or 19-21", []),
    ("within 15 days", []),
    ("2019 children were seen", []),
    ("over the 3 years to March 2020", ["3 years to March 2020 2017-04/2020-03 span"]),
    ("short term 3 placements were found", []),
    ("by month 8 a plan is made", []),
    ("between 1 April 2017 and 31 March 2018", ["between 1 April 2017 and 31 March 2018 2017-04/2018-03 year"]),
    ("1 July to 30 September 2020", ["1 July to 30 September 2020 2020-07/2020-09 span"]),
    ("at 1 April 2020 and 31 March 2021", ["1 April 2020 2020-04 date", "31 March 2021 2021-03 date"]),
    ("from 01.04.19 to 31.03.20", ["from 01.04.19 to 31.03.20 2019-04/2020-03 year"]),
    ("as of March 31, 2020", ["March 31, 2020 2020-03 date"]),
    ("the P8 score for 2019/20", ["2019/20 2019-04/2020-03 year"]),
]


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_a_sentence_gives_every_span_that_names_a_time(sentence: str, wanted: list[str]) -> None:
    found = find_periods(sentence, reported=DECEMBER)
    assert [f"{one.text} {one.period} {one.kind}" for one in found] == wanted
    assert all(sentence[one.start : one.end] == one.text for one in found)


def test_a_look_back_in_a_definition_is_no_basis() -> None:
    assert read_basis("Children seen by a dentist in the last 12 months") is None
    assert read_basis("Re-referrals within 12 months - rolling 12 mths") is Basis.ROLLING_12M
    assert read_basis("last 12 months") is Basis.ROLLING_12M
