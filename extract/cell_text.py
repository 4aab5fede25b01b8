"""Words of one cell -> its text: lines in order, turned and stacked letters joined, footnote marks set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from records.page import Box, Word

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SMALL = 0.85
"""A raised mark is at most so large as a share of its host's size."""
MOST_RISE = 0.75
"""And stands no higher above its host's baseline, in ems."""
_BASELINE, _LEFT = attrgetter("baseline"), attrgetter("box.x0")
_MARK = re.compile(r"[(\[]?(\d{1,2}|[a-h*†‡§¶#])([,/](\d{1,2}|[a-h*†‡§¶#]))*[)\]]?")
_ENDS_IN_SUPERSCRIPT = re.compile(rf"(.*[\w%)])([{SUPERSCRIPTS}]+)")
_PARTED = re.compile(r"(?<=[^\W\d_])- (?=[a-z])")
_UNITS = {"m", "km", "cm", "mm"}
"""`m2` with a raised 2 is a unit, not a footnote."""


@dataclass(slots=True)
class CellText:
    """What stands in a cell. Not frozen: every cell of a page is read into one, and frozen ones cost double."""

    text: str
    words: tuple[Word, ...]
    """In reading order, footnote marks as words of their own although `text` leaves them out."""
    upright: bool
    lines: int
    """How many lines the text has."""


_NOTHING = CellText("", (), True, 0)


def word_centre(word: Word) -> tuple[float, float]:
    """The middle of the small letters: loose boxes of some fonts are far too high or low."""
    box = word.box
    if word.turn == 0:
        return (box.x0 + box.x1) / 2, word.baseline - 0.3 * word.size
    x, y = box.centre
    if word.turn == 180:
        return x, word.baseline + 0.3 * word.size
    return (word.baseline - 0.3 * word.size if word.turn == 90 else word.baseline + 0.3 * word.size), y


def read_cell(words: Sequence[Word]) -> CellText:
    """Text of the words that stand in one cell, whatever their order and turn.

    Lines are joined by single spaces; letters stacked one over the other make one word; a small raised footnote mark
    behind a word stays out of the text (`416¹` is `416`), an ordinal's letters stay in (`11th`).
    """
    if not words:
        return _NOTHING
    if len(words) == 1 and words[0].turn == 0 and words[0].text[-1] not in SUPERSCRIPTS:
        return CellText(words[0].text, tuple(words), True, 1)
    if _is_plain_line(words):
        line = sorted(words, key=_LEFT)
        return CellText(" ".join([word.text for word in line]), tuple(line), True, 1)
    if not any([word.turn or word.text[-1] in SUPERSCRIPTS for word in words]):
        lines = lines_of_words(words)
        stacked = _stacked(lines)
        if stacked is None:
            plain = tuple([word for line in lines for word in line])
            return CellText(_joined([text for text in map(line_text, lines) if text]), plain, True, len(lines))
    turned: dict[int, list[Word]] = {}
    for word in words:
        turned.setdefault(word.turn, []).append(word)
    upright = sum(len(word.text) for word in turned.get(0, ())) * 2 >= sum(len(word.text) for word in words)
    texts: list[str] = []
    ordered: list[Word] = []
    count = 0
    for turn, group in sorted(turned.items()):
        lines = lines_of_words([part for word in group for part in _superscript_parted(word)], turn)
        count += len(lines)
        stacked = _stacked(lines) if turn == 0 else None
        if stacked is not None:
            texts.append(stacked)
            upright = False
        else:
            texts += [text for text in map(line_text, lines) if text]
        ordered += [word for line in lines for word in line]
    return CellText(_joined(texts), tuple(ordered), upright, count)


def _is_plain_line(words: Sequence[Word]) -> bool:
    """True for level words of one size on one baseline, none raised: most cells, and told at once."""
    baseline, size = words[0].baseline, words[0].size
    for word in words:
        if word.baseline != baseline or word.size != size or word.turn:
            return False
        if word.text[0] in SUPERSCRIPTS or word.text[-1] in SUPERSCRIPTS:
            return False
    return True


def _joined(lines: Sequence[str]) -> str:
    """Lines with a space between, none after a hyphen at which a word was parted ('re-' over 'referrals')."""
    text = " ".join(lines)
    return _PARTED.sub("-", text) if len(lines) > 1 and "- " in text else text


