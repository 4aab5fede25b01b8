"""Prints an Office file by a headless LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path


def print_office(path: Path, target: Path) -> None:
    """An Office file -> `target`, through a headless LibreOffice with a profile of its own. Raises where it fails."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=180
        )
    path.with_suffix(".pdf").replace(target)
