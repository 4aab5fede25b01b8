"""Pages of documents as pictures: drawn when they are asked for, from the very file that was read."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response

from extract import picture as drawing
from web import queries
from web.asking import database_of, row_of

if TYPE_CHECKING:
    from datasette.app import Datasette

SCALE = 2.0
"""Pixels a point of a page's picture: 1190 by 1684 for A4."""
PAINTERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="picture")
"""Pages drawn at once: each takes a core and much memory."""
PICTURES_KEPT = 64


async def picture(datasette: Datasette, request: Request) -> Response:
    """One page of a document as PNG, drawn when it is asked for and kept while there is room."""
    key, page = request.url_vars["document"], int(request.url_vars["page"])
    row = await row_of(datasette, queries.DOCUMENT, "There is no such document here.", document=key)
    await row_of(datasette, queries.PAGE, f"The document has no page {page}.", document=key, page=page)
    if missing := await why_no_picture(datasette, row):
        raise NotFound(missing)
    path = _file_of(datasette, row)
    drawn = await asyncio.get_running_loop().run_in_executor(PAINTERS, _drawn, path, key, page)
    if isinstance(drawn, str):
        raise NotFound(f"Page {page} could not be drawn: {drawn}")
    return Response(drawn, content_type="image/png", headers={"cache-control": "public, max-age=86400, immutable"})


@lru_cache(maxsize=PICTURES_KEPT)
def _drawn(path: Path, sha256: str, page: int) -> bytes | str:
    """The page as PNG, or why it cannot be drawn: that is kept too, for a page that explodes costs most of all."""
    try:
        return drawing.page_picture(path, page, scale=SCALE)
    except Exception as fault:  # drawing runs over files of strangers: whatever goes wrong there ends here
        return str(fault)


def _file_of(datasette: Datasette, row: Mapping[str, Any]) -> Path:
    """Where the document lay when it was read, as seen from the database's folder."""
    return (Path(database_of(datasette).path or ".").absolute().parent / (row["path"] or "")).resolve()


async def why_no_picture(datasette: Datasette, row: Mapping[str, Any]) -> str | None:
    """None where the file is there and unchanged; else a sentence that says why its pages cannot be shown."""
    if "page" in row and row["page"] is None:
        return "This text was published without pages, as a web page or plain text. The words below are what was read."
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
