"""Sentences of our own making, one construction each, and the figures that a person reads in them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.claims import ClaimReader
from nlp.marks import NUMERAL
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from records.observation import Candidate, Direction, Rejection, Role, Unit
from records.page import Box
from records.period import Basis, Month, Period
from records.table import Passage, PassageKind, Sentence, Span

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "examples" / "claims.csv"
GOLD = ROOT / ".." / "shared" / "gold"
DECEMBER = Period.parse("2023-12")


@pytest.fixture(scope="module")
def reader() -> ClaimReader:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return ClaimReader(catalogue, Namer(catalogue))


def sentences(*texts: str, heading: str | None = "Referrals") -> list[Sentence]:
    """Each text as a passage of its own, a word's box ten points to a character."""
    found = []
    for number, text in enumerate(texts):
        spans, place = [], 0
        for word in text.split():
            place = text.index(word, place)
            spans.append(Span(place, place + len(word), Box(10 * place, 0, 10 * (place + len(word)), 10)))
            place += len(word)
        passage = Passage(1, number, heading, PassageKind.PARAGRAPH, text, Box(0, 0, 10, 10), tuple(spans))
        found.append(Sentence(number, passage, 0, text))
    return found


def read(
    reader: ClaimReader, *texts: str, heading: str | None = "Referrals", reported: Period | None = DECEMBER
) -> tuple[list[Candidate], list[Rejection]]:
    return reader.read(sentences(*texts, heading=heading), reported=reported, authority_id=None)


def shown(one: Candidate) -> str:
    """A figure as a row of claims.csv writes it; `-` for what is not known."""
    timing = one.timing
    words = (one.figure.value_text, one.figure.unit, one.role, timing.period, timing.basis, one.indicator_id)
    return " ".join(str(word or "-").replace(" ", "_") for word in words)


def examples() -> list[object]:
    with EXAMPLES.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        pytest.param(
            row,
            id=row["text"][:60],
            marks=[pytest.mark.xfail(strict=True, reason=row["todo"])] if row["todo"] else [],
        )
        for row in rows
    ]


@pytest.mark.parametrize("example", examples())
def test_a_sentence_says_what_a_person_reads_in_it(reader: ClaimReader, example: dict[str, str]) -> None:
    texts = [text for text in (example["before"], example["text"]) if text]
    found, _ = read(reader, *texts, heading=example["heading"], reported=Period.parse(example["reported"]))
    mine = [shown(one) for one in found if one.evidence.sentence == len(texts) - 1]
    assert Counter(mine) == Counter(example["figures"].split("; "))


@pytest.mark.parametrize("text", [row.values[0]["text"] for row in examples()])  # type: ignore[attr-defined]
def test_every_numeral_is_used_or_rejected_once(reader: ClaimReader, text: str) -> None:
    found, refused = read(reader, text)
    boxes = [box for one in found for _, box in one.evidence.support] + [one.evidence.box for one in found]
    for hit in NUMERAL.finditer(text):
        middle = 10 * (hit.start() + hit.end()) / 2
        used = any(box is not None and box.x0 <= middle <= box.x1 for box in boxes)
        times = sum(one.box is not None and one.box.x0 <= middle <= one.box.x1 for one in refused)
        assert used or times, f"{hit.group()} has no outcome"


@pytest.mark.parametrize(
    ("text", "comparator", "direction"),
    [
        ("Referrals (236) were 26 higher than in October (210).", "2023-10", Direction.UP),
        ("Referrals fell to 236, a reduction of 14 on November.", "2023-11", Direction.DOWN),
        ("The re-referral rate was 21%, 3 percentage points above the target of 18%.", "target", Direction.UP),
        ("The re-referral rate was 21%, 3 percentage points below the national average.", "national", Direction.DOWN),
    ],
)
def test_a_difference_says_what_it_is_compared_with(
    reader: ClaimReader, text: str, comparator: str, direction: Direction
) -> None:
    (change,) = [one for one in read(reader, text)[0] if one.role is Role.CHANGE]
    assert (change.comparator, change.direction) == (comparator, direction)


def test_a_better_figure_goes_down_where_low_is_good(reader: ClaimReader) -> None:
    found, _ = read(reader, "Re-referrals improved to 18% in December.")
    assert found[0].direction is Direction.DOWN


def test_rolling_twelve_months_hold_for_the_sentence_that_goes_on(reader: ClaimReader) -> None:
    found, _ = read(
        reader,
        "Over the rolling 12 months the re-referral rate was 21%.",
        "This was 19% in November.",
    )
    assert [(str(one.timing.period), one.timing.basis) for one in found] == [
        ("2023-01/2023-12", Basis.ROLLING_12M),
        ("2022-12/2023-11", Basis.ROLLING_12M),
    ]


