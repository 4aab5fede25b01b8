"""Which role words of a sentence are which figure's: 'target of 120', 'national (43.7)', '3% target', 'both 83%'.

By word, side and reach: the words between a role and its figure must say nothing else, and a role has one figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.laid_out import COMPARED, LEVEL, LaidOut
from nlp.role_reach import by_verbs, is_of_the_subject, stands_beside_ours
from nlp.words import Found, vocabulary
from records.observation import Unit

ROLE_BEFORE = re.compile(
    rf"(?:['’]s?)?[\s,]*(?:\b(?:{LEVEL}|set|of|at|is|are|was|were|being|currently|which"
    rf"|stands?|stood|for|in|it|that|this|measure|indicator|they|the|our|a|from|between|approximately|around"
    rf"|no more than|no less than|at least|at most|less than|more than|fewer than|under|below|over|above|@)\b[\s,]*"
    rf"|[@:=–—\-"
    rf"(/]\s*)*",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"\s?\)?\s?(?:(?:per [\d,]+k?|cases per \w+|days?|weeks?|months?)\s)?(?:(?:for|in|across|among"
    r"|amongst|within|of)\s)?(?:(?:the|our|all|its)\s)?(?:(?:internal|local|corporate|annual"
    r"|council|agreed|set|service|average|@)\s)*",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:above|below|behind|ahead of|off|close to|near(?:ing)?|short of"
    r"|exceed(?:s|ed|ing)?|meets?|met|meeting|on|under|over|beat(?:s|ing)?"
    r"|achieved|missed|hit|within|line with|outside|than)\s(?:the |our |its "
    r"|internal |local )*(?:[\w\s-]*)$",
    re.IGNORECASE,
)
_ROLE_LIST = re.compile(
    rf"(?:['’]s?)?(?:\s(?:{LEVEL}))?\s?(?:,|and|&|/|as well as|or|,\sand)\s?(?:(?:the|our|both|to|that of|with)\s)*",
    re.IGNORECASE,
)
_FIGURE_LIST = re.compile(r"(?:\s?per [\d,]+k?)?\s?(?:,|and|&|/|;|,\sand)\s?", re.IGNORECASE)


_LIVED_IN = re.compile(
    r"\b(?:placed|placements?|liv(?:es?|ed|ing)|moved|based|housed|homes?|schools?|found|from|across)\s(?:\w+\s)?"
    r"(?:in\s)?(?:the\s)?$",
    re.IGNORECASE,
)


_COMPARED_SO = re.compile(
    r"\d[^;]{0,160}?,\s(?:(?:which|and|but|is|was|still|much|far|slightly|well|just)\s){0,4}"
    r"(?:lower|higher|better|worse|above|below|more|less|fewer|greater|smaller)\s(?:than\s)?"
    r"(?:the\s|our\s|both\s|that of\s)*$",
    re.IGNORECASE,
)


def read_roles(s: LaidOut, changes: dict[int, Found]) -> dict[int, list[Found]]:
    """Place of a figure -> the role words that are its own; more than one where 'both' says so."""
    words = [
        w
        for w in vocabulary("role").find(s.text)
        if w.value and not any(t.start <= w.start < t.end for t in s.times) and is_role(s.text, w)
    ]
    if is_of_the_subject(s, words):
        return {}
    options: list[tuple[float, int, int]] = []
    answer: dict[int, list[Found]] = {}
    spent: set[int] = set()
    for group in _groups(s, words):
        zipped = _zip_group(s, [words[g] for g in group], changes)
        if zipped:
            answer.update(zipped)
            spent.update(group)
    for number, word in enumerate(words):
        shared = [] if number in spent else _in_turn(s, word, changes)
        if shared:
            answer.update({place: [word] for place in shared})
            spent.add(number)
    for number, word in enumerate(words):
        if number in spent:
            continue
        following = bisect_left(s.starts, word.end)
        for place in range(following, min(following + 1, len(s.figures))):
            cost = _role_before(s, word, place)
            if cost is not None and _is_pair(s, place):
                place, cost = place + 1, 0.0  # 'below target (85% v 90%)'
            if cost is not None:
                options.append((cost, place, number))
        if following > 0:
            cost = _role_after(s, word, following - 1)
            if cost is not None:
                options.append((cost, following - 1, number))
    for _, place, number in sorted(options):
        if number not in spent and place not in answer and place not in changes:
            answer[place] = [words[number]]
            spent.add(number)
    answer.update(_of_who_moved(s, words, answer, changes))
    answer.update(by_verbs(s, words, answer, changes))
    for place, found in list(answer.items()):
        shares = place and place - 1 not in answer and place - 1 not in changes and found[0].start > s.starts[place]
        between = s.text[s.figures[place - 1].end : s.starts[place]] if place else ""
        if shares and COMPARED.search(s.before(place - 1)) and _FIGURE_LIST.fullmatch(between):
            answer[place - 1] = found[:1]  # 'compared with 88% and 53% nationally'
    for place, found in list(answer.items()):
        if s.figures[place].range_of == 0 and place + 1 < len(s.figures) and place + 1 not in answer:
            answer[place + 1] = found[:1]
    return answer


_WHO = re.compile(r"(?:^|[;,(]\s|\b(?:and|with|while|whilst|but|in|for|where)\s)(?:the\s|across\s)*$", re.IGNORECASE)
_MOVES = re.compile(
    rf"(?:,?\s(?:the\s)?{LEVEL}(?:\sof\s[^.;,()\d]{{3,50}}?)?|\s(?:has|have|had|was|were|is|being|also|marginally|slightly|been|went|going))*\s"
    r"(?:(?:increas|decreas|reduc|declin|improv)(?:ed|ing)|rose|rising|risen|fell|falling|fallen|dropp(?:ed|ing)"
    r"|grew|growing|grown|up|down|by)(?:\s\w+)?(?:\s(?:by|of))?\s(?:\w+\s)?",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\s?\(?to\s(?:\w+\s)?")


def _of_who_moved(
    s: LaidOut, words: list[Found], answer: dict[int, list[Found]], changes: dict[int, Found]
) -> dict[int, list[Found]]:
    """'Nationally the rate increased by 10.8% (to 573.0)': the level that a benchmark moved to is the benchmark's."""
    found: dict[int, list[Found]] = {}
    for place in range(1, len(s.figures)):
        gap = s.text[s.figures[place - 1].end : s.figures[place].start]
        if place in answer or place in changes or place - 1 not in changes or not _MOVED_TO.fullmatch(gap):
            continue
        opens = s.figures[place - 2].end if place > 1 else 0
        for word in words:
            inside = opens <= word.start and word.end <= s.figures[place - 1].start and word.value != "target"
            if (
                inside
                and _WHO.search(s.text[: word.start])
                and _MOVES.fullmatch(s.covered[word.end : s.figures[place - 1].start])
            ):
                found[place] = [word]
    return found


