from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from normalise.doubts import SAME_WORDS
from normalise.figures import read_figures
from normalise.resolve import Resolver
from records.catalogue import Candidates, Catalogue, HeadingWord, Indicator, Label, Twin
from records.observation import Candidate, Evidence, Observation, Origin, Role, Unit
from records.page import Box
from records.period import Basis, Period, Timing

DECEMBER = Period.parse("2020-12")
BARE = Timing(DECEMBER)
SECOND_QUARTER = Timing(Period.parse("2020-07/2020-09"), Basis.QUARTER)


def indicator(id_: str, unit: Unit, basis: Basis | None, kind: str) -> Indicator:
    return Indicator(
        id_, id_, "front_door", unit, "neutral", "", "local", "", kind, basis, 0,
        None, None, None, None, None, None, None, None, None,
    )  # fmt: skip


INDICATORS = (
    indicator("referrals", Unit.COUNT, Basis.MONTH, "flow"),
    indicator("referrals_rate", Unit.PER_10K, Basis.MONTH, "rate_of_flow"),
    indicator("cla_number", Unit.COUNT, Basis.SNAPSHOT, "stock"),
    indicator("cla_plans", Unit.COUNT, Basis.SNAPSHOT, "stock"),
    indicator("reviews_pct", Unit.PERCENT, Basis.MONTH, "share_of_flow"),
    indicator("three_placements_pct", Unit.PERCENT, Basis.ROLLING_12M, "share_of_stock"),
    indicator("caseload", Unit.CASES_PER_WORKER, Basis.SNAPSHOT, "average"),
    indicator("adoption_days", Unit.DAYS, Basis.MONTH, "average"),
)
NAMES = {
    "referrals": ("referrals", "referrals_rate"),
    "looked after": ("cla_number",),
    "reviews": ("reviews_pct",),
    "placements": ("three_placements_pct",),
    "caseload": ("caseload",),
    "adoption": ("adoption_days",),
}


class FakeNamer:
    """Names a label by one word in it, and the sibling of the unit."""

    def __init__(self, method: str = "exact", kind: str | None = None) -> None:
        self.method, self.kind = method, kind

    def name(
        self,
        text: str,
        *,
        unit: Unit | None,
        headings: Sequence[str] = (),
        authority_id: str | None = None,
        prose: bool = False,
        unit_words: str = "",
    ) -> Label:
        units = {one.id: one.unit for one in INDICATORS}
        for word, ids in NAMES.items():
            if word in text.lower():
                fitting = [id_ for id_ in ids if unit is None or units[id_] is unit] or list(ids)
                return Label(authority_id, text, unit, None, fitting[0], self.method, 1.0, "accepted", kind=self.kind)
        doubt = (f"{SAME_WORDS} (plans), and nothing here decides",) if text.endswith("in our care") else ("another",)
        likely = (Candidates("cla_number", 0.5, doubt), Candidates("cla_plans", 0.4))
        doubtful = likely if "in our care" in text else ()
        return Label(authority_id, text, unit, None, None, None, None, "to review", doubtful)


WORDS = (HeadingWord("received", "kind", "event"), HeadingWord("open", "kind", "moment"))


def resolver(namer: FakeNamer | None = None) -> Resolver:
    twins = tuple(Twin("in care", id_, (), ()) for id_ in ("cla_number", "cla_plans"))
    return Resolver(Catalogue(INDICATORS, (), (), WORDS, twin_rows=twins), namer or FakeNamer())


def candidate(text: str, label: str, timing: Timing = BARE, role: Role = Role.ACTUAL, col: int = 1) -> Candidate:
    place = Evidence(1, Box(0, 0, 10, 10), table=0, row=1, col=col)
    return Candidate(read_figures(text)[0], Origin.TABLE, place, text, label, timing=timing, role=role)


def resolved(*candidates: Candidate, namer: FakeNamer | None = None) -> list[Observation]:
    return resolver(namer).resolve(candidates, authority_id=None, reported=DECEMBER)[0]


BASES = [
    ("Referrals", "20", BARE, "2020-12", Basis.MONTH),
    ("Children looked after", "20", BARE, "2020-12", Basis.SNAPSHOT),
    ("Referrals - rolling 12 months", "20", BARE, "2020-01/2020-12", Basis.ROLLING_12M),
    ("Referrals opened in the month (and those still open at end of period)", "20", BARE, "2020-12", Basis.MONTH),
    ("Referrals in the month (rolling 12 months)", "20", BARE, "2020-01/2020-12", Basis.ROLLING_12M),
    ("Referrals (at month end)", "20", BARE, "2020-12", Basis.SNAPSHOT),
    ("Referrals (YTD)", "20", BARE, "2020-04/2020-12", Basis.YTD),
    ("3 or more placements", "8%", BARE, "2020-01/2020-12", Basis.ROLLING_12M),
    ("3 or more placements", "8%", SECOND_QUARTER, "2019-10/2020-09", Basis.ROLLING_12M),
    ("Referrals - rolling 12 months", "20", Timing(Period.financial_year(2019), Basis.YEAR), "2019-04/2020-03", "year"),
    ("Children looked after", "20", Timing(Period.financial_year(2019), Basis.YEAR), "2019-04/2020-03", Basis.YEAR),
    ("Referrals", "20", Timing(DECEMBER, Basis.AVERAGE_12M), "2020-12", Basis.AVERAGE_12M),
    ("Referrals", "20", Timing(None, Basis.YTD), "2020-04/2020-12", Basis.YTD),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "timing", "period", "basis"), BASES)
