"""Our words and rules beside those of pdfplumber, which shares no code with PDFium, on every page of the corpus."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pdfplumber
import pytest

from extract.pdf import open_pdf
from records.page import Rule, Word

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
NEAR_PT = 1.0
RULE_PT = 1.5
FILES = [
    "rotherham-2020-12.pdf",
    "southampton-2021-01.pdf",
    "barnsley-2020-11.pdf",
    "barnsley-2020-11-scan.pdf",
    "barnsley-2022-07.pdf",
    "herefordshire-2022-02.pdf",
    "agenda-pack.pdf",
    "empty-page.pdf",
    "huge-page.pdf",
    "no-unicode-map.pdf",
    "page-loop.pdf",
]
"""All that can be opened but the bomb, over which pdfplumber does not end."""
PERCENT, PERCENTS = re.compile(r"[\d.]+%"), re.compile(r"([\d.]+%){2,}")
SLANTED = {"(Month", "on", "Month)", "NAT", "TOP", "QTILE"}
"""Column headings at 45 degrees (rotherham-2020-12, page 2), which pdfplumber gives letter by letter."""
HIDDEN = {"█", "(█)."}
"""Marks where pdfplumber gives what stands under a black box (barnsley-2022-07, page 2)."""

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus beside the project is not here")


@pytest.mark.parametrize("name", FILES)
def test_level_words_and_rules_stand_where_pdfplumber_finds_them_on_every_page(name: str) -> None:
    with open_pdf(CORPUS / name) as ours, pdfplumber.open(CORPUS / name) as theirs:
        assert name == "page-loop.pdf" or ours.facts.pages == len(theirs.pages)
        for other in theirs.pages:
            page = ours.page(other.page_number)
            words = [word for word in page.words if word.turn == 0]
            found = other.extract_words(x_tolerance=1.5, y_tolerance=2)
            alone = [word for word in _without_partner(words, found) if not _is_run_together(word, found)]
            assert {word.text for word in alone} <= SLANTED | HIDDEN, page.number
            assert len(alone) <= 0.01 * len(words), page.number
            edges = other.edges
            lines = [edge for edge in edges if edge["object_type"] == "line"]
            assert [rule for rule in page.rules if not any(_is_same(rule, edge) for edge in edges)] == []
            assert [line for line in lines if not any(_is_same(rule, line) for rule in page.rules)] == []
            other.close()


def _is_run_together(word: Word, others: list[dict]) -> bool:
    """True where pdfplumber makes one word of ours and its neighbour: labels of a chart's points that touch."""
    return PERCENT.fullmatch(word.text) is not None and any(
        word.text in other["text"]
        and PERCENTS.fullmatch(other["text"])
        and other["x0"] - NEAR_PT <= word.box.x0
        and word.box.x1 <= other["x1"] + NEAR_PT
        and other["top"] - 3 < word.baseline < other["bottom"] + 3
        for other in others
    )


def _without_partner(words: list[Word], others: list[dict]) -> list[Word]:
    """Our words that have none of the same text within a point of their left and right edges, on their line."""
    pool = defaultdict(list)
    for other in others:
        pool[other["text"]].append(other)
    alone = []
    for word in words:
        partners = [
            other
            for other in pool[word.text]
            if abs(other["x0"] - word.box.x0) <= NEAR_PT
            and abs(other["x1"] - word.box.x1) <= NEAR_PT
            and other["top"] - 3 < word.baseline < other["bottom"] + 3
        ]
        if partners:
            pool[word.text].remove(partners[0])
        else:
            alone.append(word)
    return alone


def _is_same(rule: Rule, edge: dict) -> bool:
    if (edge["orientation"] == "h") != rule.level:
        return False
    box = rule.box
    ours = (box.top, box.x0, box.x1) if rule.level else (box.x0, box.top, box.bottom)
    theirs = (edge["top"], edge["x0"], edge["x1"]) if rule.level else (edge["x0"], edge["top"], edge["bottom"])
    return all(abs(one - other) <= RULE_PT for one, other in zip(ours, theirs))
