"""The site: a Datasette plugin that knows the database and no other room (save for the picture of a page)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from jinja2 import Environment

from web import pages, pictures, render
from web.asking import database_of, search_words
from web.serving import with_safe_headers

if TYPE_CHECKING:  # Datasette loads its plugins while it is being imported itself
    from datasette.app import Datasette

NAME = "scrutineer"
"""Under which metadata.yml describes the database, whatever its file is called."""


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

    return with_safe_headers
