"""When the figures of an undated paper are of: each sentence after others of its paragraph, and what it then says."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.claims import ClaimReader
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from records.observation import Candidate
from records.page import Box
from records.period import Period
from records.table import Passage, PassageKind, Sentence

ROOT = Path(__file__).resolve().parents[2]
AT_MARCH = "At 31 March 2019 there were 412 children looked after."
IN_YEAR = "In 2017/18, 96 children became looked after."


@pytest.fixture(scope="module")
def reader() -> ClaimReader:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return ClaimReader(catalogue, Namer(catalogue))


def timed(
    reader: ClaimReader,
    *passages: tuple[str, ...],
    heading: str | None = None,
    kind: PassageKind = PassageKind.PARAGRAPH,
    reported: Period | None = None,
) -> list[str]:
    """The figures of the last sentence as 'value period'; every passage but the first is of `kind`."""
    sentences: list[Sentence] = []
    for place, texts in enumerate(passages):
        whole = " ".join(texts)
        passage = Passage(1, place, heading, kind if place else PassageKind.PARAGRAPH, whole, Box(0, 0, 9, 9))
        sentences += [Sentence(len(sentences) + n, passage, whole.index(text), text) for n, text in enumerate(texts)]
    found, _ = reader.read(sentences, reported=reported, authority_id=None)
    return [shown(one) for one in found if one.evidence.sentence == len(sentences) - 1]


def shown(one: Candidate) -> str:
    return f"{one.figure.value_text} {one.timing.period or '-'}"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("At 31 March 2019 there were 412 children looked after, 54% of them boys.", ["412 2019-03", "54% 2019-03"]),
        ("Children looked after fell from 412 in August 2019 to 398 in September.", ["412 2019-08", "398 2019-09"]),
        (
            "There were 412 children looked after as at 31 March 2019, up from 398 the previous year.",
            ["412 2019-03", "398 2018-03"],
        ),
        (
            "At 31 March 2019 there were 412 children looked after, a rise on 2018's figure of 398.",
            ["412 2019-03", "398 2018-03"],
        ),
        (
            "On March 31, 2019 there were 412 children looked after.",
            ["412 2019-03"],
        ),
        (
            "96 children became looked after in 2017 / 18, a fall on 2016 / 17 when the number was 104.",
            ["96 2017-04/2018-03", "104 2016-04/2017-03"],
        ),
        (
            "At 31 March 2019 the rate of children looked after of our statistical neighbours was 64.2 per 10,000.",
            ["64.2 2019-03"],
        ),
        ("At 31 March 2019 there were 412 children looked after, above March 20177.", ["412 2019-03"]),
        (
            "From April 1 2017 to 31 March 2018 there were 1,204 referrals.",
            ["1,204 2017-04/2018-03"],
        ),
    ],
)
def test_a_sentence_dates_its_own_figures(reader: ClaimReader, text: str, figures: list[str]) -> None:
    assert timed(reader, (text,)) == figures


@pytest.mark.parametrize(
    ("before", "text", "figures"),
    [
        (AT_MARCH, "The rate of children looked after was 68 per 10,000.", ["68 2019-03"]),
        (AT_MARCH, "This represents a rise of 6%, from 389 children the previous year.", ["6% 2019-03", "389 2018-03"]),
        (IN_YEAR, "61% were boys.", ["61% 2017-04/2018-03"]),
        (AT_MARCH, "There were 640 referrals.", ["640 -"]),
        (AT_MARCH, "The rate is currently 70 per 10,000.", ["70 -"]),
        (AT_MARCH, "By December the rate of children looked after was 70 per 10,000.", ["70 -"]),
        (IN_YEAR, "The number of children looked after was 412.", ["412 -"]),
        ("Since 31 March 2019, 45 children became looked after.", "40% were boys.", ["40% -"]),
        ("The audit of June 2019 found 12 children looked after.", "The rate of children in care was 68.", ["68 -"]),
        ("The plan was agreed in March 2019.", "The rate of children looked after was 68 per 10,000.", ["68 -"]),
    ],
)
def test_a_day_holds_for_what_goes_on_from_it(reader: ClaimReader, before: str, text: str, figures: list[str]) -> None:
    assert timed(reader, (before, text)) == figures


def test_another_paragraph_does_not_go_on(reader: ClaimReader) -> None:
    assert timed(reader, (AT_MARCH,), ("The rate of children looked after was 68 per 10,000.",)) == ["68 -"]


def test_a_line_that_opens_with_a_dash_goes_on(reader: ClaimReader) -> None:
    rest = ("– up from 398 the previous year",)
    assert timed(reader, (AT_MARCH,), rest, kind=PassageKind.LIST_ITEM) == ["398 2018-03"]


def test_a_lead_in_holds_for_its_list_only(reader: ClaimReader) -> None:
    item = ("96 children became looked after",)
    assert timed(reader, ("In 2017/18:",), item, kind=PassageKind.LIST_ITEM) == ["96 2017-04/2018-03"]
    assert timed(reader, ("In 2017/18:",), item) == ["96 -"]


@pytest.mark.parametrize(
    ("heading", "figures"),
    [
        ("Children looked after at 31 March 2019", ["68 2019-03"]),
        ("Key facts 2017/18", ["68 2017-04/2018-03"]),
        ("Priorities for 2017/18", ["68 -"]),
        ("Meeting of 31 March 2019", ["68 -"]),
    ],
)
def test_a_heading_dates_its_section(reader: ClaimReader, heading: str, figures: list[str]) -> None:
    assert timed(reader, ("The rate of children looked after was 68 per 10,000.",), heading=heading) == figures


def test_a_dated_paper_keeps_its_own_month(reader: ClaimReader) -> None:
    text = "The rate of children looked after was 68 per 10,000."
    assert timed(reader, (AT_MARCH, text), reported=Period.parse("2020-12")) == ["68 2020-12"]


def test_this_period_is_what_the_paragraph_spoke_of(reader: ClaimReader) -> None:
    told = "There was a rise in care over this quarter.", "During this period 61 children became looked after."
    assert timed(reader, told, reported=Period.parse("2024-09")) == ["61 2024-07/2024-09"]
    assert timed(reader, told[1:], reported=Period.parse("2024-09")) == ["61 -"]


def test_who_the_children_were_is_of_the_day_on_which_they_were_counted(reader: ClaimReader) -> None:
    whole, who = "On 31 March 2020 there were 505 children looked after.", "53% were boys and 47% girls."
    year = Period.parse("2019-04/2020-03")
    assert timed(reader, (whole, who), reported=year) == ["53% 2020-03", "47% 2020-03"]
    assert timed(reader, ("In the year 80 children entered care.", who), reported=year) == [
        "53% 2019-04/2020-03",
        "47% 2019-04/2020-03",
    ]


def test_how_things_stand_under_a_quarter_is_of_its_last_month(reader: ClaimReader) -> None:
    text = "59% of children are in homes of our own."
    assert timed(reader, (text,), reported=Period.parse("2018-10/2018-12")) == ["59% 2018-12"]


def test_each_item_of_minutes_is_of_what_its_own_paper_covers(reader: ClaimReader) -> None:
    said = {
        "Adoption": ("The panel received a report covering the year April 2015 to March 2016.", "23 were adopted."),
        "Performance": ("It considered a report with data for the period April to December 2016.", "95 entered care."),
        "Other": ("12 children entered care.",),
    }
    sentences: list[Sentence] = []
    for place, (heading, texts) in enumerate(said.items()):
        whole = " ".join(texts)
        passage = Passage(1, place, heading, PassageKind.PARAGRAPH, whole, Box(0, 0, 9, 9))
        sentences += [Sentence(len(sentences) + n, passage, whole.index(text), text) for n, text in enumerate(texts)]
    found, _ = reader.read(sentences, reported=Period.parse("2015-04/2016-03"), authority_id=None)
    assert [shown(one) for one in found] == ["23 2015-04/2016-03", "95 2016-04/2016-12", "12 -"]


def test_one_item_leaves_the_page_its_own_time(reader: ClaimReader) -> None:
    told = "The panel received a report with data for 2015/16.", "23 children were adopted."
    assert timed(reader, told, heading="Adoption", reported=Period.parse("2016-01/2016-03")) == ["23 2016-01/2016-03"]
