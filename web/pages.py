"""The site's own pages, one function a page: front, council, document, page and evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from os.path import commonprefix
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from web import queries
from web.asking import Row, database_of, row_of, rows_of, rows_of_all
from web.pictures import why_no_picture
from web.render import figure, months

if TYPE_CHECKING:  # Datasette loads its plugins while it is being imported itself
    from datasette.app import Datasette

CLOSE_UP_PT = (330.0, 90.0)
"""The least width and height of the picture close to the figure: some twelve words and five lines."""
NEAR_PT = 60.0
"""Headings further up or down than this are left to the picture of the whole page."""
AROUND_PT = 48.0
"""What is shown beyond the outermost boxes, both sides together."""
OWN_CSP = (
    "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""Our own pages run no script at all."""


async def known_words(datasette: Datasette) -> dict[str, list[Row]]:
    """For the fields of canned queries: councils and measures that figures are held of, as id and name."""
    measures = await rows_of_all(datasette, queries.MEASURES_HELD)
    return {"council": await rows_of_all(datasette, queries.COUNCILS_HELD), "measure": measures}


async def _page(datasette: Datasette, request: Request, template: str, **context: Any) -> Response:
    context["database"] = database_of(datasette).name
    html = await datasette.render_template(f"scrutineer_{template}.html", context, request=request)
    return Response.html(html, headers={"content-security-policy": OWN_CSP})


async def front(datasette: Datasette, request: Request) -> Response:
    """What is here: councils by months, questions to begin with, what could not be read.

    A database that is not ours is shown as Datasette shows it.
    """
    if not await database_of(datasette).table_exists("observations"):
        return Response.redirect(datasette.urls.database(database_of(datasette).name))
    reports = await rows_of_all(datasette, queries.REPORTS, authority=None)
    gaps = await rows_of_all(datasette, queries.GAPS, authority=None)
    measures = await rows_of_all(datasette, queries.MEASURES_HELD)
    database = database_of(datasette).name
    asked = await datasette.get_canned_queries(database, request.actor)
    return await _page(
        datasette,
        request,
        "front",
        counts=(await rows_of_all(datasette, queries.COUNTS))[0],
        councils=_by_council(reports, gaps),
        areas=[(area, list(rows)) for area, rows in groupby(measures, key=lambda row: row["service_area"])],
        failed=await rows_of_all(datasette, queries.FAILED_DOCUMENTS),
        asked=list(asked.values()),
        build={row["key"]: row["value"] for row in await rows_of_all(datasette, queries.BUILD)},
    )


def _by_council(reports: Iterable[Row], gaps: Iterable[Row]) -> list[Row]:
    """Councils in order, each with its reports and gaps by month; reports of no told council come last."""
    missing: dict[str, list[Row]] = defaultdict(list)
    for gap in gaps:
        missing[gap["authority_id"]].append(gap | {"missing": True})
    councils = []
    for authority, rows in groupby(reports, key=lambda row: row["authority_id"]):
        held = list(rows)
        months_held = {row["report_period"] for row in held}
        entries = held + [gap for gap in missing[authority] if gap["report_period"] not in months_held]
        counted = [row for row in held if row["counts_instead"] is None]
        for _, rows_of_month in groupby(held, key=lambda row: row["report_period"]):
            _tell_apart(list(rows_of_month))
        councils.append(
            {
                "id": authority,
                "name": held[0]["council"],
                "entries": sorted(entries, key=lambda row: row["report_period"] or ""),
                "figures": sum(row["figures"] for row in counted),
            }
        )
    return councils


def _tell_apart(reports: list[Row]) -> None:
    """Gives reports of one council and month as `part` what their titles do not have in common."""
    titles = [row["title"] or row["filename"] for row in reports]
    common = commonprefix(titles)
    start = max(common.rfind(" "), common.rfind(":")) + 1
    for row, title in zip(reports, titles):
        row["part"] = (title[start:].strip() or title) if len(reports) > 1 else None


