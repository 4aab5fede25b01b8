"""Flat records as SQLite takes them, and a hash of them by which an unchanged table is known."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from typing import Any


def plain_row(record: Any) -> dict[str, Any]:
    """A flat record's fields as SQLite takes them: enums as their text, dates as ISO, lists of texts as JSON."""
    return {field.name: _scalar(getattr(record, field.name)) for field in fields(record)}


def digest_of(records: tuple[Any, ...]) -> str:
    """A hash of flat records of one kind, in their order."""
    if not records:
        return ""
    names = [field.name for field in fields(records[0])]
    return hashlib.sha256(repr([[getattr(record, name) for name in names] for record in records]).encode()).hexdigest()


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(value) if value else None
    return value
