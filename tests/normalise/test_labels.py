"""Labels as councils print them, and the measures that they name; what is doubtful goes to a person."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from normalise.reference import load_reference
from records.catalogue import Alias, Catalogue
from records.observation import Unit

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / ".." / "shared" / "gold"
AUTHORITIES = {"barnsley-2020-11": "370", "rotherham-2020-12": "372", "southampton-2021-01": "852"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "catalogue")


@pytest.fixture(scope="module")
def namer(catalogue: Catalogue) -> Namer:
    return Namer(catalogue)


def examples() -> list[object]:
    """Rows of tests/examples/measures.csv; those with a `todo` are what we cannot name yet."""
    found: list[object] = []
    with (ROOT / "tests" / "examples" / "measures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks = [pytest.mark.xfail(strict=True, reason=row["todo"])] if row["todo"] else []
            found.append(pytest.param(row, id=row["label"], marks=marks))
    return found


@pytest.mark.parametrize("row", examples())
def test_a_label_names_its_measure_or_goes_to_a_person(namer: Namer, row: dict[str, str]) -> None:
    headings = tuple(filter(None, row["heading"].split(" | ")))
    label = namer.name(row["label"], unit=Unit(row["unit"]) if row["unit"] else None, headings=headings)
    assert label.indicator_id == (row["indicator"] or None)
    assert label.status == ("accepted" if row["indicator"] else "to review")


@pytest.mark.parametrize(
    ("unit", "indicator"),
    [
        (Unit.COUNT, "cp_reviews_in_time"),
        (Unit.PERCENT, "cp_reviews_in_time_pct"),
        (Unit.PER_10K, None),
    ],
)
def test_the_figures_unit_chooses_within_the_family(namer: Namer, unit: Unit, indicator: str | None) -> None:
    assert namer.name("Number of CP reviews in time", unit=unit).indicator_id == indicator


def test_what_stands_in_an_including_clause_is_not_the_subject(namer: Namer) -> None:
    label = namer.name("Number of contacts (includes contacts that become referrals)", unit=Unit.COUNT)
    assert label.indicator_id == "contacts_received"


@pytest.mark.parametrize(
    ("text", "heading", "indicator"),
    [
        ("Missing episodes", "Children looked after", "cla_missing_incidents"),
        ("Missing episodes", "Missing from home", "missing_incidents"),
        ("Assessments completed", "Assessments", "assessments_completed"),
        ("Assessments completed", "Early help", "early_help_assessments_completed"),
        ("Assessments completed", "Early help assessments", None),
        ("Assessments completed", "Foster carers", None),
        ("Rate per 10,000", "Children on child protection plans", "cp_plans_rate"),
        ("Rate per 10,000", "Summary", None),
    ],
)
def test_a_heading_settles_or_disputes_a_short_label(
    namer: Namer, text: str, heading: str, indicator: str | None
) -> None:
    unit = Unit.PER_10K if "Rate" in text else Unit.COUNT
    assert namer.name(text, unit=unit, headings=("Performance", heading)).indicator_id == indicator


@pytest.mark.parametrize(
    ("text", "heading", "indicator"),
    [
        ("Number of contacts received", "Overview of Children's Social Care and Early Help", "contacts_received"),
        ("Referrals", "Social care & early help: monthly figures", "referrals"),
        ("Referrals", "Children's Services Performance Report", "referrals"),
        ("Referrals", "Early help and youth justice report: Front door", "referrals"),
        ("Assessments completed", "Assessments and early help", "assessments_completed"),
        ("Single assessments completed", "Early help", "assessments_completed"),
        ("Referrals to children's social care", "Early help", "referrals"),
        ("Children with a child protection plan", "Children looked after", "cp_plans"),
        ("Re-referrals", "Fostering", None),
        ("Contacts", "Early help", "contacts_early_help"),
        ("Missing episodes", "Social care: Children looked after", "cla_missing_incidents"),
        ("Contacts leading to a referral", "Safeguarding and placements", "contacts_to_referral"),
    ],
)
def test_only_the_nearest_heading_of_one_subject_disputes_and_no_label_that_names_its_own_service(
    namer: Namer, text: str, heading: str, indicator: str | None
) -> None:
    assert namer.name(text, unit=Unit.COUNT, headings=(heading,)).indicator_id == indicator


@pytest.mark.parametrize("text", ["", "   ", "%", "Total", "2019/20", "Performance", "Target", "12.5", "—", "x" * 5000])
def test_words_that_say_nothing_are_never_named(namer: Namer, text: str) -> None:
    label = namer.name(text, unit=Unit.COUNT)
    assert (label.indicator_id, label.status) == (None, "to review")


@pytest.mark.parametrize(
    ("text", "authority_id", "indicator"),
    [
        ("Placed outside Cornwall", "908", "cla_out_of_area_pct"),
        ("Placed outside Cornwall", "372", None),
        ("Placed outside Cornwall", None, "cla_out_of_area_pct"),
        ("Children in care: placed outside Rutland", None, "cla_out_of_area_pct"),
        ("Cornwall's children placed out of county", "908", "cla_out_of_area_pct"),
    ],
)
def test_a_councils_own_name_is_its_area(
    catalogue: Catalogue, text: str, authority_id: str | None, indicator: str | None
) -> None:
    namer = Namer(catalogue, load_reference(ROOT / "data" / "reference").authorities)
    label = namer.name(text, unit=Unit.PERCENT, headings=("Children in care",), authority_id=authority_id)
    assert (label.indicator_id, label.text) == (indicator, text)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Looked after children with a missing episode", "cla_missing_children"),
        ("Looked after children: missing episodes", "cla_missing_incidents"),
        ("Looked after children who had a missing incident", "cla_missing_children"),
        ("Number of looked after children missing", None),
        ("Number of children in our care reported missing", "cla_missing_children"),
        ("Plans ending with a duration of 2 years or more", "cp_ceased_after_2_years_plus"),
        ("CPPs lasting two years or longer", None),
    ],
)
def test_of_twins_the_one_is_meant_whose_deciding_words_the_label_has(
    namer: Namer, text: str, indicator: str | None
) -> None:
    assert namer.name(text, unit=Unit.COUNT).indicator_id == indicator


@pytest.mark.parametrize(
    "text", ["UASC looked after in foster homes", "Children looked after in secure homes", "LAC placed in borough"]
)
def test_words_that_no_wording_of_the_measure_has_leave_a_label_open(namer: Namer, text: str) -> None:
    assert namer.name(text, unit=Unit.PERCENT).indicator_id is None


def test_a_label_to_review_has_at_most_three_candidates_with_reasons(namer: Namer) -> None:
    label = namer.name("Number of open CIN cases", unit=Unit.COUNT)
    assert label.indicator_id is None
    assert 1 <= len(label.candidates) <= 3
    assert "same words stand for two measures" in label.candidates[0].reasons[0]


def test_an_authoritys_own_wording_holds_for_it_alone(namer: Namer) -> None:
    words = "Number of open CIN cases"
    assert namer.name(words, unit=Unit.COUNT, authority_id="372").indicator_id == "cin_number_excluding_cp_cla"
    assert namer.name(words, unit=Unit.COUNT, authority_id="370").indicator_id is None


def test_a_wordings_own_kind_follows_the_unit(namer: Namer) -> None:
    words = "LAC visits up to date"
    assert namer.name(words, unit=Unit.PERCENT).kind == "share_of_stock"


def with_decision(catalogue: Catalogue, alias: Alias) -> Namer:
    return Namer(
        Catalogue(
            catalogue.indicators,
            (*catalogue.aliases, alias),
            catalogue.themes,
            synonyms=catalogue.synonyms,
            twin_rows=catalogue.twin_rows,
            label_weights=catalogue.label_weights,
        )
    )


def test_a_persons_decision_goes_before_everything(catalogue: Catalogue) -> None:
    decision = Alias("cin_plans", "Open CIN", "general", (("unit", "count"),), authority_id="383", decided=True)
    namer = with_decision(catalogue, decision)
    decided = namer.name("Open CIN", unit=Unit.COUNT, authority_id="383")
    assert (decided.indicator_id, decided.method) == ("cin_plans", "person")
    assert namer.name("Open CIN", unit=Unit.COUNT, authority_id="384").indicator_id is None


def test_a_rejected_pairing_stays_rejected(catalogue: Catalogue) -> None:
    words = "Number of children subject of a Child Protection Plan"
    assert Namer(catalogue).name(words, unit=Unit.COUNT).indicator_id == "cp_plans"
    namer = with_decision(catalogue, Alias("cp_plans", words, "general", rejected=True, decided=True))
    label = namer.name(words, unit=Unit.COUNT)
    assert label.indicator_id is None
    assert "cp_plans" not in {candidate.indicator_id for candidate in label.candidates}


def test_explain_shows_what_else_it_could_have_been(namer: Namer) -> None:
    label = namer.name("Number of Looked After Children", unit=Unit.COUNT, beside=True)
    assert label.indicator_id == "cla_number"
    assert len(label.candidates) == 3
    assert any(reason.startswith("against:") for reason in label.candidates[1].reasons)


def test_the_same_arguments_give_the_same_label_and_are_worked_out_once(namer: Namer) -> None:
    ask = {"unit": Unit.PERCENT, "headings": ("Care leavers",), "prose": True}
    assert namer.name("in suitable accommodation", **ask) is namer.name("in suitable accommodation", **ask)


def test_a_new_label_is_compared_with_few_of_the_catalogue(
    catalogue: Catalogue, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    namer = Namer(catalogue)
    labels = [f"{alias.text} in week {number}" for number, alias in enumerate(catalogue.aliases[::20])]
    assert calls_of(lambda: [namer.name(text, unit=None) for text in labels]) / len(labels) < 1500


@pytest.mark.parametrize("text", ["(" * 20_000, "12 months " * 5000, "% " * 9000, "1.1." * 9000, " | " * 9000])
def test_what_is_no_label_costs_little(
    namer: Namer, text: str, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    assert calls_of(lambda: namer.name(text, unit=Unit.COUNT)) < 5 * len(text)
    assert namer.name(text, unit=Unit.COUNT).indicator_id is None


def gold_labels() -> list[dict[str, str]]:
    """Labels of three published reports, with the unit of their figures and the heading of those in prose."""
    if not GOLD.is_dir():
        pytest.skip("needs ../shared/gold, which is not part of the project")
    units: dict[tuple[str, str, str], str] = {}
    headings: dict[str, str] = {}
    for path in sorted(GOLD.glob("sentences/*.csv")):
        headings |= {f"{row['doc']} {row['sentence_id']}": row["heading"] for row in _rows(path)}
    of_measure: dict[tuple[str, str], str] = {}
    for path in sorted(GOLD.glob("*/*-20*.csv")):
        if path.parent.name in ("observations", "claims"):
            for row in _rows(path):
                if row["role"] == "actual":
                    units.setdefault((row["doc"], row["indicator_text"], row["indicator"]), row["unit"])
                place = f"{row['doc']} {row['where']}"
                of_measure.setdefault((row["doc"], row["indicator"]), headings.get(place, ""))
    found = _rows(GOLD / "labels.csv")
    for row in found:
        row["unit"] = units.get((row["doc"], row["label"], row["indicator"]), "")
        row["heading"] = of_measure.get((row["doc"], row["indicator"]), "") if "barnsley" in row["doc"] else ""
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outcomes(namer: Namer, catalogue: Catalogue, without: str) -> Counter[str]:
    """Shares of right, wrong and review over the gold's labels, leaving out the paper, the measure, or nothing."""
    counted: Counter[str] = Counter()
    labels = gold_labels()
    for row in labels:
        left_out = {"paper": {row["doc"]}, "measure": {row["doc"], row["indicator"]}, "nothing": set[str]()}[without]
        label = namer.name(
            row["label"],
            unit=Unit(row["unit"]) if row["unit"] else catalogue.by_id[row["indicator"]].unit,
            headings=tuple(filter(None, [row["heading"]])),
            authority_id=AUTHORITIES[row["doc"]],
            prose="barnsley" in row["doc"],
            without=frozenset(left_out),
        )
        named = "right" if label.indicator_id == row["indicator"] else "wrong"
        counted["review" if label.indicator_id is None else named] += 1
    print(without, {outcome: round(count / len(labels), 3) for outcome, count in counted.items()})
    return Counter({outcome: count / len(labels) for outcome, count in counted.items()})


