"""How the site is served: Datasette's command line, and headers of safety on every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 5000,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": 0,
    "truncate_cells_html": 400,
    "num_sql_threads": 4,
}
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


def with_safe_headers(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """An ASGI application whose answers bear HEADERS where they do not bring their own."""

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
