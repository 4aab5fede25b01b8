"""The catalogue against the official statistics: units, polarity, relations agree, or the exception has its reason."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from normalise.catalogue import load_catalogue
from normalise.reference import load_official
from records.catalogue import Catalogue, OfficialFigure
from records.observation import Unit

DATA = Path(__file__).resolve().parents[2] / "data"

OTHER_FOOTING = {
    "care_leavers_suitable_accommodation_pct": "a cohort over the year at DfE, those open now in scorecards",
    "care_leavers_eet_pct": "the same",
    "care_leavers_staying_put_pct": "the same",
    "social_worker_turnover_pct": "leavers of the year, which DfE dates by the census day at its end",
    "social_worker_absence_pct": "days lost in the year, which DfE dates by the census day at its end",
}
"""Measures whose official figure covers another span than the catalogue's kind says, and why it is the same measure."""

NOT_IN_THE_CATALOGUE = {
    "care_leavers_not_in_touch_pct": "the complement of care_leavers_in_touch_pct, which councils report",
    "adoption_care_to_placed_months": "England only, in months; councils report days",
    "adoption_decision_to_match_months": "England only, in months",
    "adoption_care_to_adopted_months": "England only, in months",
}
"""Official measures without a measure of the catalogue, and why."""


COUNTED_UNDER_ANOTHER_NAME = {
    "contacts_rate": "contacts_received",
    "assessments_rate": "assessments_completed",
    "cin_rate": "cin_number",
    "cin_rate_excluding_cp_cla": "cin_number_excluding_cp_cla",
    "s47_rate": "s47_started",
    "icpc_rate": "icpc_children",
    "cp_second_or_subsequent_pct_ever": "cp_second_or_subsequent_ever",
    "cp_second_or_subsequent_pct_within_2_years": "cp_second_or_subsequent_within_2_years",
    "care_proceedings_rate": "care_proceedings_new",
    "cla_rate": "cla_number",
    "cla_missing_pct": "cla_missing_children",
    "cla_ceased_adopted_pct": "adoptions",
}
"""Shares and rates whose numerator is not of their own name; in all others it is the id without its ending."""

NOT_THEIR_COUNT = {
    "early_help_step_ups_pct": "the share is of cases closed, the count of children passed on",
    "cla_visits_in_time_pct": "the share is of visits due in the period, the count of children up to date at its end",
    "cla_fixed_term_exclusion_primary_pct": "the share is of children, the count of suspensions",
}
"""Shares beside a count of their name that is not their numerator, and why."""

OF_ANOTHER_SUBJECT = {
    "repeat_contacts_pct": "a repeat contact is a contact received",
    "re_referrals_pct": "a re-referral is a referral",
    "newly_qualified_social_workers_pct": "they are among the social workers in post",
    "re_referrals": "a re-referral is a referral",
    "cp_plans": "a child on a plan is a child in need in the national count",
    "cp_plans_rate": "the same",
    "cla_number": "a child looked after is a child in need in the national count",
    "cla_rate": "the same",
    "cla_missing_incidents": "of those of all children",
    "cla_missing_children": "of those of all children",
    "adoptions": "an adopted child ceases to be looked after",
    "activity_not_known_16_17_pct": "half of the national 'NEET or not known'",
}
"""Measures whose base or whole is of another subject (the first word of the id), and why it is theirs."""

JUDGED_BY_COUNT_ALONE = {
    "cla_missing_pct": "LAIT gives the share none; incidents and children missing are marked low by councils",
}
"""Shares and rates without a polarity whose count has one, and why."""