def test_with_the_papers_wordings_known_all_labels_are_right(namer: Namer, catalogue: Catalogue) -> None:
    shares = outcomes(namer, catalogue, "nothing")
    assert shares["right"] >= 0.98
    assert shares["wrong"] == 0


def test_a_paper_never_seen_is_named_mostly_and_hardly_ever_wrongly(namer: Namer, catalogue: Catalogue) -> None:
    shares = outcomes(namer, catalogue, "paper")
    assert shares["right"] >= 0.88
    assert shares["wrong"] <= 0.01


def test_a_measure_that_the_catalogue_lacks_is_hardly_ever_named(namer: Namer, catalogue: Catalogue) -> None:
    assert outcomes(namer, catalogue, "measure")["wrong"] <= 0.05


@pytest.mark.parametrize(
    ("text", "unit", "headings", "indicator"),
    [
        ("Child in need visits", Unit.PERCENT, ("Statutory work", "In time"), "cin_visits_in_time_pct"),
        (
            "ICPCs",
            Unit.PERCENT,
            ("Table 6: Conferences, visits and reviews within timescale",),
            "icpc_within_15_days_pct",
        ),
        ("Statutory visits", Unit.PERCENT, ("Children looked after", "In timescale"), "cla_visits_in_time_pct"),
        ("PEPs", Unit.PERCENT, ("Records up to date",), "cla_pep_up_to_date_pct"),
        ("With a PEP", Unit.PERCENT, ("Records up to date",), "cla_pep_pct"),
        ("Child protection reviews", Unit.COUNT, ("Held on time",), None),
        ("Contacts", Unit.PERCENT, ("Timeliness",), None),
        ("Girls: looked after reviews", Unit.PERCENT, ("Timeliness",), None),
        ("Re-referrals", Unit.PERCENT, ("Timeliness and demand",), "re_referrals_pct"),
    ],
)
def test_what_a_title_says_of_all_rows_is_said_of_each_share(
    namer: Namer, text: str, unit: Unit, headings: tuple[str, ...], indicator: str | None
) -> None:
    label = namer.name(text, unit=unit, headings=headings)
    assert (label.indicator_id, label.text) == (indicator, text)


