"""The words of a frame that name its measure: its label, the half of 'A and B' that a figure is said of.

Also whether a sentence goes on with what was named before, and what its section narrows it to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.frames import Frame
from nlp.laid_out import Stretch
from nlp.marks import Mark
from nlp.openings import behind_adjunct, counted_there, moved_before
from nlp.section import SectionState
from nlp.words import vocabulary
from records.observation import Role

REPORTED = (
    r"(?:(?:it (?:was|is)|there (?:was|is)|members|officers|the (?:chair|committee|panel|board|report"
    r"|head of service|director|(?:\w+ )?officer)|a member|councillors?|we)\s(?:were |was |also |then |is )*"
    r"(?:noted|noting|heard|told|advised|informed|reported|explained|said|stated|asked|queried|established|highlighted"
    r"|pleased to see|concerned|concerning|a concern|confirmed|clear|seen|estimated)"
    r"\s(?:that|whether|to (?:note|hear) that)\b"
    r"|(?:the|a|an|our|it|this|members?|officers)\b[^,;:.\d%]{0,80}?\s(?:explained|reported|advised|noted|confirmed|informed|told"
    r"|added|stated|highlighted|updated|said|says|shows?|reveals?|revealed|showed|found|briefed)\s(?:(?:the\s)?\w+\s)?"
    r"(?:that\b|(?:on|about)(?=\sthe\s(?:number|percentage|proportion|rate)\b)"
    r"|(?=there\s(?:was|were|is|are|has|have|had)\b))"
    r"|(?!(?:the|our|a|an)\s(?:\w+\s)?(?:number|percentage|proportion|rate|share)\b)[A-Za-z][^;:\d%]{2,110}?"
    r"(?<!\bwho)(?<!\bwhich)(?<!\bchildren)(?<!\bpeople)(?<!\bleavers)(?<!\bcarers)"
    r"\s(?:(?:was|were|is|are|had|has|then|also|further)\s)*(?:pleased to |happy to |able to )?"
    r"(?:announced?|report(?:ed)?|advised?|noted?|notes|explain(?:ed|s)?|inform(?:ed|s)?|confirm(?:ed|s)?|told|added|stated?"
    r"|highlight(?:ed|s)?|outlin(?:ed|es?)|recogni[sz]ed?|clarified|commented|mentioned|emphasi[sz]ed|responded|answered)"
    r"\s(?:(?:the\s|members\s)?(?:\w+\s){0,2})?that,?\b"
    r"|(?:the|a|an|our|members?|officers)\b[^,;:.\d%]{0,80}?\s(?:provided|gave|presented|received|had)"
    r"\s(?:the\s\w+\s)?(?:with\s)?an?\s"
    r"(?:\w+\s)?(?:update|overview|summary|report|briefing)"
    r"\s(?:on|of|about|regarding|to the (?:panel|board|committee) on)"
    r"(?=\s(?:the\s|our\s)?(?:(?:current|overall|total)\s)?(?:number|percentage|proportion|rate)\b))"
)
"""How minutes open a sentence whose figures are of something else: with who said it."""
_OPENERS = re.compile(
    rf"^(?:\W+|{REPORTED}|\b(?:[a-z]+ly(?=,)|however|similarly|also|additionally|overall|in addition|this means|again"
    r"|locally|currently|comparatively)\b[\s,]*)+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:^|\s)['‘“\"][^'’”\"]*$")
_LABEL_END = re.compile(
    r"[;:]|,\s|\s[-–—]\s|\s\(|\b(?:has|have|had|was|were|is|are|remain(?:s|ed)?|continue[sd]?"
    r"|increased|decreased|reduced|rose|fell|dropped|declined|improved|shows?|stands?|stood"
    r"|reached|saw|during|compared|also|currently|because|although|so(?!\sfar)|peaked)\b",
    re.IGNORECASE,
)
_LABEL_LEAD = re.compile(
    rf"^(?:\W+|(?:[A-Z]?\d{{0,2}}\)\s)?[a-z]\)\s"
    rf"|(?:{REPORTED}|[a-z]+ly(?=,)|of (?:these|those|them|whom|which)(?=[\s,])"
    r"|(?:following|after|despite|given) [^,;:.()\d]{3,60},"
    r"|(?:continued |sustained |further |significant |slight |good |steady )?(?:consistency|improvement|stability"
    r"|progress|reduction|increase|decrease) in (?=(?:the |our )?(?:percentage|proportion|number|rate|timeliness) of\b)"
    r"|there (?:was|were|have been|has been|are|is)|performance (?:for|in|on|against"
    r")|in relation to|in terms of|(?:with|in) (?:regards?|respect) (?:to|of)|regarding|the|a|an|our|and|but|whereas"
    r"|while|whilst|however|which|that|than|of|with|both|also|overall|total|we|this"
    r"|continue to see|actual|whom|they|are|were|was|is|had|have|has|been|a further|only|just)\b\s*)+",
    re.IGNORECASE,
)
_TIME_LEAD = re.compile(
    r"[\s,]*(?:(?:in|at|as at|as of|by|over|during|for|throughout|since|on|to|from|of|within|the|end|start|whole|course"
    r"|month|period)\s)*",
    re.IGNORECASE,
)
_APPROXIMATELY = re.compile(
    r"(?:around|about|approximately|nearly|almost|some|over|more than|just (?:over|under)|roughly|only|a total of"
    r"|up to)\s",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?:\W|and\s)*(?:as regards|(?:with|in) (?:regards?|respect|relation|terms) (?:to|of)|regarding|as for|for"
    r"|among|of)\s"
    r"[^,;:\d]{3,60},\s(?:around |about |approximately |some |nearly |almost )?",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"(?:\W|and\s)*(?:in|at|within|across|under|throughout|from|through|by)\s(?:the\s|our\s)?[^,;:\d]{3,50},?\s",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s(?!(?:of|in|at|to|from|and|or|for|compared|against|which|was|were|is|are|has|have|had|per|more|less|fewer"
    r"|higher|lower|above|below|on|with|by|than|as|a|the|this|up|down)\b)[a-z][\w'’-]*\s"
)
_COUNTED_NOUN = re.compile(r"\s[A-Za-z][\w'’-]{2,}")
_NEXT_FIGURE = re.compile(r"\s?(?:,|,?\sand|&)\s")
_SHARE_OF = re.compile(r"\s?of\s")
_COUNTS_AHEAD = re.compile(
    r"(?:of the )?[\d,]+\s(?:out )?of (?:the )?[\d,]+\s\(|(?:of whom |of which )?[\d,]+\s(?:of (?:whom|which) )?\("
    r"|(?:\w+|\d) in (?:every )?\w+(?: of (?:these|those|them|which|whom))?,? \(",
    re.IGNORECASE,
)
"""What stands before a share that was said as a count or in words first; its measure's words come behind it."""


