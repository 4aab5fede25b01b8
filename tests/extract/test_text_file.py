"""Web pages and plain texts as blocks."""

from __future__ import annotations

import pytest

from extract.text_file import Block, NotTextError, blocks_of, decoded


def said(text: str, suffix: str = ".html") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(text.encode(), suffix)]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<h2>Care</h2><p>We had 12<br>children.</p>", [("heading", "Care"), ("paragraph", "We had 12 children.")]),
        ("<ul><li>Up to 13%<li>Down to 9%</ul>", [("item", "Up to 13%"), ("item", "Down to 9%")]),
        ("<div>Plans <b>rose</b> to 3<span>4</span>.</div>", [("paragraph", "Plans rose to 34.")]),
        ("<p>Seen 5</p><script>let a = 6</script><style>p{margin:7}</style>", [("paragraph", "Seen 5")]),
        ("<nav>Home 1</nav><p>Text 2</p><footer>Tel 3</footer>", [("paragraph", "Text 2")]),
        ("<p>Shown 1</p><p hidden>2</p><p style='display: none'>3</p><div aria-hidden=true>4</div>",
         [("paragraph", "Shown 1")]),
        ("<p>Menu 1</p><main><p>The paper 2</p></main>", [("paragraph", "The paper 2")]),
        ("<p>See <a href=x>the report</a> of 3 May</p><p><a href=y>Report PDF 422 KB</a></p>",
         [("paragraph", "See the report of 3 May")]),
        ("<form><div id=c><p>Whole pages stand in a form: 5</p></div></form>",
         [("paragraph", "Whole pages stand in a form: 5")]),
        ("<p>92.1&nbsp;per cent &amp; more</p>", [("paragraph", "92.1 per cent & more")]),
        ("<p>Broken <b>off 7", [("paragraph", "Broken off 7")]),
    ],
)  # fmt: skip
def test_a_web_page_is_read_as_its_reader_sees_it(page: str, blocks: list[tuple[str, str]]) -> None:
    assert said(page) == blocks


def test_the_title_of_a_web_page_stands_first() -> None:
    assert said("<head><title>Minutes - Anytown</title></head><p>Text</p>")[0] == ("paragraph", "Minutes - Anytown")


def test_a_table_keeps_its_rows_columns_and_spans() -> None:
    page = "<table><tr><th rowspan=2>Measure<th colspan=2>2022</tr><tr><th>Q1<th>Q2</tr><tr><td>Plans<td>3<td>4</table>"
    (block,) = blocks_of(page.encode(), ".html")
    assert [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in block.cells] == [
        (0, 0, 2, 1, "Measure"),
        (0, 1, 1, 2, "2022"),
        (1, 1, 1, 1, "Q1"),
        (1, 2, 1, 1, "Q2"),
        (2, 0, 1, 1, "Plans"),
        (2, 1, 1, 1, "3"),
        (2, 2, 1, 1, "4"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><p>One 1</p></td></tr></table>",
        "<table><tr><td>Left 1<table><tr><td>a<td>b<tr><td>c<td>d</table></td></tr><tr><td>2</table>",
        "<table>" + "<tr><td colspan=90 rowspan=100000>1" * 300 + "</table>",
    ],
)
def test_what_only_lays_out_a_page_or_is_too_vast_is_text(page: str) -> None:
    blocks = blocks_of(page.encode(), ".html")
    assert blocks[0] == Block("paragraph", blocks[0].text)
    assert "1" in blocks[0].text


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Referrals rose to 12\nin May.\n\nThey fell to 9.",
         [("paragraph", "Referrals rose to 12 in May."), ("paragraph", "They fell to 9.")]),
        ("Care\n====\nThere were 5.", [("heading", "Care"), ("paragraph", "There were 5.")]),
        ("Children looked after\n\nThere were 286 in December, more than a year before.",
         [("heading", "Children looked after"),
          ("paragraph", "There were 286 in December, more than a year before.")]),
        ("* Up to 13%\n* Down to 9%", [("item", "* Up to 13%"), ("item", "* Down to 9%")]),
        ("1.2 The number of plans rose to 34 and then\nfell again to 30.",
         [("item", "1.2 The number of plans rose to 34 and then fell again to 30.")]),
    ],
)  # fmt: skip
def test_a_plain_text_parts_where_its_writer_did(text: str, blocks: list[tuple[str, str]]) -> None:
    assert said(text, ".txt") == blocks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_as_it_was_written(encoding: str) -> None:
    assert decoded("Children’s £5 – up".encode(encoding)) == "Children’s £5 – up"


def test_a_web_page_says_how_it_was_written() -> None:
    assert "Ł" in decoded("<meta charset=iso-8859-2><p>Ł</p>".encode("iso-8859-2"))


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"PK\x03\x04\x00\x00", "no text"), (b"<div>" * 5000 + b"<p>5", "so deep"), (b"x" * ((20 << 20) + 1), "20 MB")],
)
def test_what_is_no_text_says_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(NotTextError, match=why):
        blocks_of(data, ".html")


def test_nothing_outside_the_page_is_fetched() -> None:
    page = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>&a; and 20%</p>'
    assert said(page) == [("paragraph", "&a; and 20%")]
