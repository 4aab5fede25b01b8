"""Which time of a sentence is which figure's: the cheapest ties first, each time to one figure before any shares it.

A tie's cost counts words between, figures and clause ends crossed; 'in November (87)' costs nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set

from nlp.laid_out import COMPARED, FROM, LEVEL, YEARS, LaidOut
from nlp.roles import ROLE_BEFORE
from nlp.times import Time
from nlp.words import Found, vocabulary
from records.observation import Role

_CONNECTED = re.compile(
    r"(?:\s(?!and\b|to\b|from\b)[\w'’/-]+){0,3}\)\s(?:in|at|for|during|as at|by)\s$|"
    r"\s?\)?\s?(?:(?!and\b|to\b|from\b|with\b|but\b|than\b|on\b)[\w'’/-]+\s){0,4}?(?:(?:both\s"
    r")?(?:in|for|during|at|as at|as of|by|over|throughout|across|within|through|between|on(?=\s\d))\s)"
    r"(?:the\s(?:month of\s|period\s)?)?",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"(?:['’]s)?[\s,]*(?:(?:{LEVEL}|actual|overall|year end|was|were|is|at|of|to|with|saw"
    rf"|being|there|there were|where|when|when there were"
    rf"|when it|when they|stood|stands|by|which|that|a|an)\s)*[(:=–—\-]?\s?",
    re.IGNORECASE,
)
_ITS_RATE = re.compile(r"\s\((?:a\s)?(?:rate of\s)?")
_TO = re.compile(r"\bto\s$")
_AT_OR_WITH = re.compile(r",?\s(?:at|with)\s")
_OPENS, _OPENS_APART = re.compile(r"\s?\("), re.compile(r"\s\(")
_TO_WORD = re.compile(r"\bto\s(?:\w+\s)?$")
_SAME_LIST = re.compile(
    r"\)?(?:\s[\w/'’-]+){0,4}?,?\s(?:and|&|or)\s(?:(?!in\b|at\b|to\b|from\b)[\w/'’-]+\s"
    r"){0,4}?\(?|\s?\(|\s?[-–/]\s?|,\s"
)


def bind_times(s: LaidOut, roles: dict[int, list[Found]], changes: dict[int, Found]) -> dict[int, int]:
    """Place of a figure -> place of the time that is its own."""
    options: list[tuple[float, int, int]] = []
    for number, time in enumerate(s.times):
        if time.definition or time.kind == "since_until":
            continue  # how long a change took
        following = bisect_left(s.starts, time.end)
        for place in range(max(0, following - 3), min(len(s.figures), following + 3)):
            if place in changes and not _OPENS.fullmatch(s.text, time.end, s.figures[place].start):
                continue
            role = Role(roles[place][0].value) if place in roles else Role.ACTUAL
            cost = _time_cost(s, time, place, role) + (0.3 if place in changes else 0.0)  # 'to 58 in May (41% down)'
            if cost < 5.0:
                options.append((cost, place, number))
    bound: dict[int, int] = {}
    spent: set[int] = set()
    for _, place, number in sorted(options):
        if place in bound:
            continue
        if number in spent and not _may_share(s, number, place, bound):
            continue
        bound[place] = number
        spent.add(number)
    for place in range(1, len(s.figures)):
        gap = s.text[s.figures[place - 1].end : s.figures[place].start]
        if _ITS_RATE.fullmatch(gap) and not {place, place - 1} & (changes.keys() | roles.keys()):
            for one, other in ((place - 1, place), (place, place - 1)):
                if one not in bound and other in bound and not s.fenced(s.times[bound[other]].start, one):
                    bound[one] = bound[other]  # '30 (4.5) in May', not '31 (38 in May)'
    _bind_in_turn(s, bound, changes.keys())
    _share_in_lists(s, bound, roles.keys() | changes.keys())
    for place in range(len(s.figures)):
        moved = place > 0 and FROM.search(s.before(place - 1)) and _TO.search(s.before(place))
        since = place in bound and s.times[bound[place]].kind == "since"
        started = since and s.times[bound[place]].start > s.figures[place].start and FROM.search(s.before(place))
        if since and (moved or started):
            del bound[place]  # 'from 61 to 63 since April' ends now; 'to 63 from 61 since April' began in April
    for place, figure in enumerate(s.figures):
        other = place + 1 if figure.range_of == 0 else place - 1
        if figure.range_of is not None and place not in bound and other in bound:
            bound[place] = bound[other]  # both ends of a range are of one time
    return bound


_GOES_ON = re.compile(
    r"\)?(?:,?\sand\s(?:of (?:these|those) |a further |another |only |just )?"
    r"|,\s(?:with|of which|of whom)\s(?:only |just )?)"
)
_NOUNS_AND = re.compile(
    r"\)?(?:\s(?!to\b(?! care\b)|from\b|in\b|at\b|of\b|which\b|was\b|were\b|compared\b)[\w/'’-]+){1,4}?,?\s(?:and|&)\s"
    r"(?:a further |another )?"
)
_IN_LIST = re.compile(r"\s?(?:,|,?\sand|&)\s(?:[a-z'’-]+\s){0,2}?", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"[^.;\d]{0,40}?\brespectively\b", re.IGNORECASE)


_LISTED = re.compile(r"\s?(?:,|,?\sand|&)\s(?:in\s)?", re.IGNORECASE)


def _bind_in_turn(s: LaidOut, bound: dict[int, int], changes: Set[int]) -> None:
    """'In October, November and December 84%, 86% and 88% ...': as many times as figures, each list in one run."""
    for first in range(len(s.times)):
        last = first
        while last + 1 < len(s.times) and _LISTED.fullmatch(s.text[s.times[last].end : s.times[last + 1].start]):
            last += 1
        number = last - first + 1
        ahead = bisect_left(s.starts, s.times[last].end)
        for start in (ahead, ahead - number):
            if number < 2 or start < 0 or start + number > len(s.figures) or any(t.definition for t in s.times[first:]):
                continue
            places = range(start, start + number)
            gaps = [s.text[s.figures[p].end : s.figures[p + 1].start] for p in places[:-1]]
            near = s.figures[start].start - s.times[last].end if start == ahead else 0
            joint = s.text[s.figures[places[-1]].end : s.times[first].start]
            if not all(_LISTED.fullmatch(gap) for gap in gaps) or near > 30 or set(places) & changes:
                continue
            if start == ahead or re.fullmatch(r"\s(?:\w+\s)?(?:in|for|at)\s", joint):
                bound |= dict(zip(places, range(first, last + 1)))
                return


def _share_in_lists(s: LaidOut, bound: dict[int, int], taken: Set[int]) -> None:
    """'598 and 188 respectively in May': one time of a list; '80 came in the last six months and 93 left': as well.

    `taken` are the places of roles and changes, which take no part.
    """
    for place in range(len(s.figures) - 1, 0, -1):
        if place in taken or place - 1 in taken:
            continue
        gap = s.text[s.figures[place - 1].end : s.figures[place].start]
        last = place
        while last + 1 < len(s.figures) and _IN_LIST.fullmatch(s.text[s.figures[last].end : s.figures[last + 1].start]):
            last += 1
        compared = COMPARED.search(s.before(place - 1)) and last == place
        in_turn = _IN_LIST.fullmatch(gap) and (compared or _RESPECTIVELY.match(s.text, s.figures[last].end))
        for one, other in ((place - 1, place), (place, place - 1)) if in_turn else ():
            if one not in bound and other in bound:
                bound[one] = bound[other]
    for place in range(len(s.figures) - 1, 0, -1):
        if place not in bound or place - 1 in bound or {place, place - 1} & taken:
            continue
        behind = s.times[bound[place]].start >= s.figures[place].end
        gap = s.text[s.figures[place - 1].end : s.figures[place].start]
        if behind and _NOUNS_AND.fullmatch(gap) and not FROM.search(s.before(place - 1)):
            bound[place - 1] = bound[place]  # '642 contacts and 171 referrals in June'
    for place in range(1, len(s.figures)):
        if place in bound or place - 1 not in bound or {place, place - 1} & taken:
            continue
        time = s.times[bound[place - 1]]
        between = s.figures[place - 1].end <= time.start and time.end <= s.figures[place].start
        later = any(t.start > s.figures[place].end and not t.definition for t in s.times)
        if between and not later and _GOES_ON.fullmatch(s.text[time.end : s.figures[place].start]):
            bound[place] = bound[place - 1]


_AGAINST = re.compile(r"(?:\s[a-z]+){0,2}?\s(?:compared? (?:with|to)|against|versus|vs\.?|v\.?|from)\s$")
_LEVEL_WITH = re.compile(
    r"\b(?:similar to|same as|in line with|consistent with|level with)(?:\s(?:that|those) (?:in|of|for))?(?:\sthe)?\s$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s?\(?|\s\(?in\s|,?\s\(")


def _time_cost(s: LaidOut, time: Time, place: int, role: Role) -> float:
    """What it costs to say that a figure is of a time: nothing for 'November (87)' and '87 in November', more
    for words between.
    """
    figure = s.figures[place]
    cost = 0.0
    if s.fenced(time.start, place):
        return 9.0
    if time.kind == "now" and (role.is_goal or role.is_benchmark):
        return 9.0
    if role.is_goal:
        cost += 4.5
    elif role.is_benchmark and time.kind not in YEARS | {"quarter", "term", "rolling_12m"}:
        cost += 4.0
    back = time.reference or time.kind in {"last_year", "last_month", "last_quarter", "same_last_year"}
    if back and _of_pair(s, time, place) is not None:
        return 0.0 if _of_pair(s, time, place) else 9.0
    if time.end <= figure.start:
        gap = s.text[time.end : figure.start]
        crossed = s.crossed(time.end, figure.start)
        if not time.reference and COMPARED.search(gap):
            return 9.0  # 'at the end of the quarter compared to 143': of when the 143 is, is not said
        if _ONWARDS.fullmatch(gap) and _begins(s, time):
            return 9.0  # 'from 68 in May 2020 to 61': the 61 is of a later time
        if time.reference and _LEVEL_WITH.search(s.text[: time.start]) and _AT_OR_WITH.fullmatch(gap):
            return 9.0  # 'similar to the previous year at 9.3%': of now
        if role.is_benchmark or role.is_goal:
            between = vocabulary("role").pattern.sub("", gap)
            if crossed == 0 and (_LEADS.fullmatch(between) or ROLE_BEFORE.fullmatch(between)):
                return cost if time.kind in YEARS else cost + 0.2
        if crossed == 0 and _LEADS.fullmatch(gap):
            if time.reference and _TO_WORD.search(gap) and "(" not in gap:
                return cost + 4.6  # 'from 58 in October to 101', 'compared to October, to 101'
            if "," in gap and place and s.clause_ends(s.figures[place - 1].end, time.start) == 0:
                return cost + 2.0  # '520 were in care at the end of September, 6 of them ...': it is the first one's
            return cost + (0.0 if gap.rstrip().endswith(("(", ":", "-", "–")) else 0.3)
        cost += 0.8 + 0.12 * s.words_between(time.end, figure.start) + 1.2 * s.clause_ends(time.end, figure.start)
        cost += sum(0.5 if FROM.search(s.before(p)) else 5.0 for p in range(bisect_left(s.starts, time.end), place))
        if time.reference:
            cost += 5.0
        if FROM.search(s.before(place)) or COMPARED.search(s.before(place)):
            cost += 3.5
        return cost
    gap = s.text[s.ends_at(place) : time.start]
    crossed = s.crossed(figure.end, time.start)
    if crossed == 0 and not time.reference and (_CONNECTED.fullmatch(gap) or _BESIDE.fullmatch(gap)):
        if gap.endswith("(") and s.text[time.end : time.end + 1] == ")":
            return cost - 0.1  # '95% (Oct), 93% (Nov)': nothing is nearer
        return cost + 0.05 * len(gap.split())
    cost += (
        1.0
        + 0.15 * s.words_between(figure.end, time.start)
        + 1.5 * s.clause_ends(figure.end, time.start)
        + 5.0 * crossed
    )
    if time.reference:
        cost += 5.0
    return cost


_ONWARDS = re.compile(r",?\s(?:up |down )?to\s(?:\w+\s){0,2}?")


def _begins(s: LaidOut, time: Time) -> bool:
    """Whether a time is that of the figure that a change begins with: 'from 68 (688 children) in May 2020 to 61'."""
    last = bisect_left(s.starts, time.start) - 1
    if last < 0 or any(s.figures[last].end < t.start < time.start for t in s.times):
        return False
    in_brackets = last > 0 and s.text[s.figures[last - 1].end : s.figures[last].start] == " ("
    return any(FROM.search(s.before(place)) for place in (last, last - in_brackets))


def _of_pair(s: LaidOut, time: Time, place: int) -> bool | None:
    """'much as the year before (131 compared with 132)': the second is of that time, the first is not; else None."""
    first = bisect_left(s.starts, time.end)
    if place not in {first, first + 1} or first + 1 >= len(s.figures):
        return None
    opens = _OPENS_APART.fullmatch(s.text, time.end, s.figures[first].start)
    if not opens or not _AGAINST.fullmatch(s.text[s.figures[first].end : s.figures[first + 1].start]):
        return None
    return place == first + 1


def _may_share(s: LaidOut, number: int, place: int, bound: dict[int, int]) -> bool:
    """A time serves a second figure only in a list ('12 boys and 15 girls in November', 'at 5.3% and 13.8%
    respectively').
    """
    for other, taken in bound.items():
        if taken == number and abs(other - place) == 1:
            first, second = sorted((other, place))
            gap = s.text[s.figures[first].end : s.figures[second].start]
            if _SAME_LIST.fullmatch(gap):
                return True
    return False
