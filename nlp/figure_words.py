"""The words that speak of one figure and not of its whole frame: behind it, beside it, what its verb is done to."""

from __future__ import annotations

import re

from nlp.frames import Frame
from nlp.laid_out import Stretch, without_spans
from nlp.marks import Mark
from nlp.words import vocabulary
from records.observation import Unit

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
    r"|\s(?:(?!came|come|were|was|are)\w+\s)?(?:from|by)\s(?:the\s)?(?P<source>police|schools?|education|health(?:\sservices)?|hospitals?|GPs?"
    r"|parents|relatives|family members|members of the public|housing|probation|nurseries|early help)\b"
    r"(?=\s?[;,.)]|\s?$|\sand\b)"
)
_EXTREME = re.compile(
    r"(?<!its )(?<!their )(?<!our )\b(?P<word>highest|largest|biggest|maximum|lowest|smallest|minimum)\b"
    r"(?!\s(?:since|level|point|ever|for (?:\w+\s)?(?:months|years)))",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:in|for|within|across|among|of)\s(?:the\s|our\s)?(?:key\s|main\s)?"
    r"(?P<part>(?!(?:whole |entire )?(?:service|area)\b)(?:[\w&/'’()-]+\s){1,5}?(?:teams?|service|locality|area))\b",
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


def team_of(text: str, frame: Frame, mark: Mark | None = None) -> str:
    """The team right behind a figure, else that its frame speaks of ('the assessment teams'); empty where none."""
    found = _TEAM.match(text, mark.end + 1, frame.end) if mark else None
    found = found or _TEAM.search(text, frame.start, frame.end)
    return found["part"] if found else ""


_DOES = re.compile(
    r"\b(?P<verb>completed|received|handled|took|dealt with|opened|closed|held|carried out|undertook|made|started|began"
    r"|approved|recruited|hold|holds|carry|carries|managed?|ended|finished|concluded|processed|conducted|convened|issued|recorded|accepted|saw|had)\s"
    r"(?:(?:a total of|just|only|some|around|about|another|a further|over|nearly|almost)\s)?$",
    re.IGNORECASE,
)
HELD = frozenset({"hold", "holds", "carry", "carries", "manage", "managed"})
"""What workers do with their cases: the figure is theirs whether or not its noun names a measure."""


_SHARE_OF = re.compile(r"\s?of\s(?:the\s|our\s|all\s)*(?P<noun>[^,;.()]{4,})")


def share_of(text: str, mark: Mark) -> tuple[int, int] | None:
    """Where the words stand behind '99.1% of': 'LAC visits in time'."""
    found = _SHARE_OF.match(text, mark.end)
    return found.span("noun") if found else None


_OF_WHAT = re.compile(
    r"\s?(?:%|per\s?cent)?\s?(?:of\s)?(?:(?:the|our|all|these|those|any|a|an)\s)*"
    r"(?P<noun>(?!(?:of|per|in|at|on|by|to|for|from|with|including|and|or|but|than|as|is|was|are|were|over|during|since|within"
    r"|against|compared|across|throughout|up|down|above|below|more|less|higher|lower)\b)[\w’'-]+"
    r"(?:\s(?!(?:in(?!\s(?:care|need|proceedings)\b)|at|on|by|to|for|from|with|within|and|or|but|than|as|of|who|which|that"
    r"|per|each|is|was|are|were|be|been|being|had|has|have|having|will|would|could|should|took|received|went|led|came|did|against|compared"
    r"|during|since|when|where|while|whilst|after|before|over|under|above|below|up|down)\b)[\w’'-]+){0,5})",
    re.IGNORECASE,
)
_THE_OTHERS = re.compile(r"\b(?:remaining|the other|the rest)\s$", re.IGNORECASE)


def noun_behind(text: str, mark: Mark) -> str:
    """'28.1 per cent of Care Leavers were', '9 children's homes had': what stands right behind a figure; else empty.

    With 'remaining' where the figure is of those that are left ('the remaining 37 contacts').
    """
    found = _OF_WHAT.match(text, mark.end)
    noun = found["noun"] if found else ""
    return f"remaining {noun}" if _THE_OTHERS.search(text[: mark.start]) else noun


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
    r"[;:()]|,(?!\s\w+,?\sor\s)|\.\s|\.$|\s[-–—]\s|\b(?:and|while|whilst|with|but|compared|against|up from|down from)\b"
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


_NEXT_PART = re.compile(r"[,;:]\s|\s(?:and|with|while|plus)\s")


def _bare(read: Stretch, start: int, end: int) -> str:
    """The text between two figures of a list without the words that the first of them has behind it."""
    gap = read.text[start:end]
    cut = max((hit.start() for hit in _NEXT_PART.finditer(gap)), default=0)
    return gap[cut:]


_BESIDE = re.compile(r"\)?,?\s(?:and|while|whilst|with|but|whereas)\s(?P<words>[^;(),]{4,120})$", re.IGNORECASE)