_ROSE_FROM = re.compile(
    rf"(?:['’]s?)?(?:\s(?:rate|{LEVEL}))*(?:\s(?:has|have|had|also|since|slightly))*\s"
    r"(?:(?:increas|decreas|reduc|declin|improv)ed|rose|risen|fell|fallen|dropped|grew|grown|gone (?:up|down)|moved)"
    r"(?:\s(?:slightly|further|again|marginally))?\sfrom\s",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"(?:\sper [\d,]+k?)?[^.;()\d]{0,60}?\bto\s", re.IGNORECASE)


def moved_by(s: LaidOut, roles: dict[int, list[Found]], changes: dict[int, Found]) -> dict[int, Found]:
    """'The national average has risen from 60 in 2016 to 62 in 2017': place of both figures -> whose they are.

    Their times are bound as those of any figure that moved, and not as a benchmark's, which has one year.
    """
    found: dict[int, Found] = {}
    for word in vocabulary("role").find(s.text):
        place = bisect_left(s.starts, word.end)
        if place + 1 >= len(s.figures) or word.value in {"", "target"} or {place, place + 1} & {*roles, *changes}:
            continue
        moved = is_role(s.text, word) and _ROSE_FROM.fullmatch(s.text[word.end : s.figures[place].start])
        if moved and _UP_TO.fullmatch(s.covered[s.figures[place].end : s.figures[place + 1].start]):
            found[place] = found[place + 1] = word
    return found


