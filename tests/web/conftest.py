"""A site on a small database of hand-made readings, with a real PDF for one of them."""

from __future__ import annotations

import asyncio
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette
from PIL import Image
from reportlab.pdfgen import canvas

import web
import web.pictures
from records.comparison import BenchmarkCheck, Comparison, Coverage
from store.opening import open_build
from tests.store.readings import CATALOGUE, OFFICIAL, REFERENCE, failed, paper, table
from web.serving import SETTINGS

ROOT = Path(__file__).resolve().parents[2]


def pdf_of_the_paper(path: Path) -> str:
    """Draws the paper's two pages; gives the file's sha256."""
    sheet = canvas.Canvas(str(path), pagesize=(595, 842), invariant=1)
    for cell in table().cells:
        sheet.rect(cell.box.x0, 842 - cell.box.bottom, cell.box.width, cell.box.height)
        sheet.drawString(cell.box.x0 + 4, 842 - cell.box.bottom + 7, cell.text)
    sheet.showPage()
    sheet.drawString(60, 842 - 110, "Referrals fell to 218 in November.")
    sheet.showPage()
    sheet.save()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def comparison(observation: str) -> Comparison:
    others = (None, 19.5, 19.0, 9, 22.6, 21.0, 17.2, None, "2023", "2019-04/2020-03", 1, 2, "A")
    names = ("101", "re_referrals_pct", "2020-11", "month", "official", observation)
    return Comparison(*names, (), 21.4, "2021 (stand-in)", *others[1:])  # type: ignore[arg-type]


@dataclass(frozen=True)
class Site:
    """The served database and what can be asked of it."""

    datasette: Datasette
    folder: Path
    document: str
    figure: str
    """The observation '21.4%'."""
    said: str
    """The observation in the sentence."""

    def get(self, path: str, **options: Any) -> Any:
        return asyncio.run(self.datasette.client.get(path, **options))

    def rows(self, path: str) -> list[dict[str, Any]]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text[:400]
        return answer.json()


def build(folder: Path) -> Site:
    pdf = folder / "papers" / "northby-2020-11.pdf"
    pdf.parent.mkdir()
    sha256 = pdf_of_the_paper(pdf)
    database = folder / "other-name.db"
    with open_build(database, signature={"reader": "1"}) as made:
        made.write_canon(CATALOGUE, REFERENCE, OFFICIAL)
        made.write_reading(paper(sha256), path=pdf)
        made.write_reading(paper("ef" * 32, filename="southwick.pdf", authority_id="102"), path=folder / "gone.pdf")
        made.write_reading(paper("0b" * 32, filename="untold.pdf", authority_id=None, title="Untold"), path=pdf)
        made.write_reading(failed("<i>bad</i>.pdf"))
        rows = made.database["observations"].rows
        found = {row["value_text"] + row["origin"] + row["document_id"]: row["id"] for row in rows}
        figure = found["21.4%table" + sha256]
        made.write_rows("comparisons", [comparison(figure)])
        official = (20.1, 1.3, "differs", "2019-04/2020-03", None, "2023", None, None)
        made.write_rows(
            "benchmark_checks", [BenchmarkCheck(figure, "101", "re_referrals_pct", "national", 21.4, *official)]
        )
        made.write_rows(
            "coverage",
            [Coverage("101", "2020-10", "missing", None, "monthly"), Coverage("101", "2020-11", "held", sha256, None)],
        )
    return Site(serve(database), folder, sha256, figure, found["218prose" + sha256])


def serve(database: Path) -> Datasette:
    """The site on a database, as `scrutineer serve` would open it."""
    datasette = Datasette(
        immutables=[str(database)],
        metadata=yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8")),
        settings=SETTINGS,
    )
    asyncio.run(datasette.invoke_startup())
    return datasette


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, int, float]]:
    """Pages asked to be drawn; a white square stands for each."""
    asked: list[tuple[Path, int, float]] = []

    def draw(path: Path, number: int, *, scale: float = 1.5) -> bytes:
        asked.append((path, number, scale))
        png = io.BytesIO()
        Image.new("RGB", (4, 4), "white").save(png, "PNG")
        return png.getvalue()

    web.pictures._drawn.cache_clear()
    monkeypatch.setattr(web.pictures.drawing, "page_picture", draw)
    return asked
