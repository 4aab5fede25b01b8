"""The sample reports say what they are, hold what their figures and words say, and nothing beneath their paint."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

HOUSE = Path(__file__).resolve().parents[1]
SAMPLES = HOUSE / "data" / "documents"
GOLD = HOUSE / "tests" / "gold"
SHARED = HOUSE.parent / "shared"
SEEDS = {
    "barnsley-2020-11": "000_*.txt",
    "barnsley-2022-07": "001_*.txt",
    "rotherham-2020-12": "002_*.txt",
    "herefordshire-2022-02": "003_*.txt",
    "southampton-2021-01": "004_*.txt",
}
NOT_FIGURES = {"", "<", "^"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def grid_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


LISTED = rows_of(SAMPLES / "index.csv")
NAMES = [Path(row["filename"]).stem for row in LISTED]
REAL = [name for name in NAMES if not name.startswith("anyshire")]
GRIDS = sorted((SAMPLES / "figures").glob("*.csv"))
every_sample = pytest.mark.parametrize("name", NAMES)
every_real_sample = pytest.mark.parametrize("name", REAL)


@cache
def pages_of(name: str) -> list[str]:
    document = pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf")
    return [squeezed(page.get_textpage().get_text_range()) for page in document]


def squeezed(text: str) -> str:
    """Letters, digits and signs only: a line break or a hyphen at a line's end does not part a word."""
    return re.sub(r"[\s\ufffe\x02-]+", "", text)


def foot_of(name: str) -> str:
    """What each page of a re-typeset sample says at its foot."""
    source = next(row["source"] for row in LISTED if row["filename"] == f"{name}.pdf")
    return squeezed(
        f"Re-typeset sample: real published figures, commentary in our words; not the council's document. "
        f"Source: {source}."
    )


def text_of(name: str) -> str:
    """The report as one run of text, without what stands at the foot of its pages."""
    return "".join(re.sub(r"Page\d+$", "", page.replace(foot_of(name), "")) for page in pages_of(name))


def seed_of(name: str) -> str:
    if not SHARED.is_dir():
        pytest.skip("the published texts lie beside the project, not in it")
    (path,) = (SHARED / "seeds").glob(next(glob for doc, glob in SEEDS.items() if name.startswith(doc)))
    return path.read_text(encoding="utf-8")


def test_the_folder_holds_what_the_index_lists() -> None:
    assert {path.stem for path in SAMPLES.glob("*.pdf")} == set(NAMES)
    assert len(NAMES) >= 8
    assert len({row["authority"] for row in LISTED}) >= 5, "four that published, and one that is invented: no authority"