_LOOSE_END = re.compile(r"(?:\s(?:in|at|for|of|to|from|the|during|over|since|and|on|by|with|as|a|an))+$")


def label_of(text: str, frame: Frame, read: Stretch) -> str:
    """The words of a frame that name its measure, as published; empty where none stand there."""
    start, end = frame.start, frame.end
    figures = [f for f in read.marks.figures if start <= f.start < end]
    begin = _begin_of(text, frame, read, figures)
    if figures and (parts := [end for start, end in figures[0].numerals if begin <= start < figures[0].start]):
        # 'Of 205 care leavers, 192 were in touch (93.7%)': what the counted ones did
        did = re.match(r"\s(?!of\b)[a-z][^,;()]+(?=\s\(?$)", text[max(parts) : figures[0].start].rstrip("(") + " ")
        begin = max(parts) + 1 if did or text[begin : begin + 1].isdigit() else begin
        begin += lead.end() if did and (lead := _LABEL_LEAD.match(text[begin:end])) else 0
    counts_ahead = figures and _COUNTS_AHEAD.fullmatch(text[begin : figures[0].start])
    if figures and (figures[0].start - begin < 3 or counts_ahead):
        begin, stop = _behind_first(text, frame, read, figures)
    else:
        stops = [f.start for f in figures] + _time_starts(read, begin) + [end]
        ends = (e for e in _LABEL_END.finditer(text, begin + 1, end) if e.end() - begin >= 4)
        places = [f.start for f in read.marks.figures]
        hit = next((e for e in ends if _ends_label(text, begin, e, places)), None)
        stop = min([*stops, *([hit.start()] if hit else [])])
    label = text[begin:stop].strip(" ,.;:-–—(")
    label = _LOOSE_END.sub("", label)
    return label if len(label) > 2 else ""