def beside(text: str, frame: Frame, read: Stretch, mark: Mark) -> tuple[int, int] | None:
    """Where the words stand that lead from the figure before to this one: ', and assessments in time 84%'."""
    earlier = [f.end for f in read.marks.figures if frame.start <= f.start < mark.start]
    found = _BESIDE.search(text[earlier[-1] : mark.start]) if earlier else None
    return (earlier[-1] + found.start("words"), mark.start) if found else None


_ITEM = re.compile(r"\)(?:,\sand|,|\sand)\s(?P<words>[A-Za-z][\w\s'’/&-]{2,60}?)\s\($")
_IN_WHAT = re.compile(
    r"\s(?:in|for|at|among|amongst)\s(?:the\s)?(?P<what>[a-z][a-zA-Z\s'’-]{2,40}?)(?=,?\s(?:and|while|whilst)\s|[,.;]|$)"
)


def item_of(text: str, mark: Mark, earlier: Mark | None) -> tuple[int, int] | None:
    """Where the words of one item of 'Accommodation (93%), in touch (96%) and EET (48%)' stand; None for another."""
    if earlier is None:
        return None
    found = _ITEM.search(text[earlier.end : mark.start])
    return (earlier.end + found.start("words"), earlier.end + found.end("words")) if found else None


_ACCOUNTS = re.compile(r"\baccount(?:s|ed|ing)? for\s(?:\w+\s)?$", re.IGNORECASE)
_WHOLE = re.compile(r"\sof (?:the |all |our )?(?P<whole>[a-z][\w\s'’-]+?)(?=,|;|\sand\s|$)", re.IGNORECASE)
_NEXT_SHARE = re.compile(
    r"(?:,|;|,?\sand)\s(?P<item>[A-Za-z][\w\s'’-]+?)(?:\s(?:account(?:s|ed)?\sfor|for|at|was|were))?\s\(?$",
    re.IGNORECASE,
)


def shared_out(text: str, read: Stretch, mark: Mark) -> str:
    """'Neglect accounts for 43% of plans, emotional abuse for 44%' -> 'emotional abuse plans'; empty for other figures.

    The first share goes by its whole frame; each later one is said of its own item.
    """
    figures = read.marks.figures
    place = figures.index(mark)
    if place == 0 or not _ACCOUNTS.search(text[: figures[0].start]) or mark.unit is not figures[0].unit:
        return ""
    item = _NEXT_SHARE.search(text[figures[place - 1].end : mark.start])
    whole = _WHOLE.match(text, figures[0].end)
    return f"{item['item']} {whole['whole'] if whole else ''}".strip() if item else ""


_AGES = re.compile(
    r"\b(?:aged?\s(?:between\s)?)?(?P<ages>1[5-9]\s?(?:-|–|to|and|or)\s?(?:1[6-9]|2[0-5]))\b(?!\s?%)(?:[\s-]year[\s-]olds?)?",
    re.IGNORECASE,
)


_OF_AGES = re.compile(r"\s?\(?(?:(?:for|of|among|in)\s)?(?:those\s|young people\s|care leavers\s)?")


def ages_of(text: str, frame: Frame, mark: Mark) -> tuple[str, bool]:
    """'58% of 19-21 year olds and 66% of 17-18': the ages of this figure, and whether its frame has others too."""
    found = list(_AGES.finditer(text, frame.start, frame.end))
    several = len({hit["ages"] for hit in found}) > 1
    for hit in found:
        if hit.start() >= mark.end and _OF_AGES.fullmatch(text[mark.end : hit.start()]):
            return hit.group(), several
    ahead = [hit.group() for hit in found if hit.end() <= mark.start]
    return (ahead[-1] if ahead else ""), several


def other_ages(words: str, own: str) -> bool:
    """Whether words name ages, and not these."""
    mine, theirs = _AGES.search(own), _AGES.search(words)
    return bool(mine and theirs and mine["ages"] != theirs["ages"])


def with_ages(words: str, own: str) -> str:
    """Words with these ages in place of those that they name."""
    return f"{_AGES.sub(' ', words).strip()} {own}"


def where_of(read: Stretch, frame: Frame, mark: Mark) -> str:
    """'Attendance was 95% in primary and 86% in secondary schools': what this figure is of, where each has its own."""
    times = [(t.start, t.end) for t in read.times] + [(w.start, w.end) for w in vocabulary("role").find(read.text)]
    own: dict[int, str] = {}
    for figure in read.marks.figures:
        hit = _IN_WHAT.match(read.text, figure.end) if frame.start <= figure.start < frame.end else None
        if (
            hit
            and not OF_PART.match(read.text, figure.end)
            and not any(start < hit.end() and hit.start("what") < end for start, end in times)
        ):
            own[figure.start] = hit["what"]
    return own.get(mark.start, "") if len(own) > 1 else ""