async def authority(datasette: Datasette, request: Request) -> Response:
    """One council: its reports, its latest figures beside the official ones, its neighbours."""
    key = request.url_vars["authority"]
    council = await row_of(datasette, queries.AUTHORITY, f"There is no authority {key}.", authority=key)
    reports = await rows_of(datasette, queries.REPORTS, authority=key)
    latest = await rows_of(datasette, queries.LATEST_FIGURES, authority=key)
    company = {
        (row["indicator_id"], row["period"], row["basis"]): row
        for row in await rows_of(datasette, queries.COMPANY, authority=key)
    }
    for row in latest:
        row["company"] = company.get((row["indicator_id"], row["period"], row["basis"]))
    neighbours = await rows_of(datasette, queries.NEIGHBOURS, authority=key)
    return await _page(
        datasette,
        request,
        "authority",
        council=council,
        reports=(_by_council(reports, await rows_of(datasette, queries.GAPS, authority=key)) or [{"entries": []}])[0],
        areas=[(area, list(rows)) for area, rows in groupby(latest, key=lambda row: row["service_area"])],
        with_company=bool(company),
        vintages=sorted({row["vintage"] for row in company.values() if row["vintage"]}),
        company_models=sorted({row["neighbour_model"] for row in company.values() if row["neighbour_model"]}),
        models=[(model, list(rows)) for model, rows in groupby(neighbours, key=lambda row: row["model"])],
        to_review=await rows_of(datasette, queries.LABELS_TO_REVIEW, authority=key),
    )


async def document(datasette: Datasette, request: Request) -> Response:
    """One document: what it is, its pages and what was found on each, its problems and findings.

    A text without pages has its figures listed here.
    """
    key = request.url_vars["document"]
    row = await row_of(datasette, queries.DOCUMENT, "There is no such document here.", document=key)
    pages = await rows_of(datasette, queries.DOCUMENT_PAGES, document=key)
    place = {"document": key, "page": None}
    return await _page(
        datasette,
        request,
        "document",
        document=row,
        source_url=_address(row["source"]),
        reports=await rows_of(datasette, queries.DOCUMENT_REPORTS, document=key),
        also=await rows_of(datasette, queries.ALSO_PUBLISHED, document=key, report=None),
        pages=pages,
        figures=[] if pages else await rows_of(datasette, queries.PAGE_FIGURES, **place),
        rejections=[] if pages else await rows_of(datasette, queries.PAGE_REJECTIONS, **place),
        problems=await rows_of(datasette, queries.DOCUMENT_PROBLEMS, document=key),
        findings=await rows_of(datasette, queries.DOCUMENT_FINDINGS, document=key),
    )


async def document_page(datasette: Datasette, request: Request) -> Response:
    """One page of a document with every figure outlined, and the figures as a list."""
    key, page = request.url_vars["document"], int(request.url_vars["page"])
    row = await row_of(datasette, queries.DOCUMENT, "There is no such document here.", document=key)
    place = {"document": key, "page": page}
    sheet = await row_of(datasette, queries.PAGE, f"The document has no page {page}.", **place)
    return await _page(
        datasette,
        request,
        "page",
        document=row,
        page=sheet,
        figures=await rows_of(datasette, queries.PAGE_FIGURES, **place),
        rejections=await rows_of(datasette, queries.PAGE_REJECTIONS, **place),
        redactions=await rows_of(datasette, queries.PAGE_REDACTIONS, **place),
        no_picture=await why_no_picture(datasette, row),
    )