_NO_ROLE = re.compile(
    r"\s(?:transfer|minimum|standards?|guidance|guidelines|panel|policy|strategy|curriculum"
    r"|lockdown|programme|insurance|working|team|director|plan|date|group"
    r"|borough|road|council|ambulance|fire|and partners)",
    re.IGNORECASE,
)


def is_role(text: str, word: Found) -> bool:
    """'national (45%)' yes; 'targeted', 'the national minimum standards', 'unaccompanied children via the
    National Transfer Scheme' no.
    """
    after = text[word.end : word.end + 24]
    if word.value == "regional" and _LIVED_IN.search(text[max(0, word.start - 40) : word.start]):
        return False  # 'children placed in London (12)'
    return not _NO_ROLE.match(after)


def _groups(s: LaidOut, words: list[Found]) -> list[list[int]]:
    groups: list[list[int]] = []
    for number in range(1, len(words)):
        gap = s.covered[words[number - 1].end : words[number].start]
        if (
            len(gap) < 60
            and s.crossed(words[number - 1].end, words[number].start) == 0
            and _ROLE_LIST.fullmatch(gap.replace("@", "").rstrip() + " ")
        ):
            if groups and groups[-1][-1] == number - 1:
                groups[-1].append(number)
            else:
                groups.append([number - 1, number])
    return groups


def _zip_group(s: LaidOut, group: list[Found], changes: dict[int, Found]) -> dict[int, list[Found]]:
    """'national and statistical neighbour averages of 45% and 47%': in order; '(both 79%)': one figure of all."""
    first = bisect_left(s.starts, group[-1].end)
    if first >= len(s.figures):
        return {}
    last = min(first + len(group), len(s.figures)) - 1
    shared = re.match(r"\s?,?\s?respectively\b", s.text[s.figures[last].end :], re.IGNORECASE)
    near = s.clause_ends(group[-1].end, s.figures[first].start) == 0
    if _role_before(s, group[-1], first, both=True) is None and not (shared and near):
        return {}
    places = [first]
    while len(places) < len(group) and places[-1] + 1 < len(s.figures):
        following = places[-1] + 1
        if not _FIGURE_LIST.fullmatch(s.covered[s.figures[places[-1]].end : s.figures[following].start]):
            break
        places.append(following)
    if any(place in changes for place in places):
        return {}
    if len(places) == len(group):
        return {place: [word] for place, word in zip(places, group)}
    if len(places) == 1 and re.search(r"\b(?:both|all|each)\s(?:at\s|were\s|are\s)?$", s.before(first), re.I):
        return {first: list(group)}
    return {}


_SEVERAL = re.compile(
    r"\b(?:figures|rates|averages|targets|thresholds|percentages|benchmarks)\s(?:are|were|of)\s$", re.IGNORECASE
)
_IN_TURN = re.compile(
    r"(?:\s?(?:%|per cent|days|weeks|months|cases))?\s?,?\s?(?:respectively|in turn)\b", re.IGNORECASE
)


def _in_turn(s: LaidOut, word: Found, changes: dict[int, Found]) -> list[int]:
    """'against targets of 85% and 98% respectively': the figures that one role word rules in turn; else none."""
    first = bisect_left(s.starts, word.end)
    if first >= len(s.figures) or _role_before(s, word, first) is None:
        return []
    places = [first]
    while places[-1] + 1 < len(s.figures) and _FIGURE_LIST.fullmatch(
        s.covered[s.figures[places[-1]].end : s.figures[places[-1] + 1].start]
    ):
        places.append(places[-1] + 1)
    ends = _IN_TURN.match(s.text[s.figures[places[-1]].end :])
    listed = ";" not in s.text[s.figures[places[0]].end : s.figures[places[-1]].start]
    ends = ends or (_SEVERAL.search(s.text[word.start : s.figures[first].start]) if listed else None)
    return places if ends and len(places) > 1 and not any(place in changes for place in places) else []


