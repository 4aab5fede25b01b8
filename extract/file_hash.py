"""The sha256 of a file: its name for good, whether it can be opened or not."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """As hexadecimal text; read in pieces, so that no file fills the memory. Empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
