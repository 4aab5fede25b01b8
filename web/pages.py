"""The site's own pages, one function a page: front, council, document, page, evidence, and a page's picture."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import groupby
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import NotFound, Request, Response

from extract import picture as drawing
from web import queries
from web.render import figure, months

if TYPE_CHECKING:  # Datasette loads its plugins while it is being imported itself
    from datasette.app import Datasette
    from datasette.database import Database

SCALE = 2.0
"""Pixels a point of a page's picture: 1190 by 1684 for A4."""
PAINTERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="picture")
"""Pages drawn at once: each takes a core and much memory."""
PICTURES_KEPT = 64
CLOSE_UP_PT = (330.0, 90.0)
"""The least width and height of the picture close to the figure: some twelve words and five lines."""
NEAR_PT = 60.0
AROUND_PT = 48.0
OWN_CSP = (
    "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""Our own pages run no script at all."""
Row = dict[str, Any]


async def known_words(datasette: Datasette) -> dict[str, list[Row]]:
    """For the fields of canned queries: councils and measures that figures are held of, as id and name."""
    measures = await _rows_of_all(datasette, queries.MEASURES_HELD)
    return {"council": await _rows_of_all(datasette, queries.COUNCILS_HELD), "measure": measures}


def database_of(datasette: Datasette) -> Database:
    """The database that the site is on: the first one that is ours to show."""
    return next(database for name, database in datasette.databases.items() if not name.startswith("_"))


async def _rows(datasette: Datasette, sql: str, **values: Any) -> list[Row]:
    result = await database_of(datasette).execute(sql, values)
    return [dict(row) for row in result.rows]


KEPT: WeakKeyDictionary[Any, dict[tuple[str, str], list[Row]]] = WeakKeyDictionary()
"""What was asked of the whole of a database that does not change: the front page asks it each time."""


async def _rows_of_all(datasette: Datasette, sql: str, **values: Any) -> list[Row]:
    """As `_rows`, for statements over the whole database; answered from memory from the second time on."""
    database = database_of(datasette)
    kept = KEPT.setdefault(database, {})
    asked = (sql, repr(values))
    if asked not in kept or database.is_mutable:
        kept[asked] = await _rows(datasette, sql, **values)
    return [dict(row) for row in kept[asked]]


async def _row(datasette: Datasette, sql: str, missing: str, **values: Any) -> Row:
    rows = await _rows(datasette, sql, **values)
    if not rows:
        raise NotFound(missing)
    return rows[0]


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
    reports = await _rows_of_all(datasette, queries.REPORTS, authority=None)
    gaps = await _rows_of_all(datasette, queries.GAPS, authority=None)
    measures = await _rows_of_all(datasette, queries.MEASURES_HELD)
    database = database_of(datasette).name
    asked = await datasette.get_canned_queries(database, request.actor)
    return await _page(
        datasette,
        request,
        "front",
        counts=(await _rows_of_all(datasette, queries.COUNTS))[0],
        councils=_by_council(reports, gaps),
        areas=[(area, list(rows)) for area, rows in groupby(measures, key=lambda row: row["service_area"])],
        failed=await _rows_of_all(datasette, queries.FAILED_DOCUMENTS),
        asked=list(asked.values()),
        build={row["key"]: row["value"] for row in await _rows_of_all(datasette, queries.BUILD)},
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
    council = await _row(datasette, queries.AUTHORITY, f"There is no authority {key}.", authority=key)
    reports = await _rows(datasette, queries.REPORTS, authority=key)
    latest = await _rows(datasette, queries.LATEST_FIGURES, authority=key)
    company = {
        (row["indicator_id"], row["period"], row["basis"]): row
        for row in await _rows(datasette, queries.COMPANY, authority=key)
    }
    for row in latest:
        row["company"] = company.get((row["indicator_id"], row["period"], row["basis"]))
    neighbours = await _rows(datasette, queries.NEIGHBOURS, authority=key)
    return await _page(
        datasette,
        request,
        "authority",
        council=council,
        reports=(_by_council(reports, await _rows(datasette, queries.GAPS, authority=key)) or [{"entries": []}])[0],
        areas=[(area, list(rows)) for area, rows in groupby(latest, key=lambda row: row["service_area"])],
        with_company=bool(company),
        models=[(model, list(rows)) for model, rows in groupby(neighbours, key=lambda row: row["model"])],
        to_review=await _rows(datasette, queries.LABELS_TO_REVIEW, authority=key),
    )


async def document(datasette: Datasette, request: Request) -> Response:
    """One document: what it is, its pages and what was found on each, its problems and findings."""
    key = request.url_vars["document"]
    row = await _row(datasette, queries.DOCUMENT, "There is no such document here.", document=key)
    return await _page(
        datasette,
        request,
        "document",
        document=row,
        source_url=_address(row["source"]),
        pages=await _rows(datasette, queries.DOCUMENT_PAGES, document=key),
        problems=await _rows(datasette, queries.DOCUMENT_PROBLEMS, document=key),
        findings=await _rows(datasette, queries.DOCUMENT_FINDINGS, document=key),
    )


async def document_page(datasette: Datasette, request: Request) -> Response:
    """One page of a document with every figure outlined, and the figures as a list."""
    key, page = request.url_vars["document"], int(request.url_vars["page"])
    row = await _row(datasette, queries.DOCUMENT, "There is no such document here.", document=key)
    place = {"document": key, "page": page}
    sheet = await _row(datasette, queries.PAGE, f"The document has no page {page}.", **place)
    return await _page(
        datasette,
        request,
        "page",
        document=row,
        page=sheet,
        figures=await _rows(datasette, queries.PAGE_FIGURES, **place),
        rejections=await _rows(datasette, queries.PAGE_REJECTIONS, **place),
        redactions=await _rows(datasette, queries.PAGE_REDACTIONS, **place),
        no_picture=await _why_no_picture(datasette, row),
    )


async def evidence(datasette: Datasette, request: Request) -> Response:
    """Where one figure was published, the words around it, and how it was read."""
    key = request.url_vars["observation"]
    row = await _row(
        datasette,
        queries.EVIDENCE,
        "There is no figure of this address. It may have been read otherwise since; search for its document.",
        observation=key,
    )
    support = [box for box in json.loads(row["support"] or "[]") if box["page"] == row["page"]]
    cells = []
    if row["table_id"] is not None and row["row"] is not None:
        values = {"table": row["table_id"], "row": row["row"], "header_rows": row["header_rows"] or 0}
        cells = _lines(await _rows(datasette, queries.ROW_CELLS, **values), row)
    same_measure = []
    if row["indicator_id"] and row["authority_id"]:
        values = {"authority": row["authority_id"], "indicator": row["indicator_id"], "role": row["role"]}
        same_measure = await _rows(datasette, queries.SAME_MEASURE, observation=key, **values)
    return await _page(
        datasette,
        request,
        "evidence",
        row=row,
        title=f"{figure(row)}: {row['measure'] or row['indicator_text'] or 'a figure without a name'}",
        support=support,
        close=_close_up(row, support),
        cells=cells,
        neighbours=await _rows(
            datasette,
            queries.SAME_PLACE,
            observation=key,
            document=row["document_id"],
            sentence=row["sentence_id"],
            table=row["table_id"],
            row=row["row"],
        ),
        same_measure=same_measure,
        company=await _rows(datasette, queries.EVIDENCE_COMPANY, observation=key),
        findings=await _rows(datasette, queries.EVIDENCE_FINDINGS, observation=key),
        candidates=json.loads(row["candidates"] or "[]"),
        citation=_citation(row),
        source_url=_address(row["source"]),
        no_picture=await _why_no_picture(datasette, row),
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


async def picture(datasette: Datasette, request: Request) -> Response:
    """One page of a document as PNG, drawn when it is asked for and kept while there is room."""
    key, page = request.url_vars["document"], int(request.url_vars["page"])
    row = await _row(datasette, queries.DOCUMENT, "There is no such document here.", document=key)
    await _row(datasette, queries.PAGE, f"The document has no page {page}.", document=key, page=page)
    if missing := await _why_no_picture(datasette, row):
        raise NotFound(missing)
    path = _file_of(datasette, row)
    try:
        png = await asyncio.get_running_loop().run_in_executor(PAINTERS, _drawn, path, key, page)
    except Exception as fault:  # drawing runs over files of strangers: whatever goes wrong there ends here
        raise NotFound(f"Page {page} could not be drawn: {fault}") from fault
    return Response(png, content_type="image/png", headers={"cache-control": "public, max-age=86400, immutable"})


@lru_cache(maxsize=PICTURES_KEPT)
def _drawn(path: Path, sha256: str, page: int) -> bytes:
    return drawing.page_picture(path, page, scale=SCALE)


def _file_of(datasette: Datasette, row: Mapping[str, Any]) -> Path:
    """Where the document lay when it was read, as seen from the database's folder."""
    return (Path(database_of(datasette).path or ".").absolute().parent / (row["path"] or "")).resolve()


async def _why_no_picture(datasette: Datasette, row: Mapping[str, Any]) -> str | None:
    """None where the file is there and unchanged; else a sentence that says why its pages cannot be shown."""
    if not row["path"]:
        return "Where the file lay is not known, so its page cannot be shown. The words below are what was read."
    path = _file_of(datasette, row)
    key = row["document_id"] if "document_id" in row else row["id"]
    try:
        stat = path.stat()
        sha256 = await asyncio.get_running_loop().run_in_executor(None, _sha256, path, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return (
            "The file is no longer where it lay when it was read, so its page cannot be shown. The words below stand."
        )
    if sha256 != key:
        return "The file has changed since it was read, so its page is not shown. The words below are the old one's."
    return None


@lru_cache(maxsize=1024)
def _sha256(path: Path, changed_ns: int, size: int) -> str:
    """The file's hash; time and size are asked so that a changed file is hashed anew."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