_WHERE_IT_IS = re.compile(
    r"(?:\s(?:average|authorities|group))?,?\swhere\s"
    r"(?:it|the (?:rate|figure|number|percentage|proportion|average)\b(?:[^,;()]|,(?=\d{3})){0,60}?)"
    r"\s(?:is|was|stands at|stood at)\s",
    re.IGNORECASE,
)
"""'higher than our statistical neighbours, where the rate of plans is 41'."""


_LEADS = re.compile(r"(?:(?:in|across)\s)?(?:the\s)?", re.IGNORECASE)
_THERE = re.compile(
    r",?\s(?:@[\s,]*)?there (?:were|are|is|was|have been|had been)\s(?:an average of\s|(?:[a-z]+\s){0,2})",
    re.IGNORECASE,
)
"""'Nationally, there were 68,110', 'Nationally there is an average of 20%'."""
_HIGHER_AT = re.compile(
    rf"(?:['’]?s?)?(?:\s{LEVEL})*\s(?:is|was|are|were)\s(?:[a-z]+\s)?(?:higher|lower|better|worse|greater|above|below),?"
    r"(?:\sagain)?,?\sat\s(?:around|about|approximately|just)?\s?",
    re.IGNORECASE,
)
"""'although the national figure was higher at around 41%'."""
_HELD = re.compile(r"\b(?:than|to|with|above|below|against|from)\s(?:the\s|our\s)?$", re.IGNORECASE)


_ITS_YEAR = re.compile(r"\s\((?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\)\s?(?:(?:is|was|at|of)\s)?")
"""'England (2024) 71%'."""
_FIGURE_FOR = re.compile(rf"\s{LEVEL}\s(?:for|of|among)\s[^.;,()\d@]{{3,50}}?\s\(", re.IGNORECASE)
"""'2 points above the national figure for looked after children (20.5%)'."""
_WITHIN_RANGE = re.compile(r"\bwithin the (?:[\w-]+\s)?range of (?:our |its |the )?$", re.IGNORECASE)
"""'within the range of our neighbours (a rate of 69)': ours."""
_IDEAL = re.compile(r"optimum|optimal|ideal|recommended", re.IGNORECASE)
_LEVEL_OF = re.compile(r"\s(?:[a-z]+\s){1,6}(?:of|is|was|at)\s", re.IGNORECASE)
"""'an optimum caseload per worker of 20'."""
_RATES_WERE = re.compile(r"\s(?:[a-z]+\s){1,2}(?:rates?|figures?|averages?)\s(?:were|was|are|is)\s")
"""'National attainment rates were 17.5%'."""


_AT = re.compile(r"(?:averages?|rates?|figures?)?\s?,?\s?(?:at|@|in @|in|for @|is|was|with)\s?(?:at)?\s?")
_FROM_NOUGHT = re.compile(r"\b0\s?[-–]\s?$")


def _role_before(s: LaidOut, word: Found, place: int, both: bool = False) -> float | None:
    """Cost of a role that stands before its figure ('target of 120', 'national average (43.7)'); None where
    words between forbid it.
    """
    if word.value != "target" and _ITS_YEAR.fullmatch(s.text[word.end : s.figures[place].start]):
        return 0.1
    if s.fenced(word.start, place):
        return None
    gap = _FROM_NOUGHT.sub("", s.covered[word.end : s.figures[place].start])
    if both:
        gap = re.sub(r"\b(?:both|all|each)\b", "", gap)
    if s.figures[place].sign:
        gap = gap.rstrip("+-−– ")
    if _WHERE_IT_IS.fullmatch(gap):
        return 0.5
    if _FIGURE_FOR.fullmatch(gap) and word.value != "target" and _HELD.search(s.text[: word.start]):
        return 0.4
    if gap.endswith("(") is False and gap.strip().startswith("(") and _WITHIN_RANGE.search(s.text[: word.start]):
        return None
    if _LEADS.fullmatch(s.text[: word.start]) and _THERE.fullmatch(gap):
        return 0.4
    if _HIGHER_AT.fullmatch(gap) and not _HELD.search(s.text[: word.start]):
        return 0.6
    if _IDEAL.fullmatch(word.words) and _LEVEL_OF.fullmatch(gap):
        return 0.3
    if _LEADS.fullmatch(s.text[: word.start]) and word.value == "national" and _RATES_WERE.fullmatch(gap):
        return 0.6
    if len(gap) > 70 or not ROLE_BEFORE.fullmatch(gap):
        return None
    plain = gap.strip().lower()
    if plain.endswith("(") and _first_is_ours(s, place):
        return None
    if _AT.fullmatch(plain) and plain and _MET.search(s.text[max(0, word.start - 40) : word.start]):
        # 'lower than statistical neighbours at 19%' behind a figure is theirs; 'above target at 100%' is ours
        beside = _COMPARED_SO.search(s.covered[: word.start]) or stands_beside_ours(s, word, place)
        return 0.6 if word.value != "target" and beside else None
    if "," in plain and "(" not in plain and not re.search(r",\s(?:which|at|of)\b", plain):
        return None
    if plain.endswith("("):
        return 0.0
    if plain in {"of", "", ":", "average of", "at"}:
        return 0.2
    return 0.5 + 0.1 * len(plain.split())