def test_the_measure_decides_what_a_bare_month_means(
    label: str, text: str, timing: Timing, period: str, basis: Basis
) -> None:
    (one,) = resolved(candidate(text, label, timing))
    assert (str(one.period), one.basis) == (period, basis)


@pytest.mark.parametrize("origin", [Origin.TABLE, Origin.PROSE])
@pytest.mark.parametrize(("label", "text"), [("Referrals", "20"), ("3 or more placements", "8%")])
def test_a_stretch_of_years_has_no_basis(label: str, text: str, origin: Origin) -> None:
    years = Timing(Period.parse("2017-04/2020-03"))
    (one,) = resolved(replace(candidate(text, label, years), origin=origin))
    assert (one.period, one.basis) == (years.period, None)


def test_what_is_said_since_a_month_of_years_ago_keeps_the_measures_basis() -> None:
    since = replace(candidate("20", "Referrals", Timing(Period.parse("2016-12/2020-12"))), origin=Origin.PROSE)
    assert resolved(since)[0].basis is Basis.MONTH


def test_a_wording_of_another_kind_than_its_measure_decides_first() -> None:
    (one,) = resolved(candidate("91%", "Reviews up to date"), namer=FakeNamer(kind="share_of_stock"))
    assert one.basis is Basis.SNAPSHOT


def test_targets_and_benchmarks_have_no_period_unless_a_year_is_given() -> None:
    year = Timing(Period.financial_year(2018), Basis.YEAR)
    goal, benchmark = resolved(
        candidate("20", "Referrals", Timing(), Role.TARGET), candidate("22", "Referrals", year, Role.NATIONAL)
    )
    assert (goal.period, goal.basis) == (None, None)
    assert (benchmark.period, benchmark.basis) == (year.period, year.basis)


def test_highest_and_change_stand_on_the_measure_s_own_basis() -> None:
    span = Timing(Period.parse("2020-01/2020-12"))
    highest, change = resolved(
        candidate("30", "Children looked after", span, Role.MAX_12M),
        candidate("-3%", "Children looked after", BARE, Role.PCT_CHANGE, col=2),
    )
    assert (str(highest.period), highest.basis) == ("2020-01/2020-12", Basis.SNAPSHOT)
    assert (change.basis, change.unit, change.indicator_id) == (Basis.SNAPSHOT, Unit.PERCENT, "cla_number")


def test_an_unnamed_measure_keeps_its_figure_with_a_note() -> None:
    flow, unknown = resolved(candidate("4", "Pigeons received"), candidate("5", "Pigeons"))
    assert (flow.indicator_id, flow.value, flow.basis) == (None, Decimal(4), Basis.MONTH)
    assert "to review" in (flow.note or "")
    assert unknown.basis is None and "not known" in (unknown.note or "")


UNITS = [
    ("Referrals", "20", Unit.COUNT, "referrals"),
    ("Rate of referrals per 10,000", "20", Unit.PER_10K, "referrals_rate"),
    ("Number of referrals per 10,000", "20", Unit.PER_10K, "referrals_rate"),
    ("Percentage of reviews in time", "98.1", Unit.PERCENT, "reviews_pct"),
    ("Average caseload", "16", Unit.CASES_PER_WORKER, "caseload"),
    ("Average days to adoption", "412", Unit.DAYS, "adoption_days"),
]


@pytest.mark.parametrize(("label", "text", "unit", "indicator_id"), UNITS)
def test_the_unit_comes_from_words_where_the_figure_has_none(
    label: str, text: str, unit: Unit, indicator_id: str
) -> None:
    (one,) = resolved(candidate(text, label))
    assert (one.unit, one.indicator_id) == (unit, indicator_id)


def test_a_unit_column_goes_before_the_label() -> None:
    (one,) = resolved(replace(candidate("20", "Referrals"), unit_words="Rate per 10,000"))
    assert (one.unit, one.indicator_id) == (Unit.PER_10K, "referrals_rate")