@pytest.mark.parametrize(
    ("text", "unit", "indicator"),
    [
        ("Conferences | % of ICPCs within 15 working days", Unit.PERCENT, "icpc_within_15_days_pct"),
        ("Enquiries | Section 47s per 10,000", Unit.PER_10K, "s47_rate"),
        ("Demand | Re-referrals within 12 months", Unit.PERCENT, "re_referrals_pct"),
        ("Enquiries | Number received", Unit.COUNT, None),
        ("Conferences | % leading to a plan", Unit.PERCENT, None),
        ("Boys | Children looked after", Unit.COUNT, None),
        ("Ashfield | Referrals", Unit.COUNT, None),
        ("Reviews | Health assessments", Unit.PERCENT, None),
    ],
)
def test_a_heading_that_only_repeats_leaves_a_full_label_standing(
    namer: Namer, text: str, unit: Unit, indicator: str | None
) -> None:
    assert namer.name(text, unit=unit).indicator_id == indicator


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Contacts with Cornwall Children's Advice Service", "contacts_received"),
        ("Contacts to the Cornwall Children's Front Door Service", "contacts_received"),
        ("Referrals to Cornwall Early Help Hub", None),
        ("Referrals to Cornwall Family Support Service", None),
        ("Contacts to Cornwall Emergency Duty Team", None),
    ],
)
def test_a_front_door_by_a_councils_own_name(catalogue: Catalogue, text: str, indicator: str | None) -> None:
    namer = Namer(catalogue, load_reference(ROOT / "data" / "reference").authorities)
    assert namer.name(text, unit=Unit.COUNT, authority_id="908").indicator_id == indicator


@pytest.mark.parametrize(
    ("unit", "heading", "indicator"),
    [
        (Unit.COUNT, "Adoption", "adoption_placed"),
        (Unit.COUNT, "Children looked after by placement", None),
        (Unit.PERCENT, "Children looked after by placement", "cla_placed_for_adoption_pct"),
    ],
)
def test_placed_for_adoption_among_kinds_of_placement_is_who_lives_so(
    namer: Namer, unit: Unit, heading: str, indicator: str | None
) -> None:
    assert namer.name("Placed for adoption", unit=unit, headings=(heading,)).indicator_id == indicator
