"""A stretch of a sentence taken apart, and the words of its clauses that name a measure.

What a clause is called ('number of plans open'), which half of 'A and B' a figure is said of, whether it goes on with
what was named before, and what its section narrows it to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.frames import Frame, SectionState, Time, rate_units, read_frames, read_times
from nlp.laid_out import Tie
from nlp.marks import Mark, Marks, read_marks, worded_marks
from nlp.measures import without_spans
from nlp.ties import tie
from nlp.words import vocabulary
from normalise.periods import FoundPeriod, find_periods
from records.observation import Role, Unit
from records.period import Month, Period

LONGEST, MOST_FIGURES = 1000, 40
"""Characters and numerals of a stretch that is tied as one; a longer sentence is cut at its clauses."""
_ANY_FIGURE = re.compile(r"[\d█■]|X{2}|\bone in\b", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:\W+|\b(?:however|similarly|also|additionally|overall|in addition|this means|again"
    r"|locally|currently|comparatively)\b[\s,]*)+",
    re.IGNORECASE,
)
NEAR = re.compile(
    r"\s(?:(?:more|fewer|less|further|additional)\s)?(?!(?:in|at|to|from|for|and|or|but|with"
    r"|than|which|was|were|is|are|has|have|had"
    r"|compared|on|by|of|as|per|during|since|against|while|when|more|less|higher|lower|fewer"
    r")\b)"
    r"(?P<noun>[\w'’-]+(?:\s(?!(?:in|at|to|from|and|or(?! subsequent)|but|than|which|was|were|is|are|has|have"
    r"|had|compared|on|by|as|during|since|against|while|when|this|more|less)\b)[\w'’-]+){0,13})"
)
OF_PART = re.compile(
    r"(?:\s?%|\scases)?\s(?:in|for|within|across)\s(?:the\s|our\s)?(?P<part>[A-Z][\w&/'’-]*"
    r"(?:\s[\w&/'’-]+){0,4}?\s(?:[Tt]eams?|[Ll]ocality|[Aa]rea|[Ww]ard))\b"
)
_OF_ROLE = re.compile(r"(?:['’]s?)?\s(?:averages?|rates?|figures?|benchmarks?|levels?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?:^|\s)['‘“\"][^'’”\"]*$")
_RECENT = re.compile(
    r"\b(?:last|past|previous|recent)\s(?:[\w.]+\s)?(?:months?|years?|weeks?|quarters?"
    r"|reports?)\b(?!\s(?:or|and) more)",
    re.IGNORECASE,
)
_LABEL_END = re.compile(
    r"[;:]|,\s|\s[-–—]\s|\s\(|\b(?:has|have|had|was|were|is|are|remain(?:s|ed)?|continue[sd]?"
    r"|increased|decreased|reduced|rose|fell|dropped|declined|improved|shows?|stands?|stood"
    r"|reached|saw|during|compared|also|currently)\b",
    re.IGNORECASE,
)
_LABEL_LEAD = re.compile(
    r"^(?:\W+|(?:there (?:was|were|have been|has been|are|is)|performance (?:for|in|on|against"
    r")|in relation to|in terms of|with regards? to|regarding|the|a|an|our|and|but|whereas"
    r"|while|whilst|however|which|that|than|of|with|both|also|overall|total|we|this"
    r"|continue to see|actual|whom|they|are|were|was|is|had|have|has|been|a further|only|just)\b\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence taken apart."""

    text: str
    offset: int
    """Of the stretch in the sentence."""
    marks: Marks
    times: tuple[Time, ...]
    frames: tuple[Frame, ...]
    ties: tuple[Tie, ...]
    noise: tuple[tuple[int, int], ...]
    """Offsets of what says nothing of a measure: figures, times that are no definition, roles, words of change."""


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentence as one, or, where it is too long to be tied as one, cut at clause ends, else at white space."""
    numerals = [hit.start() for hit in re.finditer(r"\d+", text)]
    if len(text) <= LONGEST and len(numerals) <= MOST_FIGURES:
        yield 0, len(text)
        return
    clause_ends = {hit.start() for hit in re.finditer(r"[;,]\s|\s(?:but|however|whereas|while)\s", text)}
    start, last_clause, last_space = 0, 0, 0
    for end in sorted(clause_ends | {hit.start() for hit in re.finditer(r"\s", text)}) + [len(text)]:
        many = bisect_left(numerals, end) - bisect_left(numerals, start) > MOST_FIGURES
        if end - start > LONGEST or many:
            cut = last_clause if last_clause > start else last_space if last_space > start else end
            yield start, cut
            start = cut
        last_space = end
        if end in clause_ends and end - start > LONGEST // 4:
            last_clause = end
    if start < len(text):
        yield start, len(text)


def _with_its_year(text: str, found: FoundPeriod, reported: Period | None) -> FoundPeriod:
    """'for Jan 21 has decreased': two digits behind a month, before a verb, are its year where that is the
    report's own.
    """
    year = re.match(r"\s(\d\d)(?=\s(?:has|had|have|was|were|is)\b)", text[found.end :])
    if found.kind != "month" or year is None or reported is None or abs(2000 + int(year[1]) - reported.end.year) > 1:
        return found
    whole = find_periods(text[found.start : found.end + 3], reported=reported)
    if len(whole) != 1 or whole[0].end != found.end + 3 - found.start:
        return found
    return replace(whole[0], start=found.start, end=found.end + 3)


def _nearest(text: str, found: FoundPeriod, reported: Period | None, until: Month | None) -> FoundPeriod:
    """'in December 67% were', in a paper on November that met in February: the December after, not the year before."""
    if reported is None or until is None or found.kind not in {"month", "month_end"} or found.period is None:
        return found
    later = found.period.end.plus(12)
    if re.search(r"\d", found.text) or not 0 < later.minus(reported.end) <= 3 or later.minus(until) >= 0:
        return found
    return replace(found, period=Period.of(later))


def take_apart(text: str, offset: int, reported: Period | None, until: Month | None = None) -> Stretch:
    """A stretch of a sentence with its numerals, times, frames and ties; `offset` is its place in the sentence.

    `until` is the month of the meeting; a month without its year may lie between `reported` and it.
    """
    worded = worded_marks(text)
    if not worded and not _ANY_FIGURE.search(text):
        # most sentences: nothing to tie, only words for the next sentence to go on with
        return Stretch(text, offset, Marks((), ()), (), tuple(read_frames(text, ())), (), _noise(text, (), ()))
    found = [_with_its_year(text, one, reported) for one in find_periods(text, reported=reported)]
    found = [_nearest(text, one, reported, until) for one in found]
    marks = read_marks(text, [(one.start, one.end) for one in found])
    marks = Marks(tuple(sorted([*marks.figures, *worded], key=lambda f: f.start)), marks.masked)
    times = read_times(text, found, marks.figures, reported=reported)
    frames = read_frames(text, marks.figures)
    units = _units(text, marks.figures, frames)
    ties = tie(text, marks.figures, units, times, reported=reported)
    ties = [_with_unit(t, ties, marks.figures) for t in ties]
    noise = _noise(text, marks.figures, times)
    return Stretch(text, offset, marks, tuple(times), tuple(frames), tuple(ties), noise)


def _units(text: str, figures: Sequence[Mark], frames: Sequence[Frame]) -> list[Unit | None]:
    """Units of the figures: printed, announced by a rate, carried along a list, else a count.

    None: a decimal that only its measure explains.
    """
    units: list[Unit | None] = [figure.unit for figure in figures]
    for place, unit in rate_units(text, figures).items():
        units[place] = unit
    carried = {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.CASES_PER_WORKER, Unit.PER_10K}
    for place, figure in enumerate(figures):
        if units[place] is not None or figure.worded:
            continue
        frame = next(f for f in frames if f.start <= figure.start < f.end or f is frames[-1])
        near = [
            units[p]
            for p, other in enumerate(figures)
            if units[p] in carried and frame.start <= other.start < frame.end
        ]
        decimal = figure.value is not None and figure.value != figure.value.to_integral_value()
        if near and (decimal or near[0] is not Unit.PER_10K) and not NEAR.match(text, figure.end):
            units[place] = near[0]
        elif re.search(
            r"\bcaseloads?\b",
            text if extreme_of(text, frame, figure) else text[frame.start : frame.end],
            re.IGNORECASE,
        ) and not re.match(r"\s(?:social workers|workers|staff|children|practitioners)", text[figure.end :]):
            units[place] = Unit.CASES_PER_WORKER
        elif not decimal:
            units[place] = Unit.COUNT
    return [unit if unit is not None or not figure.worded else Unit.COUNT for unit, figure in zip(units, figures)]


_EXTREME = re.compile(
    r"(?<!its )(?<!their )(?<!our )\b(?P<word>highest|largest|biggest|maximum|lowest|smallest|minimum)\b"
    r"(?!\s(?:since|level|point|ever|for (?:\w+\s)?(?:months|years)))",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:in|for|within|across|among|of)\s(?:the\s|our\s)?(?:key\s|main\s)?(?P<part>(?:[\w&/'’-]+\s){1,5}?(?:teams?|service|locality|area))\b",
    re.IGNORECASE,
)


def extreme_of(text: str, frame: Frame, figure: Mark) -> str | None:
    """'highest' or 'lowest' where the figure is one worker's, not the average of all; None for most."""
    found = _EXTREME.search(text, frame.start, figure.start)
    if found is None:
        return None
    return "lowest" if found["word"].lower() in {"lowest", "smallest", "minimum"} else "highest"