def _begin_of(text: str, frame: Frame, read: Stretch, figures: Sequence[Mark]) -> int:
    """Where the naming words of a frame begin: behind how it opens, the time and the topic that stand first."""
    start, end = frame.start, frame.end
    lead = _LABEL_LEAD.match(text[start:end])
    begin = start + lead.end() if lead else start
    first = figures[0].start if figures else end
    behind = behind_adjunct(text, begin, first) if begin == start else begin
    if behind != begin:
        lead = _LABEL_LEAD.match(text[behind:end])
        begin = behind + lead.end() if lead else behind
    for time in read.times:
        if (
            time.kind != "average_12m"
            and begin <= time.start
            and time.end < first
            and _TIME_LEAD.fullmatch(text[begin : time.start])
        ):
            again = _LABEL_LEAD.match(text[time.end : end])
            begin = time.end + again.end() if again else time.end
    if figures and OF_ALL.fullmatch(text[start:first]) and DID.match(text, figures[0].end):
        begin = first
    if figures and _APPROXIMATELY.fullmatch(text[begin:first]):
        begin = first
    if figures and _TOPIC.fullmatch(text[start:first]) and _SHARE_OF.match(text, figures[0].end):
        begin = first
    adjunct = figures and _ADJUNCT.fullmatch(text[start:first]) and not _LABEL_END.search(text, start, first)
    if adjunct and _COUNTED.match(text, figures[0].end):
        begin = first
    heads = (w for w in vocabulary("head").find(text[begin:end]) if w.start < 40 and begin + w.start < first)
    head = next(heads, None)
    begin = begin + head.start if head and not _LABEL_END.search(text[begin : begin + head.start]) else begin
    if figures and counted_there(text, begin, first) and _COUNTED_NOUN.match(text, figures[0].end):
        return first
    return moved_before(text, begin, first)


_END_BEHIND = re.compile(r"[;:]|,\s|\s\(|\bwhich\b|\bcompared\b|\bof which\b|\b(?:so(?!\sfar)|because|although)\b")
_HOW_MANY = re.compile(r"[\d,]+\s(?=[a-z])")
_IN_BRACKETS = re.compile(r"\s\([^)]*\)")
_OF_WHAT = re.compile(r"\s?(?:\)\s(?:of\s)?|of\s|%\s)(?:the\s)?")


def _behind_first(text: str, frame: Frame, read: Stretch, figures: Sequence[Mark]) -> tuple[int, int]:
    """Where the words behind the first figure begin and end: '19 plans had been completed at ...'."""
    begin, end = figures[0].end, frame.end
    for one, other in zip(figures, figures[1:]):
        if not _NEXT_FIGURE.fullmatch(text[one.end : other.start]):
            break
        begin, figures = other.end, figures[1:]  # '84%, 86% and 88% of assessments ...'
    bracket = _IN_BRACKETS.match(text[begin:end])
    begin += bracket.end() if bracket else 0
    unit = _OF_WHAT.match(text[begin:])
    begin += unit.end() if unit else 0
    moved = _MOVE_LEADS.match(text, begin, end)
    begin = moved.end() if moved else begin
    whole = _HOW_MANY.match(text[begin:])
    begin += whole.end() if unit and whole else 0  # '79% of the 24 audits completed were good'
    stops = _time_starts(read, begin) + [f.start for f in figures[1:] if f.start >= begin] + [end]
    places = [f.start - begin for f in read.marks.figures]
    ends = _END_BEHIND.finditer(text[begin:end])
    hit = next((e for e in ends if _ends_label(text[begin:], 0, e, places)), None)
    return begin, min([*stops, *([begin + hit.start()] if hit else [])])


OF_ALL = re.compile(r"(?:Of|Among)\s(?:the|our|all)\s[a-z][^,;:()]{3,80}?\s")
DID = re.compile(r"\s(?:\([^)]*\)\s)?(?:were|was|had|have|led|went|became|[a-z]+ed)\b")
"""'Of the referrals received in the year 1,344 (85%) progressed to ...': a part of what it opens with."""
_MOVE_LEADS = re.compile(
    r"\s?(?:reduction|increase|decrease|rise|fall|drop|decline|growth)\sin\s(?:the\s|our\s)?(?:overall\s|total\s)?"
    r"(?=(?:number|numbers|percentage|proportion|rate)\b)"
)
"""'An 18% reduction in overall numbers of ...': the label is what has moved."""


def _time_starts(read: Stretch, begin: int) -> list[int]:
    return [t.start for t in read.times if t.start >= begin and not t.definition]


_GOES_ON = re.compile(r"\b(?:who|that|which|or|and)\s(?:(?:have|has|had|are|were|was|is)\s)?$", re.IGNORECASE)
_MORE_OF_IT = re.compile(r",\s(?:and|or)\s(?:in|with|who|having|at|on|for|their|not)\b")
_OR_ANOTHER = re.compile(r",\s[a-z]+\sor\s[a-z]+")


