"""Over which words a benchmark or a target reaches its figure beyond the plain glue of `roles`: a verb that says that
it moved or stayed, an action that a target is of, what somebody aims at.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.laid_out import LEVEL, LaidOut
from nlp.words import Found

_BEGINS = re.compile(
    r"(?:^\W*|[;,.(:–—-]\s?|\b(?:and|while|whilst|but|when|as|that|where|although|though|whereas|with|however,?|also)\s)"
    r"(?:(?:the|our|a|@|latest|overall|average|combined|published|national|local|statutory|council['’]?s?)\s+)*$",
    re.IGNORECASE,
)
_HAS_MOVED = re.compile(
    rf"(?:['’]s?)?(?:\s{LEVEL})*(?:\sof\s[^.;,()\d@]{{3,50}}?|\sfor\s[^.;,()\d@]{{3,40}}?)?(?:\s(?:has|have|had|also|since|now|again|only))*"
    r"\s(?:remain(?:ed|s)|stay(?:ed|s)|stood|sits|sat|(?:increas|decreas|reduc|declin|improv)ed|rose|risen|fell|fallen"
    r"|dropped|grew|grown|went up|gone up|went down|gone down)"
    r"(?:\s(?:slightly|marginally|further|stable|static|steady|steadily|unchanged|constant|consistent|the same|again))*"
    r"(?:\s?@\s*)?\s(?:at|to)\s(?:around\s|about\s|just\s|@\s+)?",
    re.IGNORECASE,
)
_STANDS = re.compile(
    rf"(?:['’]s?)?(?:\s(?:{LEVEL}|set))*\s(?:for|of)\s(?:(?!\.\s|\b(?:is|was|are|were|ha[sd]|have)\b)[^;,()]|,(?=\d{{3}})){{3,70}}?"
    r"\s(?:is|was|are|were|has been|had been|will be)"
    r"(?:\s(?:now|currently|still|again|set))*\s(?:at\s|to\s)?(?:around\s|about\s|@\s+)?",
    re.IGNORECASE,
)
_WHICH = re.compile(rf"(?:\s{LEVEL})?,?\s(?:which|that)(?=\s)", re.IGNORECASE)
_OF_DOING = re.compile(
    r"s?\s(?:of\s[a-z]+ing|(?:is |was )?to\s[a-z]+)\s(?:with\s|to\s|at least\s|a further\s|an additional\s)?", re.I
)
"""'the target of engaging with 633 families', 'a target to recruit 20 carers'."""
_AIMS = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|intend(?:s|ed|ing)?|striv(?:e|es|ing))\s"
    r"to\s(?:reach|achieve|hit|meet|get to|attain|(?:increase|reduce|raise|improve|bring)"
    r"\s(?:this|it|that|performance|the (?:rate|figure|percentage))\s(?:up\s|down\s|back\s)?to)\s"
    r"(?:around\s|about\s|the\s)?$",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"\bexpectations?\s(?:(?:is|was|are|were|being)\s)?(?:now\s)?"
    r"(?:to\s(?:rise|increase|reach|achieve|be)|rising|increasing|of|set at)\s(?:to\s|at\s)?$",
    re.IGNORECASE,
)
"""'with expectations to rise to 95%'."""
_HAS_SO_MUCH = re.compile(
    r"\s(?:look(?:s|ed)?\safter|ha(?:ve|s|d)|average[sd]?|report(?:s|ed)?|record(?:s|ed)?|achieve[sd]?|reach(?:es|ed)?)\s"
    r"(?:an average of\s|a rate of\s|around\s|about\s|only\s|just\s)?",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r"\s(?!and\b|but\b|while\b|compared\b|against\b|in\b|per\b|or\b|for every\b)[a-z]{3,}")
"""'England has 152 authorities': no level of what was spoken of."""
_UP_FROM = re.compile(
    r"(?:\sper [\d,]+k?)?,?\s(?:@\s*)?\(?(?:up |down )?(?:from|compared (?:to|with))\s(?:\w+\s)?", re.IGNORECASE
)
"""'The England rate rose to 71 (from 65 in 2015)': both are England's."""
_MET_WITH = re.compile(
    r"\b(?:line with|par with|similar to|close to|comparable (?:to|with)|consistent with)\s"
    r"(?:the |our |both |that of )*$",
    re.IGNORECASE,
)