def test_a_section_that_builds_up_from_april_makes_a_bare_month_the_year_so_far(reader: ClaimReader) -> None:
    found, _ = read(
        reader,
        "The figures below are cumulative and build up from April.",
        "In December 58% of care leavers aged 19-21 were in education, employment or training.",
        heading="Care leavers",
    )
    assert (str(found[0].timing.period), found[0].timing.basis) == ("2023-04/2023-12", Basis.YTD)


def test_a_paragraph_goes_on_in_the_months_that_its_sentence_framed(reader: ClaimReader) -> None:
    text = "During 2022/23, 640 assessments were completed. 12% of assessments ended with no further action."
    passage = Passage(1, 0, "Assessments", PassageKind.PARAGRAPH, text, Box(0, 0, 10, 10))
    place = text.index("12%")
    both = [Sentence(0, passage, 0, text[: place - 1]), Sentence(1, passage, place, text[place:])]
    found, _ = reader.read(both, reported=DECEMBER, authority_id=None)
    assert [str(one.timing.period) for one in found] == ["2022-04/2023-03", "2022-04/2023-03"]
    apart = reader.read(sentences(text[: place - 1], text[place:]), reported=DECEMBER, authority_id=None)[0]
    assert [str(one.timing.period) for one in apart] == ["2022-04/2023-03", "2023-12"]


@pytest.mark.parametrize(
    ("second", "period"), [("Re-referrals rose to 24%.", "2023-01/2023-12"), ("The rate is 24%.", "2023-12")]
)
def test_a_paragraph_goes_on_in_the_twelve_months_that_it_told(reader: ClaimReader, second: str, period: str) -> None:
    first = "There were 2,310 referrals in the 12 months to December 2023, down from 2,604 the previous year."
    passage = Passage(1, 0, "Referrals", PassageKind.PARAGRAPH, f"{first} {second}", Box(0, 0, 10, 10))
    both = [Sentence(0, passage, 0, first), Sentence(1, passage, len(first) + 1, second)]
    found, _ = reader.read(both, reported=DECEMBER, authority_id=None)
    assert str(found[-1].timing.period) == period


def test_a_day_or_quarter_without_its_year_lies_before_the_meeting(reader: ClaimReader) -> None:
    def period(text: str, reported: str | None, met: str) -> str:
        of = Period.parse(reported) if reported else None
        found, _ = reader.read(sentences(text), reported=of, authority_id=None, until=Month.parse(met))
        return str(found[0].timing.period)

    assert period("As at 25 May there were 9 children in care.", "2023-03", "2023-06") == "2023-05"
    assert period("In Quarter 3 there were 170 referrals.", None, "2024-03") == "2023-10/2023-12"
    assert period("In Quarter 4 there were 170 referrals.", None, "2024-03") == "None"
    assert period("The current number of children in care was 605.", None, "2024-03") == "2024-03"


def test_a_new_heading_ends_what_the_section_before_said(reader: ClaimReader) -> None:
    first, second = (
        sentences("There were 236 referrals in December.", heading="Referrals")[0],
        sentences("It was 12 in November.", heading="Workforce")[0],
    )
    found, _ = reader.read([first, second], reported=DECEMBER, authority_id=None)
    assert [one.indicator_id for one in found] == ["referrals", None]


def test_a_count_goes_on_as_the_share_or_rate_of_the_same_thing(reader: ClaimReader) -> None:
    found, _ = read(
        reader,
        "There were 534 children looked after at the end of December.",
        "This is a rate of 92.4 per 10,000.",
        heading="Children looked after",
    )
    assert [one.indicator_id for one in found] == ["cla_number", "cla_rate"]


def test_commentary_under_a_row_s_label_is_of_that_row(reader: ClaimReader) -> None:
    found, _ = read(
        reader, "This was 92% and a 3% rise.", heading="Percentage of looked after children reviewed on time"
    )
    assert [(one.indicator_id, one.role, one.figure.unit) for one in found] == [
        ("cla_reviews_in_time_pct", Role.ACTUAL, Unit.PERCENT),
        ("cla_reviews_in_time_pct", Role.CHANGE, Unit.POINTS),
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Referrals for Jan 23 has decreased to 210.", ["210"]),
        ("There is no information on referrals for Q1, 2 and 3.", []),
        ("The number of referrals ranged from 210 to 240 over the past year.", ["210", "240"]),
    ],
)
def test_years_quarters_and_noes_are_no_figures(reader: ClaimReader, text: str, figures: list[str]) -> None:
    assert [one.figure.value_text for one in read(reader, text)[0]] == figures


