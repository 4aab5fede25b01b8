from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlite_utils
from datasette.cli import serve as serve_command

import web
from records.observation import Evidence
from records.table import SecondReading
from store.opening import open_build
from tests.store.readings import CATALOGUE, REFERENCE, pack, paper
from tests.web.conftest import Site, build, serve
from web.serving import SETTINGS, serve_arguments

VOID = {"meta", "link", "input", "img", "br", "hr", "rect", "image", "path"}


class Outline(HTMLParser):
    """What a page is made of: headings, landmarks, names of fields, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.lang = ""
        self.labelled: set[str] = set()
        self.fields: set[str] = set()
        self.ids: list[str] = []
        self.outside: list[str] = []
        self.unnamed_pictures = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = said.get("lang", "")
        if tag == "label":
            self.labelled.add(said.get("for", ""))
        if tag in ("input", "select") and said.get("type") != "hidden":
            self.fields.add(said.get("id", "?"))
        if tag == "img" and not said.get("alt"):
            self.unnamed_pictures += 1
        if "id" in said:
            self.ids.append(said["id"])
        loaded = [said[name] for name in ("src", "href") if name in said and tag in ("img", "image", "script", "link")]
        self.outside += [address for address in loaded if re.match(r"(https?:)?//", address)]

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open and self.open.pop() == tag, f"</{tag}> closes what is not open"


def own_pages(site: Site) -> list[str]:
    return [
        "/",
        f"/evidence/{site.figure}",
        f"/evidence/{site.said}",
        f"/document/{site.document}",
        f"/document/{site.document}/page/1",
        f"/document/{site.document}/page/2",
        "/authority/101",
        "/authority/970",
    ]


def test_every_page_of_ours_can_be_read_by_everyone(site: Site) -> None:
    for path in own_pages(site):
        answer = site.get(path)
        assert answer.status_code == 200, path
        page = Outline(answer.text)
        assert page.open == [], path
        assert page.lang == "en-GB"
        assert {"main", "header", "nav", "footer"} <= page.tags, path
        assert page.headings.count(1) == 1 and page.headings[0] == 1, path
        assert all(later <= earlier + 1 for earlier, later in zip(page.headings, page.headings[1:])), path
        assert page.fields <= page.labelled, path
        assert len(page.ids) == len(set(page.ids)), path
        assert page.outside == [] and page.unnamed_pictures == 0, path
        assert "script" not in page.tags, path


def test_every_link_of_our_pages_leads_somewhere(site: Site, painted: list[tuple[Path, int, float]]) -> None:
    links: set[str] = set()
    for path in own_pages(site):
        links |= {link.partition("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', site.get(path).text)}
    assert len(links) > 25
    for link in sorted(links):
        assert site.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_front_page_says_what_is_here_and_what_is_not(site: Site) -> None:
    html = site.get("/").text
    for said in ("21 figures", "Northby", "Southwick", "Council not told", "Nov 2020", "Oct 2020 missing"):
        assert said in html
    assert "&lt;i&gt;bad&lt;/i&gt;.pdf" in html and "the file is empty; fetch it again" in html
    assert 'action="/other-name/search_commentary"' in html
    assert "Re-referrals within 12 months (2)" in html


def test_the_evidence_of_a_cell_shows_the_cell_and_how_it_was_read(site: Site) -> None:
    html = site.get(f"/evidence/{site.figure}").text
    assert '<span class="figure">21.4%</span> Re-referrals within 12 months' in html
    assert "Northby, November 2020 (in the month)" in html
    outlined = '<rect class="figure-box" x="358.5" y="166.5" width="153.0" height="27.0" rx="2"/>'
    assert html.count(outlined) == 2, "close by, and on the whole page"
    assert 'viewBox="0 0 595.0 842.0"' in html
    assert 'class="here"><mark>21.4%</mark></td>' in html
    assert "near to the measure" in html and "(score 0.90); accepted" in html
    assert f"page 1, file northby-2020-11.pdf, sha256 {site.document}." in html
    assert "18.9%" in html, "its neighbour in the row"
    assert "2021 (stand-in)" in html and "9 of 10" in html
    assert f'src="/evidence/page/{site.document}/1.png"' in html


def test_the_evidence_of_a_sentence_shows_the_sentence_and_runs_none_of_its_markup(site: Site) -> None:
    html = site.get(f"/evidence/{site.said}").text
    assert "Referrals fell to <mark>218</mark> in November" in html
    assert "<b>cleared</b>" not in html and "&lt;b&gt;cleared&lt;/b&gt;" in html
    assert "Table and text agree on 218." in html


def test_a_figure_without_a_name_says_what_it_may_be(site: Site) -> None:
    (row,) = site.rows(f"/other-name/figures.json?_shape=array&value_text=14&document_id={site.document}")
    html = site.get(row["evidence"]).text
    assert "no measure of the catalogue is near" in html
    assert "It may be: referrals (0.31)" in html


def test_what_a_person_mended_is_said(site: Site) -> None:
    path = f"/other-name/figures.json?_shape=array&value_text__exact=18.9%25&document_id={site.document}"
    (row,) = site.rows(path)
    assert "Corrected by a person.</b> value: was 13.9; A. Clerk" in site.get(row["evidence"]).text


def test_a_withheld_figure_is_shown_as_withheld(site: Site) -> None:
    (row,) = site.rows(f"/other-name/figures.json?_shape=array&suppressed=1&document_id={site.document}")
    html = site.get(row["evidence"]).text
    assert '<span class="figure">withheld</span> Visits logged' in html


def test_a_page_is_drawn_once_and_only_while_its_file_is_the_same(
    tmp_path: Path, painted: list[tuple[Path, int, float]]
) -> None:
    site = build(tmp_path)
    address = f"/evidence/page/{site.document}/1.png"
    first, second = site.get(address), site.get(address)
    assert first.headers["content-type"] == "image/png" and first.content == second.content
    pdf = tmp_path / "papers" / "northby-2020-11.pdf"
    assert painted == [(pdf.resolve(), 1, web.pictures.SCALE)]
    pdf.write_bytes(pdf.read_bytes() + b"%changed")
    assert site.get(address).status_code == 404
    assert "The file has changed since it was read" in site.get(f"/evidence/{site.figure}").text
    pdf.unlink()
    html = site.get(f"/evidence/{site.figure}").text
    assert "The file is no longer where it lay" in html
    assert "<mark>21.4%</mark>" in html and "<img" not in html, "the words stand"


def test_files_can_be_moved_together_with_the_database(tmp_path: Path, painted: list[tuple[Path, int, float]]) -> None:
    (tmp_path / "here").mkdir()
    site = build(tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    shutil.rmtree(tmp_path / "here")
    moved = serve(tmp_path / "there" / "other-name.db")
    answer = asyncio.run(moved.client.get(f"/evidence/page/{site.document}/1.png"))
    assert answer.status_code == 200
    assert painted[0][0] == (tmp_path / "there" / "papers" / "northby-2020-11.pdf").resolve()


def test_a_page_that_cannot_be_drawn_is_told_and_tried_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def fail(path: Path, number: int, *, scale: float = 1.5) -> bytes:
        tried.append(number)
        raise RuntimeError("it took longer than 30 seconds")

    web.pictures._drawn.cache_clear()
    monkeypatch.setattr(web.pictures.drawing, "page_picture", fail)
    for _ in range(2):
        answer = site.get(f"/evidence/page/{site.document}/1.png")
        assert answer.status_code == 404 and "longer than 30 seconds" in answer.text
    assert tried == [1]
    web.pictures._drawn.cache_clear()


@pytest.mark.parametrize(
    "path",
    [
        "/evidence/0000000000000000",
        "/evidence/..%2f..%2fetc%2fpasswd",
        "/evidence/1' or '1'='1",
        "/authority/999",
        "/document/" + "0" * 64,
        "/document/" + "0" * 64 + "/page/1",
        "/evidence/page/" + "0" * 64 + "/1.png",
        "/evidence/page/{document}/0.png",
        "/evidence/page/{document}/3.png",
        "/document/{document}/page/99",
    ],
)
def test_what_is_not_here_is_not_found(site: Site, path: str, painted: list[tuple[Path, int, float]]) -> None:
    answer = site.get(path.replace("{document}", site.document), follow_redirects=True)
    assert answer.status_code == 404 and "Traceback" not in answer.text
    assert painted == []


def test_a_wrong_address_is_answered_in_our_dress_and_leaves_no_text_in_the_log(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    html = site.get("/evidence/0000000000000000").text
    assert "There is no figure of this address." in html and "site.css" in html
    assert capsys.readouterr().out == ""


def ask(site: Site, query: str, **fields: str) -> list[dict[str, object]]:
    values = "&".join(f"{name}={quote(value)}" for name, value in fields.items())
    return site.rows(f"/other-name/{query}.json?_shape=array&{values}")


def test_one_measure_across_councils(site: Site) -> None:
    rows = ask(site, "one_measure_across_councils", measure="re-referral")
    told = [(row["council"], row["value"], row["period"]) for row in rows if row["council"]]
    assert told == [
        ("Northby", 21.4, "2020-11"),
        ("Southwick", 21.4, "2020-11"),
        ("Northby", 18.9, "2020-10"),
        ("Southwick", 18.9, "2020-10"),
    ]
    assert {row["measure"] for row in rows} == {"Re-referrals within 12 months"}
    by_id = ask(site, "one_measure_across_councils", measure="re_referrals_pct")
    assert by_id == rows


@pytest.mark.parametrize("council", ["101", "north", " Northby "])
def test_one_councils_latest_figures(site: Site, council: str) -> None:
    rows = ask(site, "latest_figures_of_a_council", council=council)
    assert [(row["measure"], row["value"], row["period"]) for row in rows] == [
        ("Re-referrals within 12 months", 21.4, "2020-11"),
        ("Referrals", 218.0, "2020-11"),
    ]


def test_commentary_is_found_and_leads_to_its_page(site: Site) -> None:
    rows = ask(site, "search_commentary", words="referral november", council="northby")
    assert [(row["council"], row["page"]) for row in rows] == [("Northby", 2)]
    assert rows[0]["in_document"] == f"/document/{site.document}/page/2"
    assert rows[0]["evidence"] == f"/evidence/{site.said}"
    assert ask(site, "search_commentary", words='"november referral"', council="") == []
    html = site.get("/other-name/search_commentary?words=referral&council=").text
    assert "<mark>Referrals</mark> fell" in html and "<b>cleared</b>" not in html


@pytest.mark.parametrize(
    "words",
    [
        "",
        '"',
        "'",
        "AND",
        "NOT",
        "a OR",
        "(",
        "*",
        "NEAR(",
        "col:",
        "-",
        "^x",
        "\x00",
        '"a" "',
        "%",
        "é",
        "{a}",
        "x" * 3000,
    ],
)
def test_no_words_can_break_the_search(site: Site, words: str) -> None:
    assert isinstance(ask(site, "search_commentary", words=words, council=""), list)


@pytest.mark.parametrize("figure", ["21.4%", "21.4", " 21.40% "])
def test_a_figure_quoted_somewhere_is_traced(site: Site, figure: str) -> None:
    rows = ask(site, "where_does_this_figure_come_from", figure=figure, council="northby", measure="")
    assert [row["evidence"] for row in rows] == [f"/evidence/{site.figure}"]
    assert ask(site, "where_does_this_figure_come_from", figure=site.figure, council="", measure="")[0]["page"] == 1


@pytest.mark.parametrize("figure", ["", "abc", "%", "999"])
def test_what_is_no_figure_here_is_traced_to_nothing(site: Site, figure: str) -> None:
    assert ask(site, "where_does_this_figure_come_from", figure=figure, council="", measure="") == []


def test_labels_to_review_come_with_what_they_may_be(site: Site) -> None:
    rows = ask(site, "what_could_not_be_named")
    assert {row["as_published"] for row in rows} == {"Visits logged"}
    assert (rows[0]["figures"], rows[0]["may_be"], rows[0]["score"]) == (2, "referrals", 0.31)


def test_a_council_stands_beside_its_neighbours(site: Site) -> None:
    (row,) = ask(site, "council_against_neighbours", council="Northby", measure="")
    assert ask(site, "council_against_neighbours", council="Northby", measure="re-ref") == [row]
    assert ask(site, "council_against_neighbours", council="Northby", measure="adoption") == []
    assert (row["value"], row["neighbour_mean"], row["neighbours_with_a_figure"], row["quartile"]) == (
        21.4,
        19.5,
        9,
        "A",
    )


def test_a_measure_stands_beside_the_official_benchmark(site: Site) -> None:
    rows = ask(site, "measure_with_official_benchmark", measure="re_referrals_pct")
    assert [(row["council"], row["national"], row["regional"]) for row in rows] == [
        ("Northby", 22.6, 21.0),
        ("Southwick", None, None),
    ]


def test_papers_that_differ_from_official_figures_are_listed(site: Site) -> None:
    (row,) = ask(site, "paper_and_official_figure_differ")
    assert (row["whose"], row["in_the_paper"], row["official"]) == ("national", 21.4, 20.1)


def test_what_is_missing_is_listed_with_its_reason(site: Site) -> None:
    rows = ask(site, "what_is_missing")
    assert [(row["council"], row["status"], row["why"]) for row in rows] == [
        ("Northby", "missing", "monthly"),
        ("not told", "failed", "the file is empty; fetch it again"),
    ]


def test_queries_ask_in_words(site: Site) -> None:
    html = site.get("/other-name/one_measure_across_councils?measure=referrals").text
    assert '<label for="qp1">Measure (a part of its name, or its id)</label>' in html
    assert '<option value="Re-referrals within 12 months">' in html
    assert '<span class="number">21.4%</span>' in html
    assert "Custom SQL query" not in html
    assert "Custom SQL query" in site.get("/other-name?sql=select+1").text


def test_tables_show_units_and_lead_to_evidence(site: Site) -> None:
    html = site.get("/other-name/figures").text
    assert f'<a href="/evidence/{site.figure}">See it on the page</a>' in html
    assert '<span class="number">21.4%</span>' in html and '<span class="withheld">withheld</span>' in html
    assert "Percentages from 0 to 100" in html or "percentages from 0 to 100" in html, "columns are described"


def test_inner_tables_are_hidden(site: Site) -> None:
    said = site.rows("/other-name.json")
    shown = {table["name"] for table in said["tables"] if not table["hidden"]}  # type: ignore[call-overload]
    assert "observations" in shown
    assert not [name for name in shown if "fts" in name or name.startswith("sqlite")]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from documents",
        "insert into build values ('a', 'b')",
        "attach database '/tmp/x.db' as x",
        "pragma writable_schema = 1",
    ],
)
def test_nobody_can_write(site: Site, sql: str) -> None:
    answer = site.get(f"/other-name.json?sql={quote(sql)}")
    assert answer.status_code == 400
    assert len(site.rows("/other-name/documents.json?_shape=array")) == 4


def test_every_answer_carries_headers_of_safety(site: Site) -> None:
    for path in ("/", "/other-name", "/other-name/figures.json", f"/evidence/{site.figure}", "/nothing/here"):
        headers = site.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] in (
            "same-origin",
            "no-referrer",
        )
    assert "script-src" not in site.get("/").headers["content-security-policy"]
    assert site.get("/").headers["content-security-policy"].startswith("default-src 'none'")


def test_the_site_is_served_by_datasette_with_our_settings(tmp_path: Path) -> None:
    site = build(tmp_path)
    root = Path(__file__).resolve().parents[2]
    arguments = serve_arguments(tmp_path / "other-name.db", "127.0.0.1", 8123, metadata=root / "metadata.yml")
    assert arguments[0] == "serve" and arguments[arguments.index("--port") + 1] == "8123"
    context = serve_command.make_context("serve", arguments[1:])
    assert context.params["immutable"] == (str(tmp_path / "other-name.db"),)
    assert context.params["host"] == "127.0.0.1"
    assert {name: int(value) for name, value in dict(context.params["settings"]).items()} == SETTINGS
    assert asyncio.run(site.datasette.client.get("/-/databases.json")).json()[0]["is_mutable"] is False


def test_a_database_that_is_not_ours_is_left_to_datasette(tmp_path: Path) -> None:
    other = sqlite_utils.Database(tmp_path / "other.db")
    other["birds"].insert({"name": "wren"})
    other.close()
    answer = asyncio.run(serve(tmp_path / "other.db").client.get("/"))
    assert (answer.status_code, answer.headers["location"]) == (302, "/other")


@pytest.mark.parametrize(
    ("titles", "parts"),
    [
        (["Monthly report"], [None]),
        (["Monthly report: Front door", "Monthly report: Foster care"], ["Front door", "Foster care"]),
        (["Report", "Report"], ["Report", "Report"]),
        (["Report", None], ["Report", "file.pdf"]),
    ],
)
def test_reports_of_one_month_are_told_apart_by_what_differs(titles: list[str | None], parts: list[str | None]) -> None:
    reports = [{"title": title, "filename": "file.pdf"} for title in titles]
    web.pages._tell_apart(reports)
    assert [report["part"] for report in reports] == parts


def test_text_without_pages_has_its_evidence_too(tmp_path: Path) -> None:
    reading = paper()
    said = reading.observations[-1]
    typed = replace(said, evidence=Evidence(0, None, sentence=0))
    with open_build(tmp_path / "s.db", signature={"reader": "1"}) as made:
        made.write_canon(CATALOGUE, REFERENCE)
        made.write_reading(replace(reading, observations=(typed,), findings=()))
        (key,) = [row["id"] for row in made.database["observations"].rows]
    html = asyncio.run(serve(tmp_path / "s.db").client.get(f"/evidence/{key}")).text
    assert "Referrals fell to <mark>218</mark>" in html and "<image" not in html
    assert "Where the file lay is not known" in html


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (SecondReading("camelot", "differs", "23 <1"), "camelot reads “23 &lt;1” where we read “231”"),
        (
            SecondReading("pdfplumber", "agrees", "231"),
            "pdfplumber, which shares no code with our reader, reads the same",
        ),
        (None, "not measured yet"),
    ],
)
def test_a_second_reading_stands_on_the_evidence_page(tmp_path: Path, second: SecondReading | None, said: str) -> None:
    reading = paper()
    first, *others = reading.observations
    first = replace(first, second=second, confidence=0.9831 if second else None)
    with open_build(tmp_path / "s.db", signature={"reader": "1"}) as made:
        made.write_canon(CATALOGUE, REFERENCE)
        made.write_reading(replace(reading, observations=(first, *others)))
        (key,) = [row["id"] for row in made.database["observations"].rows if row["value_text"] == "231"]
    html = asyncio.run(serve(tmp_path / "s.db").client.get(f"/evidence/{key}")).text
    assert said in html
    assert ("98.3% of the figures that were read in this way" in html) == bool(second)


def test_what_does_not_hold_together_can_be_asked(site: Site) -> None:
    rows = site.rows("/other-name/what_does_not_hold_together.json?council=&_shape=array")
    assert {row["message"] for row in rows} == {"Table and text agree on 218."}
    assert all(row["evidence"].startswith("/evidence/") for row in rows)
    assert site.rows("/other-name/what_does_not_hold_together.json?council=nowhere&_shape=array") == []


def test_an_empty_database_has_a_front_page(tmp_path: Path) -> None:
    with open_build(tmp_path / "empty.db", signature={"reader": "1"}):
        pass
    answer = asyncio.run(serve(tmp_path / "empty.db").client.get("/"))
    assert answer.status_code == 200 and "No report is held yet" in answer.text


def test_a_pack_lists_its_reports_and_a_repeat_says_where_else_it_stands(tmp_path: Path) -> None:
    alone = paper("ff" * 32, filename="alone.pdf")
    with open_build(tmp_path / "s.db", signature={"reader": "1"}) as made:
        made.write_canon(CATALOGUE, REFERENCE)
        made.write_reading(pack("00" * 32))
        made.write_reading(alone)
        (key, *_) = [row["id"] for row in made.database["observations"].rows_where("document_id = ?", ["ff" * 32])]
    client = serve(tmp_path / "s.db").client
    of_pack = asyncio.run(client.get(f"/document/{'00' * 32}")).text
    assert "The reports in it" in of_pack and "1 to 2" in of_pack and "Southwick" in of_pack
    assert f'also published in <a href="/document/{"ff" * 32}">alone.pdf</a>, which counts in comparisons' in of_pack
    also = f'also published in <a href="/document/{"00" * 32}">pack.pdf</a>, pages 1 to 2.'
    assert also in asyncio.run(client.get(f"/document/{'ff' * 32}")).text
    assert also in asyncio.run(client.get(f"/evidence/{key}")).text