_LIMIT = re.compile(
    r"\b(?:over|past|beyond|more than|longer than|exceeding)\s"
    r"(?P<limit>\d+\s(?:working\s|calendar\s)?(?:days|weeks|months|years))\b",
    re.IGNORECASE,
)


def limit_of(text: str, frame: Frame) -> str:
    """'25 open assessments were already past 45 working days' -> 'over 45 working days'; empty where none."""
    found = _LIMIT.search(text, frame.start, frame.end)
    return f"over {found['limit']}" if found else ""


def team_of(text: str, frame: Frame) -> str:
    """The team that a frame speaks of ('the assessment teams'); empty where none."""
    found = _TEAM.search(text, frame.start, frame.end)
    return found["part"] if found else ""


_DOES = re.compile(
    r"\b(?P<verb>completed|received|handled|took|dealt with|opened|closed|held|carried out|undertook|made|started|began"
    r"|approved|recruited|hold|holds|carry|carries|managed?|ended|finished|concluded|processed|conducted|convened|issued|recorded|accepted|saw|had)\s"
    r"(?:(?:a total of|just|only|some|around|about|another|a further|over|nearly|almost)\s)?$",
    re.IGNORECASE,
)


HELD = frozenset({"hold", "holds", "carry", "carries", "manage", "managed"})
"""What workers do with their cases: the figure is theirs whether or not its noun names a measure."""


