"""Web pages as blocks."""

from __future__ import annotations

import pytest

from extract.web_page import blocks_of


def said(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(page)]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<h2>Care</h2><p>We had 12<br>children.</p>", [("heading", "Care"), ("paragraph", "We had 12 children.")]),
        ("<ul><li>Up to 13%<li>Down to 9%</ul>", [("item", "Up to 13%"), ("item", "Down to 9%")]),
        ("<div>Plans <b>rose</b> to 3<span>4</span>.</div>", [("paragraph", "Plans rose to 34.")]),
        ("<form><div id=c><p>Whole pages stand in a form: 5</p></div></form>",
         [("paragraph", "Whole pages stand in a form: 5")]),
        ("<p>92.1&nbsp;per cent &amp; &pound;3 &#8211; more</p>", [("paragraph", "92.1 per cent & £3 – more")]),
        ("<p>Broken <b>off 7", [("paragraph", "Broken off 7")]),
        ("<pre>Plans rose to 34\nin May.\n\n* Visits fell.</pre>",
         [("paragraph", "Plans rose to 34 in May."), ("item", "* Visits fell.")]),
    ],
)  # fmt: skip
def test_a_web_page_is_read_as_its_reader_sees_it(page: str, blocks: list[tuple[str, str]]) -> None:
    assert said(page) == blocks


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>Plans rose\n\n  to 34\n in May.</p>", ["Plans rose to 34 in May."]),
        ("<p>Plans rose to 34.<br>Visits fell to 9.</p>", ["Plans rose to 34.", "Visits fell to 9."]),
        ("<p>Plans rose<br><br>Visits fell</p>", ["Plans rose", "Visits fell"]),
        ("<p>There were 12 in<br>Anytown at the end<br>of May.</p>", ["There were 12 in Anytown at the end of May."]),
        ("<p>Anytown Council<br>Scrutiny Panel<br>3 May 2021</p>", ["Anytown Council", "Scrutiny Panel", "3 May 2021"]),
    ],
    ids=["white space of the source", "a line's end behind a stop", "an empty line", "a line cut", "a title block"],
)
def test_only_what_the_page_shows_as_a_break_parts_a_paragraph(page: str, texts: list[str]) -> None:
    assert [text for _, text in said(page)] == texts


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>let a = 6</script><style>p{margin:7}</style><noscript>9</noscript><!-- 10 -->",
        "<nav>Home 1</nav><footer>Tel 3</footer><aside>4</aside>",
        "<p hidden>2</p><p style='display: none'>3</p><div aria-hidden=true>4</div>",
        "<div id=cookie-banner><p>We set 12 cookies.</p></div>",
        "<div class='site-footer grey'><p>Tel 01234 567890</p></div><div class=breadcrumb>Home / 4</div>",
        "<p><a href=y>Report</a> PDF 422 KB</p><ul><li><a href=z>Papers of 2 May</a></li></ul>",
        "<h1>Agenda item</h1>",
        "<p>Was this page useful? 3 of 5 said so.</p>",
    ],
    ids=[
        "programs",
        "elements for furniture",
        "hidden",
        "a notice",
        "named as furniture",
        "links",
        "kind of page",
        "a question",
    ],
)
def test_what_is_not_of_the_paper_is_not_read(hidden: str) -> None:
    assert said(f"{hidden}<p>Seen 5</p>") == [("paragraph", "Seen 5")]


def test_a_wrapper_that_holds_the_paper_is_read_whatever_it_is_called() -> None:
    page = "<body class='sidebar'><div class='menu'><h1>Care</h1><p>Seen 5</p></div></body>"
    assert said(page) == [("heading", "Care"), ("paragraph", "Seen 5")]


def test_where_a_page_says_which_part_is_its_own_only_that_is_read() -> None:
    assert said("<p>Menu 1</p><main><p>The paper 2</p></main>") == [("paragraph", "The paper 2")]


def test_a_link_within_a_sentence_is_read() -> None:
    assert said("<p>See <a href=x>the report</a> of 3 May</p>") == [("paragraph", "See the report of 3 May")]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>There were 416<sup>1</sup> plans.</p>", "There were 416 plans."),
        ("<p>A share of 9%<sup><a href=#f>[2]</a></sup>.</p>", "A share of 9%."),
        ("<p>On the 30<sup>th</sup> of May</p>", "On the 30th of May"),
    ],
)
def test_the_raised_mark_of_a_note_is_no_digit_of_the_figure_before_it(page: str, text: str) -> None:
    assert said(page) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("page", "block"),
    [
        ("<p class=mgAiTitleTxt>Children in care</p>", ("heading", 3, "Children in care")),
        ("<p><b>Children in care</b></p>", ("heading", 4, "Children in care")),
        ("<p>Minutes:</p>", ("heading", 5, "Minutes")),
        ("<h2>Quarter 2 update.</h2>", ("heading", 2, "Quarter 2 update")),
        ("<p><b>There were 5 plans.</b></p>", ("paragraph", 0, "There were 5 plans.")),
        ("<p><b>RESOLVED</b> That it be noted</p>", ("paragraph", 0, "RESOLVED That it be noted")),
    ],
)
def test_headings_are_told_by_element_class_or_weight(page: str, block: tuple[str, int, str]) -> None:
    (found,) = blocks_of(page)
    assert (found.kind, found.level, found.text) == block


def test_the_title_of_a_web_page_stands_first() -> None:
    assert said("<head><title>Minutes - Anytown</title></head><p>Text</p>")[0] == ("paragraph", "Minutes - Anytown")


def test_nothing_outside_the_page_is_fetched() -> None:
    page = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>&a; and 20%</p>'
    assert said(page) == [("paragraph", "&a; and 20%")]
