"""Prose as a reader takes it off the page: pages are set here word by word, 10 point on an A4 sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.passages import join_continued, passages_of
from records.page import Box, Fill, Page, Picture, Rule, Word
from records.table import Cell, Passage, PassageKind, Table, Tile

PITCH = 12.0


def words_at(text: str, x: float, y: float, *, size: float = 10.0, bold: bool = False) -> list[Word]:
    """Words of a line whose letters are half an em wide, on the baseline `y`."""
    words = []
    for part in text.split():
        width = 0.5 * size * len(part)
        words.append(Word(part, Box(x, y - 0.8 * size, x + width, y + 0.2 * size), y, size, bold=bold))
        x += width + 0.3 * size
    return words


def page_of(*lines: Sequence[Word], number: int = 1, **more: object) -> Page:
    page = Page(number, 595.0, 842.0, 0, tuple(word for line in lines for word in line))
    return replace(page, **more)  # type: ignore[arg-type]


def read(page: Page, *tables: Table) -> list[tuple[str | None, str, str]]:
    return [(p.heading, p.kind.value, p.text) for p in passages_of(page, tables)]


def test_lines_of_one_paragraph_are_one_passage_and_a_wider_gap_begins_the_next() -> None:
    page = page_of(
        words_at("The number of plans rose to 41 in May and has since", 50, 100),
        words_at("remained at that level.", 50, 112),
        words_at("Visits are on time.", 50, 136),
    )
    assert [text for _, _, text in read(page)] == [
        "The number of plans rose to 41 in May and has since remained at that level.",
        "Visits are on time.",
    ]


def test_a_paragraph_ends_where_the_next_word_would_have_fitted() -> None:
    page = page_of(
        words_at("The number of plans rose to 41 in May and it has stayed so", 50, 100),
        words_at("ever since.", 50, 112),
        words_at("Visits are made on time in nearly all cases that we checked.", 50, 124),
    )
    assert [text.split()[0] for _, _, text in read(page)] == ["The", "Visits"]


def test_a_bold_phrase_that_wraps_stays_in_its_paragraph() -> None:
    page = page_of(
        words_at("The plan is reviewed every six months by the", 50, 100)
        + words_at("safeguarding", 300, 100, bold=True),
        words_at("partnership board", 50, 112, bold=True),
        words_at("which meets in public.", 50, 124),
    )
    assert len(read(page)) == 1


def test_each_label_of_a_title_block_is_a_passage() -> None:
    page = page_of(words_at("Meeting: Scrutiny Panel", 50, 100), words_at("Date of meeting: 12 May 2021", 50, 112))
    assert [text for _, _, text in read(page)] == ["Meeting: Scrutiny Panel", "Date of meeting: 12 May 2021"]


def test_words_of_a_tile_are_no_passage() -> None:
    tile = Tile(1, Box(40, 85, 200, 130), "41", "Open plans")
    page = page_of(
        words_at("41", 50, 100, size=20), words_at("Open plans", 50, 115), words_at("Plans fell in May.", 50, 160)
    )
    assert [passage.text for passage in passages_of(page, [], [tile])] == ["Plans fell in May."]


def underline(x0: float, x1: float, y: float) -> Rule:
    return Rule(Box(x0, y + 1.2, x1, y + 1.2))


@pytest.mark.parametrize(
    ("heading", "rules"),
    [
        (words_at("Early Help", 50, 100, bold=True), ()),
        (words_at("Early Help:", 50, 100, bold=True), ()),
        (words_at("3. Early Help", 50, 100, bold=True), ()),
        (words_at("Early Help", 50, 100, size=14), ()),
        (words_at("Early Help", 50, 100), (underline(50, 103, 100),)),
    ],
    ids=["bold", "with a colon", "numbered", "larger", "underlined"],
)
def test_a_line_that_stands_out_is_the_heading_of_what_follows(heading: list[Word], rules: tuple[Rule, ...]) -> None:
    page = page_of(
        words_at("Some words about the report as a whole come first here.", 50, 60),
        heading,
        words_at("There were 41 open plans at the end of the month.", 50, 112),
        rules=rules,
    )
    assert read(page)[1] == ("Early Help", "paragraph", "There were 41 open plans at the end of the month.")


def test_a_rule_across_the_page_is_no_underlining() -> None:
    page = page_of(
        words_at("Written by the performance team", 50, 100),
        words_at("There were 41 open plans.", 50, 124),
        rules=(Rule(Box(50, 101.5, 545, 101.5)),),
    )
    assert [heading for heading, _, _ in read(page)] == [None, None]


def test_headings_of_lower_rank_stand_behind_those_of_higher_rank() -> None:
    page = page_of(
        words_at("Summary", 50, 100, size=14, bold=True),
        words_at("Referrals", 50, 130, bold=True),
        words_at("Referrals fell to 41 in the month of May.", 50, 142),
        words_at("Workforce", 50, 170, size=14, bold=True),
        words_at("Caseloads are stable across all of our teams.", 50, 190),
    )
    assert [heading for heading, _, _ in read(page)] == ["Summary | Referrals", "Workforce"]


def test_a_bold_sentence_with_its_verb_stays_a_paragraph() -> None:
    page = page_of(
        words_at("The number of open plans has risen to 41", 50, 100, bold=True),
        words_at("This is the highest number in the past two years.", 50, 124),
    )
    assert [text.split()[0] for _, _, text in read(page)] == ["The", "This"]


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    left = [
        "Contacts fell in May to",
        "a low of 41, which is the",
        "lowest of the year so far",
        "and below the target.",
    ]
    right = [
        "Referrals rose in May to",
        "a high of 77, which is the",
        "highest of the past year",
        "and above the target.",
    ]
    lines = [words_at(text, 50, 100 + PITCH * n) for n, text in enumerate(left)]
    lines += [words_at(text, 300, 100 + PITCH * n) for n, text in enumerate(right)]
    assert [text for _, _, text in read(page_of(*lines))] == [" ".join(left), " ".join(right)]


@pytest.mark.parametrize(
    ("above", "below", "count"),
    [
        ("The average of all the scores was", "13.2 and 68% came back.", 1),
        ("The average of all the scores rose.", "13.2 and so it stayed.", 2),
        ("The average of all the scores rose", "13.2 Visits were made on time.", 2),
    ],
    ids=["a figure", "behind a sentence", "a numbered paragraph"],
)
def test_a_decimal_at_a_lines_start_goes_on_with_its_sentence(above: str, below: str, count: int) -> None:
    first, *rest = words_at(below, 50, 112)
    gap = [replace(word, box=replace(word.box, x0=word.box.x0 + 3, x1=word.box.x1 + 3)) for word in rest]
    assert len(read(page_of(words_at(above, 50, 100), [first, *gap]))) == count


def test_each_list_item_is_a_passage_and_keeps_its_wrapped_lines() -> None:
    page = page_of(
        words_at("The team will do two things:", 50, 100),
        words_at("•", 60, 112) + words_at("review every plan that is older than", 75, 112),
        words_at("two years, and", 75, 124),
        words_at("•", 60, 136) + words_at("report back in June.", 75, 136),
    )
    assert read(page) == [
        (None, "paragraph", "The team will do two things:"),
        (None, "list item", "• review every plan that is older than two years, and"),
        (None, "list item", "• report back in June."),
    ]


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("Recommendations", "The panel is asked to note the report.", PassageKind.QUESTION),
        ("Overview", "How do caseloads compare with those elsewhere?", PassageKind.QUESTION),
        ("Overview", "Note: figures for May are provisional.", PassageKind.NOTE),
        ("Overview", "Caseloads are stable.", PassageKind.PARAGRAPH),
    ],
)
def test_a_passage_says_what_kind_it_is(heading: str, text: str, kind: PassageKind) -> None:
    page = page_of(words_at(heading, 50, 100, bold=True), words_at(text, 50, 124))
    assert [passage.kind for passage in passages_of(page, [])] == [kind]


def test_running_header_footer_and_page_stamps_are_no_passages() -> None:
    page = page_of(
        words_at("Monthly report to the panel", 300, 30, size=9),
        words_at("There were 41 open plans at the end of May.", 50, 100),
        words_at("Page 2 of 9", 270, 700),
        words_at("Performance Team", 50, 815, size=8) + words_at("May report", 270, 815, size=8),
        words_at("2", 300, 828),
        number=2,
    )
    assert [text for _, _, text in read(page)] == ["There were 41 open plans at the end of May."]


def test_words_inside_a_chart_are_no_passages() -> None:
    page = page_of(
        words_at("Number of plans", 80, 215, bold=True),
        words_at("50", 60, 240),
        words_at("Plans fell to 41 in the month of May.", 50, 500),
        pictures=(Picture(Box(75, 225, 260, 390), "drawing"),),
        fills=(Fill(Box(50, 200, 280, 420), "#ffffff"),),
    )
    assert read(page) == [(None, "paragraph", "Plans fell to 41 in the month of May.")]


def cell(row: int, col: int, text: str, *, span: int = 1, cols: int = 2) -> Cell:
    x0, y = 50.0 + col * 100, 200.0 + row * 40
    size = 10.0 if len(text) < 60 else 6.0
    box = Box(x0, y, x0 + 100 * span if col == 0 else 545, y + 40)
    return Cell(row, col, text, 1, box, col_span=span, words=tuple(words_at(text, x0 + 2, y + 20, size=size)))


def boxed(rows: Sequence[Sequence[str]], *, header_rows: int = 0) -> Table:
    """A table of these texts; a row of one text runs over all columns."""
    cols = max(map(len, rows))
    cells = [
        cell(r, c, text, span=cols if len(row) == 1 else 1) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]
    cells = [replace(c, is_header=c.row < header_rows) for c in cells]
    return Table(1, Box(50, 200, 545, 200 + 40 * len(rows)), tuple(cells), len(rows), cols, header_rows)


def test_a_definition_box_gives_passages_under_its_band_and_label() -> None:
    table = boxed(
        [
            ["CONTACTS"],
            ["DEFINITION", "A contact is any request for advice about a child. It is screened on the same day."],
            ["SIGNIFICANT CHANGES", "Contacts fell to 41 in May. Fewer came from schools."],
        ]
    )
    found = passages_of(page_of(*[c.words for c in table.cells]), [table])
    assert [(p.heading, p.kind.value, p.table, p.row, p.col) for p in found] == [
        ("CONTACTS | DEFINITION", "definition", 0, 1, 1),
        ("CONTACTS | SIGNIFICANT CHANGES", "commentary", 0, 2, 1),
    ]


def test_a_commentary_column_is_read_under_the_name_of_its_row() -> None:
    table = boxed(
        [
            ["Indicator", "May-21", "Commentary"],
            ["Number of open child in need plans at the end of the month", "41", "Slightly fewer than in April."],
            ["Percentage of referrals that were dealt with in 24 hours", "97%", ""],
        ],
        header_rows=1,
    )
    found = passages_of(page_of(*[c.words for c in table.cells]), [table])
    assert [(p.heading, p.kind.value, p.text, p.row, p.col) for p in found] == [
        (
            "Number of open child in need plans at the end of the month",
            "commentary",
            "Slightly fewer than in April.",
            1,
            2,
        )
    ]


def test_a_card_of_an_exception_report_is_read_under_its_title() -> None:
    rows = [
        ["RED", "Re-referrals within 12 months"],
        ["Performance", "24.1% in May, up from 22.6%. Target 20%."],
        ["Why?", "More large families came back to us than in spring."],
        ["AMBER", "Visits to children on a plan in time"],
        ["Performance", "88.0% (44 of 50) in May."],
    ]
    table = boxed(rows, header_rows=1)
    found = passages_of(page_of(*[c.words for c in table.cells]), [table])
    assert [(p.heading, p.kind.value, p.row) for p in found] == [
        ("Re-referrals within 12 months", "commentary", 1),
        ("Re-referrals within 12 months", "commentary", 2),
        ("Visits to children on a plan in time", "commentary", 4),
    ]


@pytest.mark.parametrize("comment, read", [("Up 21 on Q1.", True), ("On track", False), ("91%", False), ("Q1", False)])
def test_a_comment_of_two_words_is_one_where_it_has_a_figure(comment: str, read: bool) -> None:
    table = boxed([["Indicator", "Q2", "Comment"], ["Open plans", "351", comment]], header_rows=1)
    found = passages_of(page_of(*[c.words for c in table.cells]), [table])
    assert [p.text for p in found] == ([comment] if read else [])


def test_spans_give_each_word_its_offsets_and_box() -> None:
    page = page_of(words_at("Plans fell to 41 in May.", 50, 100))
    (passage,) = passages_of(page, [])
    assert [passage.text[span.start : span.end] for span in passage.spans] == passage.text.split()
    assert passage.boxes(14, 16) == [page.words[3].box]


@pytest.mark.parametrize(
    ("end", "start", "text"),
    [
        ("assess-", "ments fell.", "assessments fell."),
        ("multi-", "agency work.", "multi-agency work."),
        ("year-", "to-date share.", "year-to-date share."),
        ("plans -", "mostly new.", "plans - mostly new."),
    ],
)
def test_only_a_hyphen_that_splits_a_word_goes(end: str, start: str, text: str) -> None:
    lead = "In the month of May the number of all "
    page = page_of(words_at(lead + end, 50, 100), words_at(start, 50, 112))
    (passage,) = passages_of(page, [])
    assert passage.text == lead + text
    assert [passage.text[span.start : span.end] for span in passage.spans if span.box.top > 100][0] == start.split(
        maxsplit=1
    )[0]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Rising from █ in April.", ["█"]),
        ("XXXXXXXX XXXXXXX X. Plans fell.", ["XXXXXXXX", "XXXXXXX", "X."]),
        ("The X axis is blank.", []),
    ],
)
def test_what_was_made_unreadable_is_marked(text: str, hidden: list[str]) -> None:
    (passage,) = passages_of(page_of(words_at(text, 50, 100)), [])
    assert [passage.text[start:end] for start, end in passage.redacted] == hidden


def test_a_heading_in_force_holds_on_the_next_page_until_a_new_one_comes() -> None:
    first = page_of(words_at("Referrals", 50, 100, bold=True), words_at("Referrals fell in May.", 50, 124))
    second = page_of(
        words_at("They rose again in June.", 50, 100),
        words_at("Workforce", 50, 130, bold=True),
        words_at("Caseloads are stable.", 50, 154),
        number=2,
    )
    joined = join_continued(passages_of(first, []) + passages_of(second, []))
    assert [(p.page, p.heading) for p in joined] == [(1, "Referrals"), (2, "Referrals"), (2, "Workforce")]


def test_a_text_repeated_at_the_foot_of_every_page_is_left_out() -> None:
    def numbered(number: int) -> list[Passage]:
        body = words_at(f"Team {number} has {number} open plans at the end of May.", 50, 100)
        foot = words_at("For more information write to the author of this report.", 50, 760)
        return passages_of(page_of(body, foot, number=number), [])

    joined = join_continued([passage for number in (1, 2, 3) for passage in numbered(number)])
    assert [passage.page for passage in joined] == [1, 2, 3]