def share_of(text: str, mark: Mark) -> tuple[int, int] | None:
    """Where the words stand behind '99.1% of': 'LAC visits in time'."""
    found = re.compile(r"\s?of\s(?:the\s|our\s|all\s)*(?P<noun>[^,;.()]{4,})").match(text, mark.end)
    return found.span("noun") if found else None


def done_to(text: str, frame: Frame, figure: Mark) -> str | None:
    """'Social workers completed 402 assessments' -> 'completed': the verb's object is counted, not who did it."""
    found = _DOES.search(text[frame.start : figure.start])
    return found["verb"].lower() if found and found.start() > 2 else None


def done_to_words(read: Stretch, frame: Frame, mark: Mark, unit: Unit | None) -> tuple[str, str]:
    """What the frame's verb is done to ('assessments'), for its first figure and those that go on with it.

    As bare words and as published; both empty where the frame has no such verb or a later figure has its own noun.
    """
    first = next(f for f in read.marks.figures if f.start >= frame.start)
    if done_to(read.text, frame, first) is None:
        return "", ""
    if mark is not first and (unit is Unit.PERCENT) is not (first.unit is Unit.PERCENT):
        return "", ""
    hit = NEAR.match(read.text, first.end)
    span = share_of(read.text, first) if first.unit is Unit.PERCENT else hit.span("noun") if hit else None
    if span is None or (mark is not first and first.start < mark.start < span[1]):
        return "", ""
    later = [f.start for f in read.marks.figures if f.start > first.start]
    end = min([span[1], *later])
    return without_spans(read.text, read.noise, span[0], end), read.text[span[0] : end].strip()


