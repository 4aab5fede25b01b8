from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup

from web.asking import search_words
from web.render import as_printed, cell, excerpt, figure, marked, months, number, rag, short_months


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1730.0, "1,730"),
        (21.4, "21.4"),
        (0.0, "0"),
        (-0.0, "0"),
        (-0.5, "-0.5"),
        (-33.0, "-33"),
        (60.85, "60.85"),
        (None, ""),
    ],
)
def test_a_number_keeps_the_digits_that_were_read(value: float | None, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "unit", "operator", "suppressed", "shown"),
    [
        (21.4, "percent", None, 0, "21.4%"),
        (238.38, "per_10k", None, 0, "238.38 per 10,000"),
        (95.0, "percent", ">=", 0, "at least 95%"),
        (None, "count", None, 1, "withheld"),
        (None, None, None, 0, "printed"),
        (12.0, None, None, 0, "12"),
    ],
)
def test_a_figure_is_shown_with_its_unit(
    value: float | None, unit: str | None, operator: str | None, suppressed: int, shown: str
) -> None:
    row = {"value": value, "unit": unit, "operator": operator, "suppressed": suppressed, "value_text": "printed"}
    assert figure(row) == shown


@pytest.mark.parametrize(
    ("value", "value_text", "shown"),
    [
        (21.0, "21.0%", "21.0"),
        (60.8, "118 of 194 60.80%", "60.80"),
        (1730.0, "1,730", "1,730"),
        (-2.5, "-2.50", "-2.50"),
        (5.0, "five", "5"),
    ],
)
def test_a_nought_that_was_printed_is_kept(value: float, value_text: str, shown: str) -> None:
    assert as_printed(value, value_text) == shown


@pytest.mark.parametrize(
    ("period", "long", "short"),
    [
        ("2020-11", "November 2020", "Nov 2020"),
        ("2020-04/2021-03", "April 2020 to March 2021", "Apr 2020 to Mar 2021"),
        ("2021-05", "May 2021", "May 2021"),
        ("target", "target", "target"),
        ("2020-13", "2020-13", "2020-13"),
        (None, "", ""),
    ],
)
def test_months_are_said_in_words(period: str | None, long: str, short: str) -> None:
    assert (months(period), short_months(period)) == (long, short)


@pytest.mark.parametrize(
    ("text", "part", "shown"),
    [
        ("118 of 194, and 18 more", "18", "118 of 194, and <mark>18</mark> more"),
        ("from 1.18 to 18", "18", "from 1.18 to <mark>18</mark>"),
        ("<b>18</b>", "18", "&lt;b&gt;<mark>18</mark>&lt;/b&gt;"),
        ("no figure", "18", "no figure"),
        ("no figure", "", "no figure"),
        ("21.4% (<5)", "<5", "21.4% (<mark>&lt;5</mark>)"),
    ],
)
def test_the_figure_is_marked_where_it_stands_whole_and_all_else_escaped(text: str, part: str, shown: str) -> None:
    assert marked(text, part) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the ⟦rate⟧ <i>rose</i>", "the <mark>rate</mark> &lt;i&gt;rose&lt;/i&gt;"),
        ("⟦a⟧ ⟦b⟧", "<mark>a</mark> <mark>b</mark>"),
        ("an open ⟦mark", "an open mark"),
        ("⟦<script>⟧", "<mark>&lt;script&gt;</mark>"),
    ],
)
def test_an_excerpt_shows_what_was_found_and_no_markup_of_the_paper(text: str, shown: str) -> None:
    assert excerpt(text) == shown


@pytest.mark.parametrize(
    ("column", "value", "row", "shown"),
    [
        ("value", 21.4, {"unit": "percent"}, '<span class="number">21.4%</span>'),
        ("value", None, {"suppressed": 1}, '<span class="withheld">withheld</span>'),
        ("value", None, {"suppressed": 0}, None),
        ("value", None, {}, None),
        (
            "evidence",
            "/evidence/0123456789abcdef",
            {},
            '<a href="/base/evidence/0123456789abcdef">See it on the page</a>',
        ),
        ("evidence", "javascript:alert(1)", {}, None),
        (
            "document_id",
            "0123456789abcdef",
            {},
            '<a href="/base/document/0123456789abcdef"><code>0123456789ab</code></a>',
        ),
        ("document_id", '"><script>', {}, None),
        ("authority_id", "372", {}, '<a href="/base/authority/372">372</a>'),
        ("authority_id", {"value": "372", "label": "Rotherham"}, {}, None),
        ("rag", "amber", {}, '<span class="rag rag-amber">amber</span>'),
        ("rag", "<b>", {}, "&lt;b&gt;"),
        ("heading", "<b>Front door</b>", {}, None),
    ],
)
def test_a_cell_is_shown_so_that_it_leads_to_its_evidence(
    column: str, value: Any, row: dict[str, Any], shown: str | None
) -> None:
    assert cell({column: value, **row}, value, column, "figures", lambda path: f"/base{path}") == shown


def test_what_a_cell_shows_is_escaped_or_left_to_datasette() -> None:
    assert isinstance(rag("<script>"), Markup) and "<script>" not in rag("<script>")


@pytest.mark.parametrize(
    ("words", "search"),
    [
        ("re-referrals rose", '"re-referrals" "rose"'),
        ('children "in care" OR', '"children" "in care" "OR"'),
        ('an "open quote', '"an" "open" "quote"'),
        ("NEAR(a b) col:x *", '"NEAR(a" "b)" "col:x"'),
        ("  ", '""'),
        ('"""', '""'),
        (None, '""'),
        ("a\0b", '"a" "b"'),
    ],
)
def test_words_of_a_person_become_a_search_that_cannot_be_wrong(words: str | None, search: str) -> None:
    assert search_words(words) == search
