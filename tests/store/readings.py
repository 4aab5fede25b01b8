"""Readings made by hand, for the tests of the store and of the site: a small paper with one of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from records.catalogue import (
    Authority,
    AuthorityCode,
    AuthoritySuccessor,
    Candidates,
    Catalogue,
    Indicator,
    Label,
    Neighbour,
    NeighbourModel,
    OfficialFigure,
    Reference,
    Theme,
)
from records.observation import Evidence, Observation, Origin, Rejection, Role, Unit
from records.page import Box, DocumentFacts, Page, Redaction, Word
from records.period import Basis, Period
from records.reading import DocumentContent, Finding, FrontMatter, Problem, Reading, Report, ThemeMention, Tone
from records.table import Cell, Passage, PassageKind, Sentence, Table

SHA = "ab" * 32
NOVEMBER = Period.parse("2020-11")


def indicator(key: str, name: str, *, unit: Unit = Unit.COUNT, official: str | None = None) -> Indicator:
    texts = ("early_help", unit, "low", f"Definition of {name}.", "local", "", "flow", Basis.MONTH)
    return Indicator(key, name, *texts, 0, None, None, None, None, official, None, None, None, None)


CATALOGUE = Catalogue(
    indicators=(
        indicator("referrals", "Referrals"),
        indicator("re_referrals_pct", "Re-referrals within 12 months", unit=Unit.PERCENT, official="re_referrals_pct"),
    ),
    aliases=(),
    themes=(Theme("demand", "volumes at the front door"), Theme("timeliness", "in time or not")),
)


def authority(key: str, name: str, region: str = "North East", kind: str = "metropolitan district") -> Authority:
    return Authority(key, f"E{int(key):08d}", name, name, region, kind, date(2009, 1, 1), None)


REFERENCE = Reference(
    authorities=(
        authority("101", "Northby"),
        authority("102", "Southwick"),
        authority("970", "England", "", "country"),
    ),
    codes=(AuthorityCode("101", "E00000101", date(2009, 1, 1), None),),
    successors=(AuthoritySuccessor("101", "102", date(2023, 4, 1)),),
    aliases=(),
    neighbours=(Neighbour("101", "102", 1, "close", "2021"),),
    models=(NeighbourModel("2021", date(2021, 4, 1), None),),
)
OFFICIAL = (
    OfficialFigure("970", "country", "re_referrals_pct", "2019-04/2020-03", 22.6, "percent", "current", "ok", "dfe"),
    OfficialFigure("101", "authority", "re_referrals_pct", "2019-04/2020-03", 20.1, "percent", "current", "ok", "dfe"),
)
COLUMNS = ("Measure", "Oct-20", "Nov-20")
LINES = (("Number of referrals", "231", "218"), ("Re-referrals %", "18.9%", "21.4%"), ("Visits logged", "14", "XX"))


def _box(row: int, col: int) -> Box:
    return Box(60 + 150 * col, 120 + 24 * row, 210 + 150 * col, 144 + 24 * row)


def table() -> Table:
    cells = tuple(
        Cell(row, col, text, 1, _box(row, col), is_header=row == 0, redacted=text == "XX")
        for row, line in enumerate((COLUMNS, *LINES))
        for col, text in enumerate(line)
    )
    return Table(1, Box.around(c.box for c in cells), cells, 4, 3, 1, heading="Front door")


def figure(row: int, col: int, value: str | None, unit: Unit, measure: str | None, **more: object) -> Observation:
    text = (COLUMNS, *LINES)[row][col]
    observation = Observation(
        origin=Origin.TABLE,
        evidence=Evidence(1, _box(row, col), table=0, row=row, col=col, support=((1, _box(row, 0)), (1, _box(0, col)))),
        text=text,
        value_text=text,
        value=None if value is None else Decimal(value),
        unit=unit,
        indicator_id=measure,
        indicator_text=LINES[row - 1][0],
        period=Period.parse("2020-10") if col == 1 else NOVEMBER,
        basis=Basis.MONTH,
        role=Role.ACTUAL,
        suppressed=value is None,
        label=row - 1,
    )
    return replace(observation, **more)  # type: ignore[arg-type]


SAID = "Referrals fell to 218 in November; the team's backlog is <b>cleared</b>."
PASSAGE = Passage(2, 0, "Front door | Commentary", PassageKind.COMMENTARY, SAID, Box(60, 100, 500, 130))


def paper(
    sha256: str = SHA,
    *,
    filename: str = "northby-2020-11.pdf",
    authority_id: str | None = "101",
    title: str = "Children's services performance report",
    period: Period | None = NOVEMBER,
    method: str = "text",
) -> Reading:
    """Two pages of an invented council: a table of three measures, a sentence, a redaction, a finding."""
    prose = Observation(
        origin=Origin.PROSE,
        evidence=Evidence(2, Box(130, 100, 150, 112), sentence=0),
        text=SAID,
        value_text="218",
        value=Decimal(218),
        unit=Unit.COUNT,
        indicator_id="referrals",
        indicator_text="Referrals",
        period=NOVEMBER,
        basis=Basis.MONTH,
        role=Role.ACTUAL,
        label=0,
        method=method,
    )
    observations = (
        figure(1, 1, "231", Unit.COUNT, "referrals"),
        figure(1, 2, "218", Unit.COUNT, "referrals"),
        figure(
            2, 1, "18.9", Unit.PERCENT, "re_referrals_pct", correction="value: was 13.9; A. Clerk, 2021-02-01, misprint"
        ),
        figure(2, 2, "21.4", Unit.PERCENT, "re_referrals_pct", rag="amber"),
        figure(3, 1, "14", Unit.COUNT, None, note="no measure of the catalogue is near"),
        figure(3, 2, None, Unit.COUNT, None, symbol="x"),
        prose,
    )
    labels = (
        Label(authority_id, "Number of referrals", Unit.COUNT, "Front door", "referrals", "alias", 1.0, "accepted"),
        Label(authority_id, "Re-referrals %", Unit.PERCENT, "Front door", "re_referrals_pct", "fuzzy", 0.9, "accepted"),
        Label(
            authority_id,
            "Visits logged",
            Unit.COUNT,
            "Front door",
            None,
            None,
            None,
            "to review",
            (Candidates("referrals", 0.31, ("shares no word",)),),
        ),
    )
    words = (Word("Front", Box(60, 90, 90, 100), 100, 10), Word("door", Box(92, 90, 120, 100), 100, 10))
    pages = (
        Page(1, 595, 842, 0, words, redactions=(Redaction(_box(3, 2), "run of X"),), method=method),
        Page(2, 595, 842, 0, words, method=method, problem="page 2: one picture was left out"),
    )
    content = DocumentContent(
        facts=DocumentFacts(filename, sha256, 12_345, 2, "hand"),
        pages=pages,
        tables=(table(),),
        passages=(PASSAGE,),
        sentences=(Sentence(0, PASSAGE, 0, SAID),),
        problems=(Problem(f"{filename}, page 2", "one picture was left out"),),
    )
    return Reading(
        content=content,
        front=FrontMatter(authority_id, title, "Scrutiny Committee", "2021-01-12", period, licence="invented"),
        observations=observations,
        rejections=(Rejection(2, Box(60, 700, 80, 710), "12 January 2021", "12", "a date"),),
        labels=labels,
        themes=(ThemeMention(0, "demand", 0.8, "referrals fell"), ThemeMention(0, "demand", 0.4, "referrals")),
        tones=(Tone.BETTER,),
        findings=(Finding("text_and_table", "note", "Table and text agree on 218.", 2, (1, 6)),),
        seconds=0.5,
    )


def failed(filename: str = "broken.pdf", sha256: str = "cd" * 32) -> Reading:
    """A file that could not be opened."""
    facts = DocumentFacts(filename, sha256, 0, 0, None, error="the file is empty; fetch it again")
    return Reading(DocumentContent(facts, ()), FrontMatter(), problems=(Problem(filename, facts.error or ""),))


def pack(sha256: str = SHA, **more: object) -> Reading:
    """The paper as pages 1 to 2 of a pack, behind which stands a page of another council."""
    whole = paper(sha256, filename="pack.pdf", **more)  # type: ignore[arg-type]
    alien = replace(whole.observations[-1], evidence=Evidence(3, Box(60, 60, 80, 72)), value_text="7", label=None)
    return replace(
        whole,
        content=replace(whole.content, pages=(*whole.content.pages, Page(3, 595, 842, 0, ()))),
        observations=(*whole.observations, alien),
        reports=(
            Report(0, 1, 2, whole.front),
            Report(1, 3, 3, FrontMatter("102", "Scorecard", None, None, Period.parse("2020-12"))),
        ),
    )