_LISTED = re.compile(
    r"[\s)%,;:]*(?:\b(?:and|with|while|plus|including|a further|another|of which)\b\s?)*", re.IGNORECASE
)
_BEHIND_ENDS = re.compile(
    r"[,;:()]|\.\s|\.$|\s[-–—]\s|\b(?:and|while|whilst|with|but|compared|against|up from|down from)\b"
)


def behind(read: Stretch, frame: Frame, mark: Mark) -> tuple[int, int] | None:
    """Where a later figure of a list has words of its own: '92 for neglect, 71 for other abuse'."""
    earlier = [f.end for f in read.marks.figures if frame.start <= f.start < mark.start]
    if not earlier or not _LISTED.fullmatch(_bare(read, earlier[-1], mark.start)):
        return None
    later = [f.start for f in read.marks.figures if f.start > mark.start]
    stop = _BEHIND_ENDS.search(read.text, mark.end + 1)
    end = min([frame.end, *later, *([stop.start()] if stop else [])])
    return (mark.end, end) if end - mark.end > 4 else None


def _bare(read: Stretch, start: int, end: int) -> str:
    """The text between two figures of a list without the words that the first of them has behind it."""
    gap = read.text[start:end]
    cut = max((hit.start() for hit in re.finditer(r"[,;:]\s|\s(?:and|with|while|plus)\s", gap)), default=0)
    return gap[cut:]


_BESIDE = re.compile(r"\)?,?\s(?:and|while|whilst|with|but|whereas)\s(?P<words>[^;(),]{4,120})$", re.IGNORECASE)


def beside(text: str, frame: Frame, read: Stretch, mark: Mark) -> tuple[int, int] | None:
    """Where the words stand that lead from the figure before to this one: ', and assessments in time 84%'."""
    earlier = [f.end for f in read.marks.figures if frame.start <= f.start < mark.start]
    found = _BESIDE.search(text[earlier[-1] : mark.start]) if earlier else None
    return (earlier[-1] + found.start("words"), mark.start) if found else None


def _with_unit(one: Tie, ties: Sequence[Tie], figures: Sequence[Mark]) -> Tie:
    """A bare target or benchmark of a share is a share ('81% against a target of 85')."""
    if (
        (one.role.is_goal or one.role.is_benchmark)
        and one.unit in {Unit.COUNT, None}
        and figures[one.figure].unit is None
    ):
        others = [t for t in ties if t.role is Role.ACTUAL or t.role.is_benchmark]
        shares = [t.unit for t in sorted(others, key=lambda t: abs(t.figure - one.figure)) if t.figure != one.figure]
        if shares and shares[0] in {Unit.PERCENT, Unit.PER_10K, Unit.DAYS, Unit.WEEKS}:
            return replace(one, unit=shares[0], measured_in=shares[0])
    return one


def _noise(text: str, figures: Sequence[Mark], times: Sequence[Time]) -> tuple[tuple[int, int], ...]:
    spans = [(f.start, f.end) for f in figures] + [span for f in figures for span in f.numerals]
    spans += [(t.start, t.end) for t in times if not t.definition]
    spans += [hit.span() for hit in _RECENT.finditer(text)]
    for kind in ("role", "change", "steady", "filler"):
        found = vocabulary(kind).find(text)
        if kind == "role":
            spans += [hit.span() for word in found if (hit := _OF_ROLE.match(text, word.end))]
        spans += [(w.start, w.end) for w in found if not re.match(r"(?:up|down)(?!\w)", w.words.lower())]
    return tuple(sorted(spans))


_COUNTS_AHEAD = re.compile(
    r"(?:of the )?[\d,]+\s(?:out )?of (?:the )?[\d,]+\s\(|(?:of whom |of which )?[\d,]+\s(?:of (?:whom|which) )?\("
    r"|(?:\w+|\d) in (?:every )?\w+(?: of (?:these|those|them|which|whom))?,? \(",
    re.IGNORECASE,
)
"""What stands before a share that was said as a count or in words first; its measure's words come behind it."""


