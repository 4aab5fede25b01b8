"""The site: a Datasette plugin that knows the database and no other room (save for the picture of a page)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from jinja2 import Environment

from web import pages, pictures, render
from web.asking import database_of

if TYPE_CHECKING:  # Datasette loads its plugins while it is being imported itself
    from datasette.app import Datasette

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": 0,
    "truncate_cells_html": 400,
    "num_sql_threads": 4,
}
NAME = "scrutineer"
"""Under which metadata.yml describes the database, whatever its file is called."""
DATASETTE_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": DATASETTE_CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}


def serve_arguments(database: Path, host: str, port: int, *, metadata: Path) -> list[str]:
    """What `python -m datasette` is given to serve `database`, which is opened as one that does not change."""
    arguments = [
        "serve",
        "--immutable",
        str(database),
        "--metadata",
        str(metadata),
        "--host",
        host,
        "--port",
        str(port),
    ]
    for name, value in SETTINGS.items():
        arguments += ["--setting", name, str(value)]
    return arguments


@hookimpl
def startup(datasette: Datasette) -> None:
    """Lets the descriptions in metadata.yml hold for a database file of any name, and errors be answered quickly."""
    from datasette import handle_exception  # noqa: PLC0415 - it is not there yet while plugins are loaded

    # Where rich is installed Datasette prints each wrong address with all local variables: half a second of work that
    # anyone can ask for, and a log full of documents' text.
    handle_exception.rich = None
    databases = (datasette._metadata_local or {}).get("databases", {})
    if NAME in databases:
        databases.setdefault(database_of(datasette).name, databases[NAME])


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our own addresses."""
    document = r"(?P<document>[0-9a-f]{16}|[0-9a-f]{64})"
    return [
        (r"^/$", pages.front),
        (rf"^/evidence/page/{document}/(?P<page>[0-9]{{1,6}})\.png$", pictures.picture),
        (r"^/evidence/(?P<observation>[0-9a-f]{16})$", pages.evidence),
        (rf"^/document/{document}$", pages.document),
        (rf"^/document/{document}/page/(?P<page>[0-9]{{1,6}})$", pages.document_page),
        (r"^/authority/(?P<authority>[0-9]{3})$", pages.authority),
    ]


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Datasette) -> Any:
    """Figures with units, what was withheld, links to the evidence."""
    return render.cell(row, value, column, table, datasette.urls.path)


@hookimpl
def prepare_connection(conn: Any) -> None:
    """The SQL function that makes a person's words safe for full-text search."""
    conn.create_function("search_words", 1, search_words, deterministic=True)


def search_words(words: str | None) -> str:
    """'pupils "in care" OR' -> '"pupils" "in care" "OR"': every word is a word, what stands in quotes stands together.

    Where there is no word at all, a search that finds nothing.
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', str(words or "").replace("\0", " "))
    found = [phrase or word for phrase, word in pieces]
    return " ".join(f'"{piece}"' for piece in found if re.search(r"\w", piece)) or '""'


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Filters of our pages."""
    env.filters |= {
        "figure": render.figure,
        "number": render.number,
        "months": render.months,
        "short_months": render.short_months,
        "marked": render.marked,
        "rag": render.rag,
    }
    env.globals |= {
        "BASES": render.BASES,
        "ROLES": render.ROLES,
        "NAMINGS": render.NAMINGS,
        "ORIGINS": render.ORIGINS,
        "UNITS": render.UNITS,
    }


@hookimpl
def extra_template_vars(template: str, database: str | None, datasette: Datasette) -> Any:
    """What can be chosen in the fields of a canned query."""

    async def known() -> dict[str, Any]:
        if template.startswith("query") and database == database_of(datasette).name:
            return {"known": await pages.known_words(datasette)}
        return {}

    return known


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Our style sheet on every page, Datasette's own included."""
    return [datasette.urls.static_plugins("scrutineer", "site.css")]


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Headers of safety on every answer that does not bring its own."""

    def wrap(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        @wraps(app)
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            async def send_guarded(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    said = {name.lower() for name, _ in event.get("headers", [])}
                    extra = [[name, value] for name, value in HEADERS.items() if name not in said]
                    event = {**event, "headers": [*event.get("headers", []), *extra]}
                await send(event)

            await app(scope, receive, send_guarded)

        return guarded

    return wrap