async def evidence(datasette: Datasette, request: Request) -> Response:
    """Where one figure was published, the words around it, and how it was read."""
    key = request.url_vars["observation"]
    row = await row_of(
        datasette,
        queries.EVIDENCE,
        "There is no figure of this address. It may have been read otherwise since; search for its document.",
        observation=key,
    )
    support = [box for box in json.loads(row["support"] or "[]") if box["page"] == row["page"]]
    cells = []
    if row["table_id"] is not None and row["row"] is not None:
        values = {"table": row["table_id"], "row": row["row"], "header_rows": row["header_rows"] or 0}
        cells = _lines(await rows_of(datasette, queries.ROW_CELLS, **values), row)
    same_measure = []
    if row["indicator_id"] and row["authority_id"]:
        values = {"authority": row["authority_id"], "indicator": row["indicator_id"], "role": row["role"]}
        same_measure = await rows_of(datasette, queries.SAME_MEASURE, observation=key, **values)
    return await _page(
        datasette,
        request,
        "evidence",
        row=row,
        title=f"{figure(row)}: {row['measure'] or row['indicator_text'] or 'a figure without a name'}",
        support=support,
        sentence=json.loads(row["sentence_boxes"] or "[]"),
        close=_close_up(row, support),
        cells=cells,
        neighbours=await rows_of(
            datasette,
            queries.SAME_PLACE,
            observation=key,
            document=row["document_id"],
            sentence=row["sentence_id"],
            table=row["table_id"],
            row=row["row"],
        ),
        same_measure=same_measure,
        also=await rows_of(datasette, queries.ALSO_PUBLISHED, document=None, report=row["report_id"]),
        company=await rows_of(datasette, queries.EVIDENCE_COMPANY, observation=key),
        findings=await rows_of(datasette, queries.EVIDENCE_FINDINGS, observation=key),
        candidates=json.loads(row["candidates"] or "[]"),
        citation=_citation(row),
        source_url=_address(row["source"]),
        no_picture=await why_no_picture(datasette, row),
    )


def _lines(cells: Iterable[Row], row: Row) -> list[list[Row]]:
    """The table's heading rows and the figure's own row, cell by cell; the figure's cell says `here`."""
    lines: dict[int, list[Row]] = defaultdict(list)
    for cell in cells:
        cell["here"] = cell["row"] <= row["row"] < cell["row"] + cell["row_span"] and cell["col"] == row["col"]
        heading = cell["row"] < (row["header_rows"] or 0)
        # A group's label that begins further up stands at the head of the figure's own row.
        lines[cell["row"] if heading else row["row"]].append(cell)
        cell["row_span"] = min(cell["row_span"], (row["header_rows"] or 0) - cell["row"]) if heading else 1
    return [sorted(lines[number], key=lambda cell: cell["col"]) for number in sorted(lines)]


def _close_up(row: Row, support: Iterable[Row]) -> Row | None:
    """What the picture close to the figure shows, in points: the figure, what it was read from in the same lines,
    and some of what stands around. None where the place is not known.
    """
    if row["x0"] is None or not row["width"]:
        return None
    shown = [row, *(box for box in support if abs(box["top"] - row["top"]) < NEAR_PT)]
    left, right = min(box["x0"] for box in shown), max(box["x1"] for box in shown)
    top, bottom = min(box["top"] for box in shown), max(box["bottom"] for box in shown)
    width = min(row["width"], max(CLOSE_UP_PT[0], right - left + AROUND_PT))
    height = min(row["height"], max(CLOSE_UP_PT[1], bottom - top + AROUND_PT))
    x0 = min(max(0.0, (left + right - width) / 2), row["width"] - width)
    y0 = min(max(0.0, (top + bottom - height) / 2), row["height"] - height)
    return {"x0": round(x0, 1), "top": round(y0, 1), "width": round(width, 1), "height": round(height, 1)}


def _citation(row: Row) -> str:
    """Who said it, where, and which file: enough to find it without this site."""
    parts = [
        row["council"] or "Council not told",
        f"“{row['report'] or row['document_title'] or row['filename']}”",
        months(row["report_period"]),
        row["committee"],
        row["meeting_date"],
        f"page {row['page']}" if row["page"] else None,
        f"file {row['filename']}, sha256 {row['document_id']}",
    ]
    return ", ".join(part for part in parts if part) + "."


def _address(source: str | None) -> str | None:
    """`source` where it is an address that can be opened; a path on somebody's disk is none."""
    return source if source and source.startswith(("https://", "http://")) else None