def _ends_label(text: str, begin: int, hit: re.Match[str], figures: Sequence[int]) -> bool:
    """Whether a verb, comma or bracket ends the naming words: not in quotes or brackets, not in 'who have had',
    ', and in'.
    """
    before = text[begin : hit.start()]
    if _QUOTED.search(before) or before.count("(") > before.count(")"):
        return False
    if _GOES_ON.search(before) and hit.group()[0].isalpha():
        return False
    if _OR_ANOTHER.match(text[hit.start() :]):
        return False  # 'in education, employment or training'
    if hit.group() == " (":
        closes = text.find(")", hit.end())
        inside = text[hit.end() : closes]
        return closes < 0 or bool(re.search(r"\d\s?%", inside)) or any(hit.start() < p < closes for p in figures)
    return not (hit.group().startswith(",") and _MORE_OF_IT.match(text[hit.start() :]))


_HALVES = re.compile(
    r"(?:\bboth\s)?(?P<a>[\w\s'’()&-]+?),?\s(?:and|&)\s(?P<b>[\w\s'’()&-]+?)\s"
    r"(?=(?:recorded|reached|was|were|are|is|have|has|had|increased|decreased|reduced"
    r"|remain\w*|rose|fell|stood|stands?|"
    r"improved|declined|dropped|in|at|of|from|during)\b)",
    re.IGNORECASE,
)
_IN_TURN = re.compile(r"\brespectively\b", re.IGNORECASE)


def half_of(text: str, frame: Frame, read: Stretch, mark: Mark) -> str:
    """'both A and B were 5% and 13% respectively': the half that a figure is said of; empty where nothing is
    shared out.
    """
    stretch = text[frame.start : frame.end]
    if _IN_TURN.search(stretch) is None:
        return ""
    mine = [t.figure for t in read.ties if frame.start <= read.marks.figures[t.figure].start < frame.end]
    actual = [f for f in mine if next(t for t in read.ties if t.figure == f).role is Role.ACTUAL]
    first = read.marks.figures[mine[0]].start - frame.start
    halves = _HALVES.search(stretch[:first])
    if not halves or len(actual) % 2 or mark not in [read.marks.figures[f] for f in actual]:
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
    listed = respective(read)
    before = [place for place in actual if listed and place < listed[0]]
    if listed and len(before) == len(listed) and all(place in actual for place in listed):
        answer |= dict(zip(listed, before))
    return answer


_IN_LIST = re.compile(r"(?:\s?(?:%|per cent))?\s?(?:,|,?\s?and|&)\s(?:[a-z'’-]+\s){0,2}?", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"[^.;\d]{0,40}?(?:\d[\d,]*[^.;\d]{0,20})?\brespectively\b", re.IGNORECASE)


def respective(read: Stretch) -> list[int]:
    """Places of the figures that 'respectively' closes: '139 and 117 respectively'; none where it does not stand."""
    figures, text = read.marks.figures, read.text
    for last in range(len(figures) - 1, 0, -1):
        first = last
        while first and _IN_LIST.fullmatch(text[figures[first - 1].end : figures[first].start]):
            first -= 1
        if first < last and _RESPECTIVELY.match(text, figures[last].end):
            return list(range(first, last + 1))
        # '25 were adopted and 32 adopters approved, compared with 21 and 18 ...': two and two
        if first == last - 1 == 2 and _HELD_AGAINST.search(text[: figures[first].start]):
            return [first, last]
    return []


_HELD_AGAINST = re.compile(r"\b(?:compared (?:with|to)|against|from)\s$", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"\s(?:of|with|for|who|that|leaving|entering|(?:is |was )?tak(?:es|ing)|took)\b")


@lru_cache(maxsize=100)
def goes_on_with(text: str) -> bool:
    """True for a sentence that opens as one that goes on with the measure before: 'this', 'performance', 'our rate'."""
    opening = _OPENERS.sub("", text)
    found = vocabulary("anaphor").opens(opening)
    return found is not None and not _OF_ITS_OWN.match(opening[found.end :])


def goes_on_behind_time(read: Stretch) -> bool:
    """True where that comes behind the time that stands first: 'For the year to August this has improved to 63%'."""
    first = read.times[0] if read.times else None
    if first is None or first.definition or not _TIME_LEAD.fullmatch(read.text[: first.start]):
        return False
    return goes_on_with(read.text[first.end :].lstrip(" ,"))


_MOVED_IN = re.compile(
    r"\bin\s(?:the\s|our\s)?(?P<what>(?:percentage|proportion|number|numbers|rate|timeliness)\sof\s[^,;.]+?)"
    r"(?=\s(?:and it|which|compared|since|from|in|at)\b|[,;.]|$)",
    re.IGNORECASE,
)


def moved_in(text: str, frame: Frame, mark: Mark) -> tuple[int, int] | None:
    """'A reduction from 94% to 91% in the percentage of ...': where what has moved stands behind the figures."""
    found = _MOVED_IN.search(text, mark.end, frame.end)
    return found.span("what") if found else None


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