def lines_of_words(words: Sequence[Word], turn: int = 0) -> list[list[Word]]:
    """Words of one turn as lines in reading order; raised marks stay on the line of the word they touch."""
    if not words:
        return []
    sign = 1.0 if turn in (0, 90) else -1.0
    ordered = sorted(words, key=_BASELINE if sign > 0 else lambda word: -word.baseline)
    head, line = ordered[0], [ordered[0]]
    lines = [line]
    for word in ordered[1:]:
        size = word.size if word.size < head.size else head.size
        if sign * (word.baseline - head.baseline) <= 0.5 * size:
            line.append(word)
        else:
            head, line = word, [word]
            lines.append(line)
    sizes = [word.size for word in ordered]
    for above, below in pairwise(lines) if min(sizes) <= SMALL * max(sizes) else ():
        for word in _raised_marks(above, below, turn):
            above.remove(word)
            below.append(word)
    lines = [line for line in lines if line]
    for line in lines:
        if len(line) > 1:
            line.sort(key=_LEFT if turn == 0 else lambda word: _along(word, turn)[0])
    return lines


def _raised_marks(above: Sequence[Word], below: Sequence[Word], turn: int) -> list[Word]:
    """The words of a line that are small raised marks of the line below it."""
    largest = max([word.size for word in below])
    small = [word for word in above if word.size <= SMALL * largest]
    if not small:
        return []
    if turn == 0 and min([w.baseline for w in below]) - max([w.baseline for w in small]) > MOST_RISE * largest:
        return []
    return [mark for mark in small if any(_raised_on(mark, host, turn) for host in below)]


def line_text(line: Sequence[Word]) -> str:
    """Words of a line joined by spaces; footnote marks left out, raised letters joined to their word."""
    if len(line) == 1:
        return line[0].text
    sizes = [word.size for word in line]
    if min(sizes) > SMALL * max(sizes) and not any([word.turn or word.text[0] in SUPERSCRIPTS for word in line]):
        return " ".join([word.text for word in line])  # nothing raised: nearly every line
    text = line[0].text
    host = line[0]
    for word in line[1:]:
        if word.text[0] in SUPERSCRIPTS or (word.size <= SMALL * host.size and _raised_on(word, host, word.turn)):
            if _MARK.fullmatch(word.text) or word.text[0] in SUPERSCRIPTS:
                text += word.text if host.text in _UNITS else ""
            else:
                text += word.text
            continue
        touching = word.turn != 0 and _along(word, word.turn)[0] - _along(host, word.turn)[1] < 0.08 * word.size
        text += word.text if touching else " " + word.text
        host = word
    return text


def _along(word: Word, turn: int) -> tuple[float, float]:
    """Start and end of a word in the direction of reading."""
    box = word.box
    if turn == 0:
        return box.x0, box.x1
    return {90: (-box.bottom, -box.top), 180: (-box.x1, -box.x0), 270: (box.top, box.bottom)}[turn]


def _down(word: Word, turn: int) -> float:
    """Where a word's line stands in the direction in which lines follow each other."""
    return word.baseline if turn in (0, 90) else -word.baseline


def _raised_on(mark: Word, host: Word, turn: int) -> bool:
    """True where `mark` is a small raised word that touches the end of `host`."""
    if mark.size > SMALL * host.size or mark is host:
        return False
    rise = _down(host, turn) - _down(mark, turn)
    gap = _along(mark, turn)[0] - _along(host, turn)[1]
    return 0.12 * host.size <= rise <= MOST_RISE * host.size and -0.25 * host.size <= gap <= 0.35 * host.size


def _superscript_parted(word: Word) -> list[Word]:
    """`416¹` in one run of characters -> `416` and its mark, the box shared out by the number of characters."""
    if word.text[-1] not in SUPERSCRIPTS:
        return [word]
    found = _ENDS_IN_SUPERSCRIPT.fullmatch(word.text)
    if found is None or found[1] in _UNITS or word.turn:
        return [word]
    at = word.box.x0 + word.box.width * len(found[1]) / len(word.text)
    body = replace(word, text=found[1], box=Box(word.box.x0, word.box.top, at, word.box.bottom))
    return [body, replace(word, text=found[2], box=Box(at, word.box.top, word.box.x1, word.box.bottom))]


def _stacked(lines: Sequence[Sequence[Word]]) -> str | None:
    """The word that letters set one under the other make; None where the lines are no such stack."""
    if len(lines) < 3 or any(len(line) != 1 or len(line[0].text) != 1 for line in lines):
        return None
    letters = [line[0] for line in lines]
    if not all(letter.text.isalpha() or letter.text in "-&/'" for letter in letters):
        return None
    middle = letters[0].box.centre[0]
    if any(abs(letter.box.centre[0] - middle) > 0.6 * letter.size for letter in letters):
        return None
    steps = [below.baseline - above.baseline for above, below in pairwise(letters)]
    usual = sorted(steps)[len(steps) // 2]
    text = letters[0].text
    for letter, step in zip(letters[1:], steps):
        text += (" " if step > 1.6 * usual else "") + letter.text
    return text