def _has_moved(s: LaidOut, word: Found, place: int) -> bool:
    """'The regional average has remained at 74', '... with the regional average, which fell to 16', 'the target for
    visits is 95%': a benchmark at the head of its clause, or that a relative clause speaks of, and where it went or
    stood.
    """
    gap = s.covered[word.end : s.figures[place].start]
    related = _WHICH.match(gap)
    if related:
        return bool(_HAS_MOVED.fullmatch(gap[related.end() :]))
    stands = _HAS_MOVED.fullmatch(gap) or _STANDS.fullmatch(gap)
    if word.value != "target" and not _OF_SOMETHING.match(s.text, s.figures[place].end):
        stands = stands or _HAS_SO_MUCH.fullmatch(gap)
    return bool(stands and _BEGINS.search(s.covered[: word.start]))


def _moved_from(s: LaidOut, place: int) -> bool:
    """Whether the figure behind the one at a place is where that one moved from."""
    following = s.figures[place + 1].start if place + 1 < len(s.figures) else -1
    return following > 0 and bool(_UP_FROM.fullmatch(s.covered[s.figures[place].end : following]))


def _is_target_of_doing(s: LaidOut, word: Found, place: int) -> bool:
    """'The target of engaging with 633 families'."""
    return word.value == "target" and bool(_OF_DOING.fullmatch(s.covered[word.end : s.figures[place].start]))


def _aimed_at(s: LaidOut, place: int) -> Found | None:
    """The words that make a figure one that somebody means to reach: 'aiming to reach 70%'; None for most."""
    ahead = s.text[: s.figures[place].start]
    hit = _AIMS.search(ahead) or _EXPECTS.search(ahead)
    return Found(hit.start(), hit.end(), hit.group().strip(), "target") if hit else None


def stands_beside_ours(s: LaidOut, word: Found, place: int) -> bool:
    """'9.6%, in line with neighbours at 9.5%': our own level is said already, so that the figure is theirs."""
    if word.value == "target" or not _MET_WITH.search(s.text[: word.start]):
        return False
    begins = s.text.rfind(";", 0, word.start) + 1
    figure = s.figures[place]
    return any(
        f.unit is figure.unit and begins <= f.start and f.end <= word.start and "(" not in s.text[f.end : word.start]
        for f in s.figures[:place]
    )


def by_verbs(
    s: LaidOut, words: list[Found], answer: dict[int, list[Found]], changes: dict[int, Found]
) -> dict[int, list[Found]]:
    """'The regional average has remained at 74', 'the target of recruiting 25 carers', 'aiming to reach 85%'."""
    found: dict[int, list[Found]] = {}
    for word in words:
        place = bisect_left(s.starts, word.end)
        if place >= len(s.figures) or place in changes or place in answer or s.fenced(word.start, place):
            continue
        if _is_target_of_doing(s, word, place):
            found[place] = [word]
        elif _has_moved(s, word, place):
            found[place] = [word]
            if _moved_from(s, place) and place + 1 not in {*changes, *answer}:
                found[place + 1] = [word]
    for place in range(len(s.figures)):
        aim = _aimed_at(s, place) if place not in {*changes, *answer, *found} else None
        if aim:
            found[place] = [aim]
            if _EXPECTS.fullmatch(f"{aim.words} ") and _moved_from(s, place) and place + 1 not in {*changes, *answer}:
                found[place + 1] = [aim]
    return found


_ONE_OF_EACH = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:than|below|above|exceed(?:s|ing)?|line with|similar to|better than|worse than)\b[^.;\d]*$", re.IGNORECASE
)


def is_of_the_subject(s: LaidOut, words: list[Found]) -> bool:
    """'Our rate is lower than the national, London and neighbour rates (363.3)': the one figure of a sentence, in
    brackets behind several benchmarks, is our own.
    """
    if len(s.figures) != 1 or not s.text[: s.figures[0].start].endswith("("):
        return False
    figure = s.figures[0]
    compares = _COMPARES.search(s.text[: figure.start])
    listed = {w.value for w in words if compares and compares.start() <= w.start < figure.start} - {"target"}
    inside = s.text[figure.start : s.text.find(")", figure.end)]
    behind = any(w.start > figure.end for w in words)
    return len(listed) > 1 and not behind and not _ONE_OF_EACH.search(inside)