def label_of(text: str, frame: Frame, read: Stretch) -> str:
    """The words of a frame that name its measure, as published; empty where none stand there."""
    start, end = frame.start, frame.end
    figures = [f for f in read.marks.figures if start <= f.start < end]
    lead = _LABEL_LEAD.match(text[start:end])
    begin = start + lead.end() if lead else start
    head = next(
        (
            w
            for w in vocabulary("head").find(text[begin:end])
            if w.start < 40 and (not figures or begin + w.start < figures[0].start)
        ),
        None,
    )
    if head and not _LABEL_END.search(text[begin : begin + head.start]):
        begin += head.start
    if figures and (parts := [end for start, end in figures[0].numerals if begin <= start < figures[0].start]):
        # 'Of 205 care leavers, 192 were in touch (93.7%)': what the counted ones did
        did = re.match(r"\s(?!of\b)[a-z][^,;()]+(?=\s\(?$)", text[max(parts) : figures[0].start].rstrip("(") + " ")
        begin = max(parts) + 1 if did else begin
        begin += lead.end() if did and (lead := _LABEL_LEAD.match(text[begin:end])) else 0
    counts_ahead = figures and _COUNTS_AHEAD.fullmatch(text[begin : figures[0].start])
    if figures and (figures[0].start - begin < 3 or counts_ahead):
        begin = figures[0].end  # '19 plans had been completed at ...': the words behind the figure
        bracket = re.match(r"\s\([^)]*\)", text[begin:end])
        begin += bracket.end() if bracket else 0
        unit = re.match(r"\s?(?:\)\s(?:of\s)?|of\s|%\s)(?:the\s)?", text[begin:])
        begin += unit.end() if unit else 0
        stops = (
            [t.start for t in read.times if t.start >= begin and not t.definition]
            + [f.start for f in figures[1:] if f.start >= begin]
            + [end]
        )
        places = [f.start for f in read.marks.figures]
        ends = re.finditer(r"[;:]|,\s|\s\(|\bwhich\b|\bcompared\b|\bof which\b", text[begin:end])
        hit = next((e for e in ends if _ends_label(text[begin:], 0, e, [p - begin for p in places])), None)
    else:
        stops = (
            [f.start for f in figures] + [t.start for t in read.times if t.start >= begin and not t.definition] + [end]
        )
        ends = (e for e in _LABEL_END.finditer(text, begin + 1, end) if e.end() - begin >= 4)
        places = [f.start for f in read.marks.figures]
        hit = next((e for e in ends if _ends_label(text, begin, e, places)), None)
        if hit:
            stops.append(hit.start())
            hit = None
    stop = min(stops)
    if hit:
        stop = min(stop, begin + hit.start())
    label = text[begin:stop].strip(" ,.;:-–—(")
    label = re.sub(r"(?:\s(?:in|at|for|of|to|from|the|during|and|on|by|with|as|a|an))+$", "", label)
    return label if len(label) > 2 else ""


def _ends_label(text: str, begin: int, hit: re.Match[str], figures: Sequence[int]) -> bool:
    """Whether a verb, comma or bracket ends the naming words: not in quotes or brackets, not in 'who have had',
    ', and in'.
    """
    before = text[begin : hit.start()]
    if _QUOTED.search(before) or before.count("(") > before.count(")"):
        return False
    if (
        re.search(r"\b(?:who|that|which|or|and)\s(?:(?:have|has|had|are|were|was|is)\s)?$", before, re.IGNORECASE)
        and hit.group()[0].isalpha()
    ):
        return False
    if re.match(r",\s[a-z]+\sor\s[a-z]+", text[hit.start() :]):
        return False  # 'in education, employment or training'
    if hit.group() == " (":
        closes = text.find(")", hit.end())
        inside = text[hit.end() : closes]
        return closes < 0 or bool(re.search(r"\d\s?%", inside)) or any(hit.start() < p < closes for p in figures)
    return not (
        hit.group().startswith(",")
        and re.match(r",\s(?:and|or)\s(?:in|with|who|having|at|on|for|their|not)\b", text[hit.start() :])
    )


