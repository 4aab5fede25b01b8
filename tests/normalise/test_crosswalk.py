"""The catalogue against the official statistics: units, polarity, relations agree, or the exception has its reason."""

from __future__ import annotations

import csv
from collections import defaultdict
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