def test_a_figure_that_nothing_names_is_kept_open_with_a_note(reader: ClaimReader) -> None:
    found, _ = read(reader, "The helpdesk closed 14 tickets.", heading=None)
    assert [(one.indicator_id, bool(one.note)) for one in found] == [(None, True)]


def test_without_a_reported_month_a_bare_month_stays_unknown(reader: ClaimReader) -> None:
    found, _ = read(reader, "There were 236 referrals in October.", reported=None)
    assert (found[0].indicator_id, found[0].timing.period) == ("referrals", None)


def test_a_redacted_figure_is_suppressed_and_has_no_value(reader: ClaimReader) -> None:
    found, _ = read(reader, "Referrals rose from █ in October to 12 in December.")
    assert [(one.figure.suppressed, one.figure.value) for one in found] == [(True, None), (False, 12)]


def test_the_box_is_the_figure_s_and_the_support_its_words(reader: ClaimReader) -> None:
    text = "Referrals rose to 236 in December."
    found, _ = read(reader, text)
    box = found[0].evidence.box
    assert box is not None
    assert (box.x0, box.x1) == (10 * text.index("236"), 10 * (text.index("236") + 3))
    december = 10 * text.index("December")
    assert any(support.x0 <= december < support.x1 for _, support in found[0].evidence.support)


def test_a_figure_in_a_commentary_cell_says_which(reader: ClaimReader) -> None:
    passage = Passage(3, 0, "Referrals", PassageKind.COMMENTARY, "Referrals rose to 236.", Box(0, 0, 9, 9), (), 2, 4, 7)
    found, _ = reader.read([Sentence(0, passage, 0, passage.text)], reported=DECEMBER, authority_id=None)
    evidence = found[0].evidence
    assert (evidence.page, evidence.table, evidence.row, evidence.col) == (3, 2, 4, 7)


@pytest.mark.parametrize(
    "text",
    [
        "Referrals rose to 229 over the month of November, a full 47 up on the October figure (182), " * 220,
        " ".join(str(7 * number) for number in range(5000)),
        "()" * 10000,
        "1," * 10000,
        "1" * 20000,
        "45% Ã©ï¿½ " * 2000,
    ],
    ids=["prose", "numbers", "brackets", "lists", "digits", "mojibake"],
)
def test_a_sentence_of_twenty_thousand_characters_costs_no_more_than_its_length(
    reader: ClaimReader, text: str, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    half, whole = (calls_of(lambda length=length: read(reader, text[:length])) for length in (10_000, 20_000))
    assert whole < 2.5 * half
    found, refused = read(reader, text[:20_000])
    if "1" in text:
        assert found or refused


def test_the_explanation_says_what_bound_each_figure_and_why_a_numeral_is_none(reader: ClaimReader) -> None:
    lines = reader.explain(
        sentences("There were 26 more referrals than in October (210), see page 14."),
        reported=DECEMBER,
        authority_id=None,
    )
    assert "    'more' makes it a difference" in lines
    assert "    'October' is its time" in lines
    assert "  14: no figure, a reference within the paper" in lines


@pytest.mark.parametrize(
    ("document", "authority", "least"), [("barnsley-2020-11", "370", 0.95), ("rotherham-2020-12", "372", 0.90)]
)
def test_what_people_read_in_published_reports_is_read(
    reader: ClaimReader, document: str, authority: str, least: float
) -> None:
    """Value, unit, role and measure of the gold's claims, as a share of them."""
    if not GOLD.is_dir():
        pytest.skip("needs ../shared/gold, which is not part of the project")
    with (GOLD / "sentences" / f"{document}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (GOLD / "claims" / f"{document}.csv").open(encoding="utf-8") as file:
        claims = list(csv.DictReader(file))
    texts = []
    for number, row in enumerate(rows):
        passage = Passage(1, number, row["heading"] or None, PassageKind.PARAGRAPH, row["text"], Box(0, 0, 1, 1))
        texts.append(Sentence(number, passage, 0, row["text"]))
    found, _ = reader.read(texts, reported=Period.parse(document[-7:]), authority_id=authority)
    mine = Counter(
        (float(one.figure.value or 0), str(one.figure.unit), str(one.role), one.indicator_id or "unmapped")
        for one in found
    )
    theirs = Counter((float(row["value"] or 0), row["unit"], row["role"], row["indicator"]) for row in claims)
    assert sum((mine & theirs).values()) / len(claims) >= least


def test_a_share_in_words_at_the_head_of_its_sentence_has_nothing_before_it(reader: ClaimReader) -> None:
    told, _ = read(reader, "One in five children who became subject of a child protection plan had had one before.")
    assert [one.figure.value_text for one in told] == ["One in five"]