_HALVES = re.compile(
    r"(?:\bboth\s)?(?P<a>[\w\s'’()&-]+?),?\s(?:and|&)\s(?P<b>[\w\s'’()&-]+?)\s"
    r"(?=(?:recorded|reached|was|were|are|is|have|has|had|increased|decreased|reduced"
    r"|remain\w*|rose|fell|stood|stands?|"
    r"improved|declined|dropped|in|at|of|from|during)\b)",
    re.IGNORECASE,
)


def half_of(text: str, frame: Frame, read: Stretch, mark: Mark) -> str:
    """'both A and B were 5% and 13% respectively': the half that a figure is said of; empty where nothing is
    shared out.
    """
    stretch = text[frame.start : frame.end]
    mine = [t.figure for t in read.ties if frame.start <= read.marks.figures[t.figure].start < frame.end]
    shared = re.search(r"\brespectively\b", stretch, re.IGNORECASE)
    actual = [f for f in mine if next(t for t in read.ties if t.figure == f).role is Role.ACTUAL]
    first = read.marks.figures[mine[0]].start - frame.start
    halves = _HALVES.search(stretch[:first])
    if not shared or not halves or len(actual) % 2 or mark not in [read.marks.figures[f] for f in actual]:
        return ""
    one, other = (_LABEL_LEAD.sub("", part).strip() for part in (halves["a"], halves["b"]))
    place = [read.marks.figures[f] for f in actual].index(mark) % 2
    if place == 0:
        # 'primary and secondary attendance': the first half lacks the noun of the second
        return one if len(one.split()) > 1 or len(other.split()) == 1 else f"{one} {other.split(maxsplit=1)[-1]}"
    if len(one.split()) > 3 and len(other.split()) <= 2 and not re.match(r"(?:number|percentage|proportion)\b", one):
        return f"{one.rsplit(maxsplit=1)[0]} {other}"
    head = re.match(r"(?:number|percentage|proportion|rate|timeliness)\sof\s", one, re.IGNORECASE)
    return f"{head.group()}{other}" if head and not re.match(r"(?:the )?(?:number|percentage)", other) else other


def in_turn_of(read: Stretch) -> dict[int, int]:
    """'A at 79% and B at 96%, against targets of 85% and 98% respectively': place of a goal -> of its figure."""
    answer: dict[int, int] = {}
    actual = [t.figure for t in read.ties if t.role is Role.ACTUAL]
    ruled: dict[tuple[int, int], list[int]] = {}
    for one in read.ties:
        if one.words and (one.role.is_goal or one.role.is_benchmark):
            ruled.setdefault(one.words, []).append(one.figure)
    for figures in ruled.values():
        before = [place for place in actual if place < figures[0]]
        if len(figures) > 1 and len(before) >= len(figures):
            answer |= dict(zip(figures, before[-len(figures) :]))
    return answer


def goes_on_with(text: str) -> bool:
    """True for a sentence that opens as one that goes on with the measure before: 'this', 'performance', 'our rate'."""
    opening = _OPENERS.sub("", text)
    found = vocabulary("anaphor").opens(opening)
    return found is not None and not re.match(r"\s(?:of|with|for|who|that|leaving|entering)\b", opening[found.end :])


def qualifiers_of(words: str, headings: Sequence[str], state: SectionState) -> str:
    """What the headings, else the section so far, narrow a measure to where the clause itself does not ('updated')."""
    own = dict(found.value.split("/") for found in vocabulary("qualifier").find(words))
    answer: dict[str, str] = {}
    for heading in headings:
        found = [one.value.partition("/") for one in vocabulary("qualifier").find(heading)]
        for kind in {kind for kind, _, _ in found}:
            said = {word for other, _, word in found if other == kind}
            answer[kind] = said.pop() if len(said) == 1 else ""
    for kind, word in state.qualifiers.items():
        answer.setdefault(kind, word)
    return " ".join(word for word in (answer | own).values() if word)