BARE_SCORES = {"cla_sdq_average_score": "LAIT's unit is 'score', which the vocabulary lacks: 'ratio' stands for it"}
"""Measures whose official unit is not the one that the vocabulary has for it, and why."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA / "catalogue")


@pytest.fixture(scope="module")
def official() -> dict[str, dict[str, str]]:
    """Rows of official_indicators.csv by their official id."""
    with (DATA / "reference" / "official_indicators.csv").open(encoding="utf-8", newline="") as file:
        return {row["official_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def figures() -> tuple[OfficialFigure, ...]:
    return load_official(DATA / "reference")


def test_the_two_files_name_each_other(catalogue: Catalogue, official: dict[str, dict[str, str]]) -> None:
    here = {indicator.official_indicator_id: indicator.id for indicator in catalogue.indicators}
    here.pop(None, None)
    there = {row["official_id"]: row["indicator_id"] for row in official.values() if row["indicator_id"]}
    assert here == there


def test_official_measures_that_the_catalogue_lacks_have_a_reason(official: dict[str, dict[str, str]]) -> None:
    assert {row["official_id"] for row in official.values() if not row["indicator_id"]} == set(NOT_IN_THE_CATALOGUE)


def test_no_official_id_of_its_own_is_the_id_of_another_measure(
    catalogue: Catalogue, official: dict[str, dict[str, str]]
) -> None:
    assert not {row["official_id"] for row in official.values() if not row["indicator_id"]} & set(catalogue.by_id)


def test_units_polarities_and_lait_codes_agree(catalogue: Catalogue, official: dict[str, dict[str, str]]) -> None:
    for indicator in catalogue.indicators:
        if indicator.official_indicator_id:
            row = official[indicator.official_indicator_id]
            ours = (indicator.unit.value, indicator.polarity, indicator.lait_code or "")
            assert ours == (row["unit"], row["polarity"] or "neutral", row["lait_code"]), indicator.id


def test_the_codes_of_other_bodies_are_given_once_and_well_formed(catalogue: Catalogue) -> None:
    for column in ("lait_code", "lg_inform_metric", "official_indicator_id"):
        codes = [code for one in catalogue.indicators if (code := getattr(one, column))]
        assert codes, column
        assert [code for code, times in Counter(codes).items() if times > 1] == [], column
        assert [code for code in codes if code != code.strip()] == [], column
    metrics = [one.lg_inform_metric for one in catalogue.indicators if one.lg_inform_metric]
    assert [metric for metric in metrics if not re.fullmatch(r"\d{3,5}", metric)] == []
    lists = [one.annex_a_list for one in catalogue.indicators if one.annex_a_list]
    assert [number for number in lists if not 1 <= int(number) <= 11] == []


def test_a_share_counts_what_its_name_says_or_the_exception_is_listed(catalogue: Catalogue) -> None:
    counted = {one.id: one.count_id for one in catalogue.indicators if one.count_id}
    other_names = {id_: count for id_, count in counted.items() if re.sub("_(?:pct|rate)$", "", id_) != count}
    assert other_names == COUNTED_UNDER_ANOTHER_NAME
    alike = {one.id for one in catalogue.indicators if re.sub("_(?:pct|rate)$", "", one.id) in catalogue.by_id}
    assert {id_ for id_ in alike - counted.keys() if re.search("_(?:pct|rate)$", id_)} == set(NOT_THEIR_COUNT)
    for id_, count in counted.items():
        share, own = catalogue.by_id[id_], catalogue.by_id[count]
        assert share.service_area == own.service_area, id_
        assert (own.unit, own.kind) == (Unit.COUNT, share.kind.rpartition("_of_")[2]), id_


def test_bases_and_wholes_are_of_the_same_subject_or_have_a_reason(catalogue: Catalogue) -> None:
    other = set()
    for one in catalogue.indicators:
        for related in filter(None, (one.of_id, one.parent)):
            per_head = related == "population_0_17" and one.unit is Unit.PER_10K
            if not per_head and one.id.split("_")[0] != related.split("_")[0]:
                other.add(one.id)
            assert per_head or one.unit is Unit.COUNT or related != "population_0_17", one.id
        if one.parent:
            whole = catalogue.by_id[one.parent]
            assert (whole.unit, whole.kind) == (one.unit, one.kind), one.id
        if one.of_id and one.count_id:
            assert one.of_id != one.count_id, one.id
    assert other == set(OF_ANOTHER_SUBJECT)


def test_counts_shares_and_rates_of_one_thing_are_judged_alike(catalogue: Catalogue) -> None:
    """A count may be without judgement where its share has one; good is never high for one and low for the other."""
    by_count_alone = set()
    families: dict[str, set[str]] = defaultdict(set)
    for one in catalogue.indicators:
        families[one.count_id or one.id].add(one.polarity)
        if one.count_id and one.polarity == "neutral" != catalogue.by_id[one.count_id].polarity:
            by_count_alone.add(one.id)
    assert {count for count, found in families.items() if len(found - {"neutral"}) > 1} == set()
    assert by_count_alone == set(JUDGED_BY_COUNT_ALONE)


def test_a_bare_score_is_an_official_unit_that_the_vocabulary_lacks(
    catalogue: Catalogue, official: dict[str, dict[str, str]]
) -> None:
    bare = {row["indicator_id"] for row in official.values() if row["unit"] == Unit.RATIO.value}
    assert bare == set(BARE_SCORES)
    assert all("score" in catalogue.by_id[id_].notes for id_ in bare)


def test_a_stock_is_official_at_a_day_and_a_flow_over_a_year(
    catalogue: Catalogue, official: dict[str, dict[str, str]]
) -> None:
    differing = set()
    for indicator in catalogue.indicators:
        if indicator.official_indicator_id:
            at_a_day = official[indicator.official_indicator_id]["basis"].startswith("at ")
            if at_a_day != (
                indicator.kind.endswith("stock") or indicator.id in ("caseload_average", "cla_sdq_average_score")
            ):
                differing.add(indicator.id)
    assert differing == set(OTHER_FOOTING)


def test_rates_and_their_counts_imply_one_population(catalogue: Catalogue, figures: tuple[OfficialFigure, ...]) -> None:
    """`count_id` holds in the official figures: 10,000 x count / rate is one population for all measures of a year.

    Rates of whole numbers and mid-year populations leave five per cent; a wrong count would be out by tens.
    """
    values = {(f.indicator_id, f.authority_id, f.period): f.value for f in figures if f.vintage == "current"}
    implied: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (indicator_id, authority_id, period), rate in values.items():
        indicator = catalogue.by_id.get(indicator_id)
        if indicator is None or indicator.unit is not Unit.PER_10K or not indicator.count_id or rate < 50:
            continue
        count = values.get((indicator.count_id, authority_id, period))
        if count and count >= 400:
            implied[authority_id, period[-7:]].append(10_000 * count / rate)
    several = [found for found in implied.values() if len(found) > 1]
    assert len(several) > 500
    near = sum(max(found) / min(found) < 1.05 for found in several)
    assert near / len(several) > 0.98


def test_a_part_is_never_larger_than_its_whole(catalogue: Catalogue, figures: tuple[OfficialFigure, ...]) -> None:
    values = {(f.indicator_id, f.authority_id, f.period): f.value for f in figures if f.vintage == "current"}
    compared = 0
    for (indicator_id, authority_id, period), value in values.items():
        indicator = catalogue.by_id.get(indicator_id)
        whole = values.get((indicator.parent, authority_id, period)) if indicator and indicator.parent else None
        if whole is not None:
            compared += 1
            assert value <= whole + 5, (indicator_id, authority_id, period)
    assert compared > 1000