def test_three_programs_set_the_samples() -> None:
    producers = {pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf").get_metadata_value("Producer") for name in NAMES}
    assert {producer.split()[0].split("/")[0] for producer in producers} == {"LibreOffice", "Skia", "ReportLab"}


@every_sample
def test_a_sample_is_small(name: str) -> None:
    assert (SAMPLES / f"{name}.pdf").stat().st_size < 300_000


@every_sample
def test_every_page_says_that_it_is_a_sample(name: str) -> None:
    statement = foot_of(name) if name in REAL else squeezed("Anyshire County Council — INVENTED")
    assert all(statement in text for text in pages_of(name))


@every_sample
def test_what_a_page_says_of_itself_is_seen(name: str) -> None:
    """A footer that lies outside its clip is in the text and not on the page: the foot of the page must have ink."""
    if name not in REAL:
        pytest.skip("an invented council says so in large letters at the top")
    for page in pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf"):
        found = page.get_textpage().search("Re-typeset").get_next()
        x0, bottom, x1, top = page.get_textpage().get_charbox(found[0])
        picture = page.render(scale=2, grayscale=True).to_numpy()
        height = picture.shape[0]
        ink = picture[height - int(top * 2) - 2 : height - int(bottom * 2) + 2, int(x0 * 2) : int(x0 * 2) + 60]
        assert ink.min() < 128


@pytest.mark.parametrize("path", GRIDS, ids=lambda path: path.stem)
def test_each_figure_of_a_grid_stands_in_its_report(path: Path) -> None:
    text = "".join(pages_of(path.stem.partition("--")[0]))
    for row in grid_of(path)[1:]:
        for cell in row[1:]:
            if any(letter.isdigit() for letter in cell):
                assert squeezed(cell) in text


@pytest.mark.parametrize("path", sorted((SAMPLES / "words").glob("*.md")), ids=lambda path: path.stem)
def test_each_paragraph_stands_in_its_report(path: Path) -> None:
    text = text_of(path.stem)
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        plain = re.sub(r"^(#+ |- |\d+\. |[a-z]\) |:[^:]+: )", "", paragraph.strip())
        for piece in plain.split("■"):
            assert squeezed(piece) in text


def test_nothing_lies_beneath_a_black_box() -> None:
    boxes = 0
    for page in pypdfium2.PdfDocument(SAMPLES / "barnsley-2022-07.pdf"):
        text = page.get_textpage()
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
            left, bottom, right, top = item.get_bounds()
            if right - left > 5 and top - bottom > 5 and right - left < 40:
                boxes += 1
                assert not text.get_text_bounded(left + 1, bottom + 1, right - 1, top - 1).strip()
    assert boxes == 3


@every_real_sample
def test_each_figure_was_published(name: str) -> None:
    """Every numeral of a sample's figures and words stands in the council's published text."""
    digits = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
    published = Counter(digits.findall(seed_of(name)))
    for path in GRIDS:
        if path.stem.startswith(f"{name}--"):
            cells = [cell for row in grid_of(path)[1:] for cell in row if cell not in NOT_FIGURES]
            assert set(digits.findall(" ".join(cells))) <= set(published), path.stem
    for row in rows_of(GOLD / "claims" / f"{name}.csv"):
        assert set(digits.findall(row["value_text"])) <= set(published), row["text"]


@pytest.mark.parametrize("path", [path for path in GRIDS if "rotherham" in path.stem], ids=lambda path: path.stem)
def test_a_row_of_the_scorecard_is_the_published_row(path: Path) -> None:
    """Its cells, the empty ones left out, are the last cells of one published line."""
    published = [
        [cell.strip() for cell in line.split("\t") if cell.strip()] for line in seed_of(path.stem).splitlines()
    ]
    first = 3 if path.stem.endswith("scorecard") else 1
    for row in grid_of(path)[3:]:
        wanted = [cell for cell in row[first:] if cell not in NOT_FIGURES and not cell.startswith("[")]
        assert any(line[-len(wanted) :] == wanted for line in published), row


@every_real_sample
def test_no_sentence_of_the_published_report_is_in_the_sample(name: str) -> None:
    """No twelve words in a row are the council's: the longest name of a measure has ten."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z']+|\d[\d,.%]*", text.lower())
        return {tuple(words[start : start + 12]) for start in range(len(words) - 11)}

    ours = (SAMPLES / "words" / f"{name}.md").read_text(encoding="utf-8")
    commentary = [line for line in ours.splitlines() if not re.match(r"#|:(?!DEFINITION)", line)]
    for path in (SAMPLES / "figures").glob(f"{name}--*.csv"):
        heading, *rows = grid_of(path)
        written = [col for col, text in enumerate(heading) if text.startswith(("Outcome", "Commentary"))]
        commentary += [row[col] for row in rows for col in written]
    published = runs(seed_of(name))
    for line in commentary:
        assert not runs(line) & published, line


@pytest.mark.parametrize("path", sorted((GOLD / "claims").glob("*.csv")), ids=lambda path: path.stem)
def test_each_claim_of_the_gold_is_in_its_sentence_and_its_report(path: Path) -> None:
    text = text_of(path.stem)
    for row in rows_of(path):
        assert row["value_text"] in row["text"]
        for piece in row["text"].split("■"):
            assert squeezed(piece) in text


@pytest.mark.parametrize("path", sorted((GOLD / "observations").glob("*.csv")), ids=lambda path: path.stem)
def test_each_observation_of_the_gold_is_in_its_cell(path: Path) -> None:
    grids = {grid.stem.partition("--")[2]: grid_of(grid) for grid in GRIDS if grid.stem.startswith(f"{path.stem}--")}
    for row in rows_of(path):
        table, line, column = row["where"].split(":")
        assert grids[table][int(line)][int(column)] == row["text"]
        assert row["value_text"] in row["text"]


def test_the_gold_names_measures_of_the_catalogue() -> None:
    known = {row["indicator"]: row["unit"] for row in rows_of(HOUSE / "data" / "catalogue" / "indicators.csv")}
    for path in GOLD.glob("*/*.csv"):
        for row in rows_of(path):
            assert row["role"] == "pct_change" or known[row["indicator"]] == row["unit"], (path.name, row)
