"""Plain texts as blocks."""

from __future__ import annotations

import pytest

from extract.plain_text import blocks_of

HEADING, PARAGRAPH, ITEM = "heading", "paragraph", "item"


def said(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(text)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Referrals rose to 12\nin May.\n\nThey fell to 9.",
         [(PARAGRAPH, "Referrals rose to 12 in May."), (PARAGRAPH, "They fell to 9.")]),
        ("* Up to 13%\n* Down to 9%", [(ITEM, "* Up to 13%"), (ITEM, "* Down to 9%")]),
        ("Of these:\n i) 94% were in time\n(b) 88% were seen\n• 7 were late",
         [(PARAGRAPH, "Of these:"), (ITEM, "i) 94% were in time"), (ITEM, "(b) 88% were seen"),
          (ITEM, "• 7 were late")]),
        ("1.2 The number of plans rose to 34 and then\nfell again to 30.",
         [(ITEM, "1.2 The number of plans rose to 34 and then fell again to 30.")]),
        ("The report was noted at length by Members.\n\n  1.2 The number of plans\n      rose to 34.",
         [(PARAGRAPH, "The report was noted at length by Members."),
          (ITEM, "1.2 The number of plans rose to 34.")]),
        ("98.4 per cent of reviews were held in time.", [(PARAGRAPH, "98.4 per cent of reviews were held in time.")]),
        ("The number of plans fell in the month of May to\n12. In June the number rose",
         [(PARAGRAPH, "The number of plans fell in the month of May to 12. In June the number rose")]),
        ("The rate of plans in the month of May came to\n62.9 per 10,000 children",
         [(PARAGRAPH, "The rate of plans in the month of May came to 62.9 per 10,000 children")]),
    ],
    ids=["empty lines", "bullets", "letters and romans", "a number", "indented", "no number of a paragraph",
         "a figure at a line's start", "a rate at a line's start"],
)  # fmt: skip
def test_a_plain_text_parts_where_its_writer_did(text: str, blocks: list[tuple[str, str]]) -> None:
    assert said(text) == blocks


LONG = "The number of children in care rose to 286 in December 2021, more than at any time before."


@pytest.mark.parametrize(
    "heading",
    [
        "Care\n====",
        "## Children in care",
        "Children in care\n",
        "Children in care",
        "3. Children in care",
        "DEMAND",
        "34. CHILDREN IN CARE - QUARTER 2 2020/21",
        "Item 6: Children in care, January 2022\n",
        "Children’s services: performance report\n",
    ],
)
def test_a_heading_is_told_from_the_text_under_it(heading: str) -> None:
    (kind, _), second = said(f"{heading}\n{LONG}")
    assert (kind, second) == (HEADING, (PARAGRAPH, LONG))


@pytest.mark.parametrize(
    "text",
    [
        "Date of meeting: 12 May",
        "Children in care: 416",
        "The plans have risen in number again",
        "Key points:",
        "Re-referrals 21%",
    ],
)
def test_a_label_a_figure_and_a_sentence_are_no_headings(text: str) -> None:
    assert said(f"{text}\n\n{LONG}")[0] == (PARAGRAPH, text)


def cells(text: str) -> list[list[str]]:
    (table,) = [block for block in blocks_of(text) if block.kind == "table"]
    rows = range(1 + max(cell.row for cell in table.cells))
    return [[cell.text for cell in table.cells if cell.row == row] for row in rows]


@pytest.mark.parametrize(
    "table",
    [
        "Measure           Q1   Q2\n--------------------------\nPlans             34   30\nVisits in time   91%  89%",
        "Measure\tQ1\tQ2\nPlans\t34\t30\nVisits in time\t91%\t89%",
        "| Measure | Q1 | Q2 |\n|---|---|---|\n| Plans | 34 | 30 |\n| Visits in time | 91% | 89% |",
    ],
    ids=["spaces", "tabs", "strokes"],
)  # fmt: skip
def test_columns_are_a_table(table: str) -> None:
    text = f"Members saw these figures.\n\n{table}\n\n{LONG}"
    assert cells(text) == [["Measure", "Q1", "Q2"], ["Plans", "34", "30"], ["Visits in time", "91%", "89%"]]
    assert said(text)[0] == (PARAGRAPH, "Members saw these figures.")
    assert said(text)[-1] == (PARAGRAPH, LONG)


@pytest.mark.parametrize("label", [("Seen within ten", "working days"), ("Seen within", "10 working days")])
def test_a_label_on_two_lines_is_whole(label: tuple[str, str]) -> None:
    text = f"                 Q1     Q2\nPlans            34     30\n{label[0]}\n{label[1]:17}91%    89%"
    assert cells(text)[-1] == [" ".join(label), "91%", "89%"]


def test_columns_that_do_not_stand_under_each_other_are_a_problem_and_never_prose() -> None:
    text = "Plans    34    30\nVisits in time   91%  89%\nChildren seen in ten working days   12"
    (block,) = blocks_of(text)
    assert block.kind == "unread"
    assert "beginning 'Plans 34 30'" in block.text


def test_two_spaces_behind_a_stop_make_no_table() -> None:
    text = "There were 5 plans.  They rose to 6.  Then they fell.\nThere were 9 visits.  They rose to 12.  They fell."
    assert {kind for kind, _ in said(text)} == {PARAGRAPH}
