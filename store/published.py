"""Rows of what is published: pages, redactions, tables and cells, passages and their sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from records.page import Box, Page
from records.reading import DocumentContent, Reading
from records.table import Sentence, Table
from store.ids import Keys, passage_key

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def published_rows(reading: Reading, keys: Keys) -> Rows:
    """Table -> its rows of this document, for all that extraction gave."""
    content = reading.content
    return {
        "pages": [_page(page, keys.document) for page in content.pages],
        "redactions": [
            {"document_id": keys.document, "page": page.number, "kind": redaction.kind} | box_columns(redaction.box)
            for page in content.pages
            for redaction in page.redactions
        ],
        "problems": [
            {"document_id": keys.document, "number": number, "place": where, "message": message}
            for number, (where, message) in enumerate(sayings(reading))
        ],
        "tables": [_table(table, keys) for table in content.tables],
        "cells": [row for table in content.tables for row in _cells(table, keys.tables[table.number])],
        "passages": _passages(content, keys),
        "sentences": [
            {
                "id": keys.sentences[sentence.number],
                "passage_id": keys.passages[passage_key(sentence.passage)],
                "document_id": keys.document,
                "number": sentence.number,
                "text": sentence.text,
                "tone": str(reading.tones[n]) if n < len(reading.tones) else None,
                "boxes": json.dumps([box_columns(box) for box in lines_of(sentence)])
                if sentence.passage.page
                else None,
            }
            for n, sentence in enumerate(content.sentences)
        ],
        "sentence_themes": _themes(reading, keys.sentences),
    }


def lines_of(sentence: Sentence) -> list[Box]:
    """One box for each line that a sentence's words stand on, in reading order."""
    lines: list[list[Box]] = []
    for box in sentence.boxes(0, len(sentence.text)):
        if lines and lines[-1][-1].top < box.centre[1] < lines[-1][-1].bottom:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [Box.around(line) for line in lines]


def box_columns(box: Box | None) -> Row:
    """A box as its four columns, to the hundredth of a point; nulls for None."""
    if box is None:
        return {"x0": None, "top": None, "x1": None, "bottom": None}
    return {edge: round(getattr(box, edge), 2) for edge in ("x0", "top", "x1", "bottom")}


def text_layer(pages: Iterable[Page]) -> str | None:
    """`yes`, `partial` or `no`: pages whose text was in the file, against those that are pictures of text.

    Pages on which nothing stands count for neither; None where no page says.
    """
    methods = {page.method for page in pages if page.words or page.problem}
    if not methods:
        return None
    return "yes" if methods == {"text"} else "partial" if "text" in methods else "no"


def sayings(reading: Reading) -> list[tuple[str, str]]:
    """Place and message of each problem, once, in the order met."""
    problems = (*reading.content.problems, *reading.problems)
    return list(dict.fromkeys((problem.place, problem.message) for problem in problems))


def _page(page: Page, document: str) -> Row:
    return {
        "document_id": document,
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "method": page.method,
        "problem": page.problem,
    }


def _table(table: Table, keys: Keys) -> Row:
    return (
        keys.links(table.page)
        | {
            "id": keys.tables[table.number],
            "number": table.number,
            "first_page": table.page,
            "last_page": table.last_page or table.page,
            "heading": table.heading,
            "header_rows": table.header_rows,
            "rows": table.rows,
            "cols": table.cols,
            "method": table.method,
        }
        | box_columns(table.box)
    )


def _cells(table: Table, key: str) -> Iterable[Row]:
    seen: set[tuple[int, int]] = set()
    for cell in table.cells:
        if (cell.row, cell.col) not in seen:
            seen.add((cell.row, cell.col))
            yield {
                "table_id": key,
                "row": cell.row,
                "col": cell.col,
                "row_span": cell.row_span,
                "col_span": cell.col_span,
                "text": cell.text,
                "is_header": int(cell.is_header),
                "page": cell.page,
                "fill": cell.fill,
                "upright": int(cell.upright),
            } | box_columns(cell.box)


def _passages(content: DocumentContent, keys: Keys) -> list[Row]:
    rows: dict[str, Row] = {}
    for passage in (*content.passages, *(sentence.passage for sentence in content.sentences)):
        key = keys.passages[passage_key(passage)]
        if key not in rows:
            rows[key] = (
                keys.links(passage.page)
                | {
                    "id": key,
                    "page": passage.page,
                    "number": passage.number,
                    "heading": passage.heading,
                    "kind": str(passage.kind),
                    "text": passage.text,
                    "table_id": None if passage.table is None else keys.tables.get(passage.table),
                    "row": passage.row,
                    "col": passage.col,
                }
                | box_columns(passage.box)
            )
    return list(rows.values())


def _themes(reading: Reading, sentences: dict[int, str]) -> list[Row]:
    """One row a sentence and theme: the mention with the highest score."""
    best: dict[tuple[str, str], Row] = {}
    for mention in reading.themes:
        key = (sentences[mention.sentence], mention.theme)
        if key not in best or best[key]["score"] < mention.score:
            best[key] = {"sentence_id": key[0], "theme": key[1], "score": float(mention.score), "words": mention.words}
    return list(best.values())