def test_a_measure_of_another_unit_is_not_this_figure_s() -> None:
    (one,) = resolved(candidate("20%", "Children looked after"))
    assert one.indicator_id is None and "cannot be" in (one.note or "")


def test_a_count_of_twelve_and_a_half_unnames_its_label() -> None:
    found = resolved(candidate("12.5", "Number of looked after"), candidate("14", "Number of looked after", col=2))
    assert [one.indicator_id for one in found] == [None, None]
    assert all("a count cannot be 12.5" in (one.note or "") for one in found)


def test_one_slip_among_many_leaves_the_others_their_name() -> None:
    rows = [candidate(str(n), "Number of looked after", col=n) for n in range(1, 9)]
    found = resolved(*rows, candidate("0.8", "Number of looked after", col=9))
    assert [one.indicator_id for one in found] == ["cla_number"] * 8 + [None]


def test_a_share_over_a_hundred_has_no_name() -> None:
    (one,) = resolved(candidate("230%", "Reviews in time"))
    assert one.indicator_id is None and "230 per cent" in (one.note or "")


def test_a_difference_of_shares_is_points() -> None:
    (one,) = resolved(candidate("2%", "Percentage of reviews in time", BARE, Role.CHANGE))
    assert (one.unit, one.indicator_id) == (Unit.POINTS, "reviews_pct")


def test_a_part_of_a_measure_needs_its_very_words() -> None:
    part = replace(candidate("20", "Referrals"), part="North")
    (likely,) = resolved(part, namer=FakeNamer("fuzzy"))
    (known,) = resolved(part, namer=FakeNamer("alias"))
    assert (likely.indicator_id, likely.indicator_text) == (None, "North | Referrals")
    assert known.indicator_id == "referrals"


def test_a_measure_that_the_sentence_settled_is_kept() -> None:
    settled = replace(candidate("20", "of these"), origin=Origin.PROSE, indicator_id="referrals")
    observations, labels = resolver().resolve([settled], authority_id="999", reported=DECEMBER)
    assert (observations[0].indicator_id, labels[0].indicator_id, labels[0].method) == (
        "referrals",
        "referrals",
        "model",
    )


def test_each_label_is_given_once_and_found_by_its_place() -> None:
    figures = [candidate("20", "Referrals"), candidate("21", "Children looked after"), candidate("22", "Referrals")]
    observations, labels = resolver().resolve(figures, authority_id=None, reported=DECEMBER)
    assert [label.text for label in labels] == ["Referrals", "Children looked after"]
    assert [one.label for one in observations] == [0, 1, 0]


def test_a_suppressed_figure_keeps_its_measure() -> None:
    (one,) = resolved(candidate("XX", "Children looked after"))
    assert (one.suppressed, one.value, one.indicator_id) == (True, None, "cla_number")


def test_of_two_measures_of_one_wording_a_label_is_the_one_that_its_table_leaves() -> None:
    alone = resolved(candidate("20", "Children in our care"))
    beside = resolved(candidate("20", "Children in our care"), candidate("30", "Children looked after", col=2))
    assert [one.indicator_id for one in alone] == [None]
    assert [one.indicator_id for one in beside] == ["cla_plans", "cla_number"]
    other = resolved(candidate("20", "Children in our care at dusk"), candidate("30", "Children looked after", col=2))
    assert [one.indicator_id for one in other] == [None, "cla_number"], "what stands against it is more than a twin"


def test_a_change_in_per_cent_of_a_count_is_a_relative_one() -> None:
    count, change = resolved(candidate("200", "Referrals"), candidate("4.6%", "Referrals", BARE, Role.CHANGE, col=2))
    assert (change.role, change.unit, change.indicator_id) == (Role.PCT_CHANGE, Unit.PERCENT, count.indicator_id)


def test_one_measure_is_not_two_labels_with_other_figures() -> None:
    rows = [candidate("20", "Referrals"), candidate("31", "Referrals of a kind")]
    likened = resolved(*rows, namer=FakeNamer("model"))
    assert [one.indicator_id for one in likened] == [None, None]
    assert "another label of its table" in str(likened[0].note)
    assert [one.indicator_id for one in resolved(*rows)] == ["referrals", "referrals"]


def test_a_row_of_the_year_to_date_does_not_deny_that_of_the_month() -> None:
    rows = [candidate("20", "Referrals"), candidate("310", "Referrals (YTD)")]
    assert [one.indicator_id for one in resolved(*rows, namer=FakeNamer("model"))] == ["referrals", "referrals"]


@pytest.mark.parametrize("label", ["Looked after (FTE)", "Looked after, full-time equivalents", "WTE looked after"])
def test_what_is_counted_in_full_time_equivalents_may_have_decimals(label: str) -> None:
    (one,) = resolved(candidate("12.5", label))
    assert "cannot be" not in (one.note or "")
