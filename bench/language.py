"""How fast sentences become figures, themes and tone, beside what spaCy alone takes to find the sentences.

    python bench/language.py [NAME=FOLDER ...] [--add-to docs/bench.md]

The text of every paper is read first and not counted; nor is the loading of the catalogue. Then the language step
runs once, cold, in this process on one thread: nothing was read before, so that no answer is remembered. The limit is
a blank English pipeline with a sentencizer on the same passages. Without folders the sample reports are read.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import spacy

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.document import put_together  # noqa: E402
from extract.worker import Limits  # noqa: E402
from extract.worker import read_document as read_pages  # noqa: E402
from nlp.sentences import sentences_of  # noqa: E402
from normalise.packs import parts_of  # noqa: E402
from normalise.reports import reports_of  # noqa: E402
from pipeline import Canon  # noqa: E402
from records.observation import Candidate  # noqa: E402
from records.page import Box  # noqa: E402
from records.reading import DocumentContent, Report  # noqa: E402
from records.table import Passage, PassageKind  # noqa: E402

HEADING = "## The language step"
LONG = 20_000
"""Characters of the one sentence that is tried alone."""


@dataclass
class Clock:
    """CPU seconds of each part of the step."""

    sentences: float = 0.0
    claims: float = 0.0
    themes: float = 0.0
    tone: float = 0.0

    @property
    def all(self) -> float:
        """Seconds of the whole step."""
        return self.sentences + self.claims + self.themes + self.tone


Paper = tuple[DocumentContent, tuple[Report, ...]]


def papers_of(folder: Path, canon: Canon) -> list[Paper]:
    """The passages of a folder's PDFs, pictures left out, and the reports that they hold."""
    found = []
    for path in sorted(folder.rglob("*.pdf")):
        facts, contents = read_pages(path, limits=Limits(ocr_seconds=0, second_reading="none"))
        parts = parts_of([content.page for content in contents], facts.outline)
        content = put_together(facts, contents, [(part.first_page, part.last_page) for part in parts])
        _, reports = reports_of(
            replace(content, sentences=tuple(sentences_of(content.passages))), parts, canon.reference, None
        )
        found.append((content, tuple(reports)))
    return found


def read(papers: Sequence[Paper], canon: Canon, clock: Clock) -> tuple[int, int]:
    """How many sentences and figures the papers have; the clock says what finding them took."""
    sentences = figures = 0
    now = time.process_time
    for content, reports in papers:
        began = now()
        own = tuple(sentences_of(content.passages))
        clock.sentences += now() - began
        whole = replace(content, sentences=own)
        claims: list[Candidate] = []
        for report in reports:
            part, front = whole.of_pages(report.first_page, report.last_page).sentences, report.front
            began = now()
            claims += canon.claims.read(part, reported=front.report_period, authority_id=front.authority_id)[0]
            clock.claims += now() - began
        polarities = {
            one.evidence.sentence: canon.catalogue.by_id[one.indicator_id].polarity
            for one in claims
            if one.indicator_id and one.evidence.sentence is not None
        }
        began = now()
        canon.themes.tag(own)
        clock.themes += now() - began
        began = now()
        canon.tones.tones(own, polarities=polarities)
        clock.tone += now() - began
        sentences, figures = sentences + len(own), figures + len(claims)
    return sentences, figures


def limit(papers: Sequence[Paper]) -> float:
    """Sentences per CPU second by spaCy's blank pipeline with a sentencizer, over the same passages."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    texts = [passage.text for content, _ in papers for passage in content.passages]
    began = time.process_time()
    found = sum(len(list(doc.sents)) for doc in language.pipe(texts, batch_size=256))
    return found / (time.process_time() - began)


def seconds_of_one(text: str, canon: Canon) -> float:
    """CPU seconds that the step takes for one passage."""
    passage = Passage(1, 0, "Referrals", PassageKind.PARAGRAPH, text, Box(0, 0, 1, 1))
    began = time.process_time()
    found = sentences_of([passage])
    canon.claims.read(found, reported=None, authority_id=None)
    canon.tones.tones(found)
    canon.themes.tag(found)
    return time.process_time() - began


def report(folders: dict[str, Path]) -> str:
    """All that was measured, as Markdown."""
    lines = [
        HEADING,
        "",
        "Sentences, their figures with measure, month and role, their themes and their tone: what one process on",
        "one thread takes for text that it has not met, once the catalogue is loaded. The limit is spaCy's blank",
        "English pipeline with a sentencizer on the same passages in the same run.",
        f"Python {platform.python_version()}, spaCy {version('spacy')}.",
        "",
        "| text of | sentences | figures | sentences per CPU second | of which figures take | themes | tone | limit |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, folder in folders.items():
        canon = Canon.load(ROOT / "data")
        papers = papers_of(folder, canon)
        canon = Canon.load(ROOT / "data")
        gc.collect()
        clock = Clock()
        sentences, figures = read(papers, canon, clock)
        shares = [f"{100 * part / clock.all:.0f} %" for part in (clock.claims, clock.themes, clock.tone)]
        cells = (
            name,
            f"{sentences:,}",
            f"{figures:,}",
            f"{sentences / clock.all:,.0f}",
            *shares,
            f"{limit(papers):,.0f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    one = "In May 412 referrals (81.5%) were made against 398 in April and "
    took = seconds_of_one(one * (LONG // len(one)) + "no more.", Canon.load(ROOT / "data"))
    lines += ["", f"One sentence of {LONG:,} characters and a thousand figures takes {took:.2f} seconds.", ""]
    return "\n".join(lines)


def main() -> None:
    """Measures what the command line names; see the head of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", nargs="*", metavar="NAME=FOLDER")
    parser.add_argument(
        "--add-to", type=Path, metavar="FILE", help="put this section last in a report, not on the screen"
    )
    asked = parser.parse_args()
    named = [entry.partition("=") for entry in asked.collections]
    folders = {name: Path(folder) for name, _, folder in named} or {"the sample reports": ROOT / "data" / "documents"}
    text = report(folders)
    if asked.add_to:
        before = asked.add_to.read_text(encoding="utf-8").partition(HEADING)[0] if asked.add_to.exists() else ""
        asked.add_to.write_text(f"{before.rstrip()}\n\n{text}".lstrip(), encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