_PART_OF = re.compile(r"\sof\s(?:the|our|its)\s(?:\w+\s)?")
_AGAINST = re.compile(r"\s(?:v|vs|versus|against|compared (?:with|to))\.?\s$", re.IGNORECASE)


_ITS_OWN = re.compile(
    r"[^()\d]{0,30}?,?\s(?:compared (?:with|to)|against|v|vs|versus|than)\.?\s(?:the\s|our\s)?$", re.I
)


def _first_is_ours(s: LaidOut, place: int) -> bool:
    """'lower than national and regional averages (32.6, compared to England 37.2 and ...)': the first is our own."""
    if place + 1 >= len(s.figures):
        return False
    between = s.covered[s.figures[place].end : s.figures[place + 1].start]
    words = [w for w in vocabulary("role").find(between) if w.value]
    return bool(words and len(between) < 70 and _ITS_OWN.fullmatch(between[: words[0].start]))


def _is_pair(s: LaidOut, place: int) -> bool:
    """'(85% v 90%)': two figures of a bracket, the second what the first is held against."""
    if not s.before(place).endswith("(") or place + 1 >= len(s.figures):
        return False
    between = s.text[s.figures[place].end : s.figures[place + 1].start]
    return bool(_AGAINST.fullmatch(between)) and s.text[s.figures[place + 1].end : s.figures[place + 1].end + 1] == ")"


_IS_THE = re.compile(r"(?:\s(?:days|weeks|months))?,?\s(?:is|was|which is|which was)\s(?:the\s|our\s)?", re.IGNORECASE)
_LEVEL_BEHIND = re.compile(
    r"(?:\s(?:average|mean|rate|figure|benchmark|median)\b(?!\s(?:of|at|is|was|\())|[.;,]|$)", re.IGNORECASE
)
"""'201 days is the national average', '90% is our target.'"""


def _role_after(s: LaidOut, word: Found, place: int) -> float | None:
    """Cost of a role that stands after its figure ('the 3% target', '45% for England', '45% nationally')."""
    gap = s.covered[s.figures[place].end : word.start]
    if s.fenced(word.start, place):
        return None
    if _IS_THE.fullmatch(gap) and _LEVEL_BEHIND.match(s.text, word.end):
        return 0.3
    if not _ROLE_AFTER.fullmatch(gap) or len(gap) > 45:
        return None
    if _PART_OF.fullmatch(gap) and s.figures[place].unit is Unit.PERCENT:
        return None  # '106% of the target' is no target
    if ")" in gap and gap.strip() == ")" and not re.match(r"\s?(?:average|target)", s.text[word.end : word.end + 12]):
        return None
    if gap.strip() in {"", ")"}:
        # '80% target' but not '100% target (97%)' nor '13% national average (15%)'
        following = s.figures[place + 1].start if place + 1 < len(s.figures) else None
        if following is not None and re.fullmatch(rf"\s?(?:{LEVEL})?\s?\(", s.text[word.end : following]):
            return None
        return 0.3
    return 0.6
