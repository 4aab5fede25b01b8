"""Sentence -> which of its numerals are no figures, and why: an ordered list of wordings, each with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from nlp.marks import PERIOD
from nlp.masking import ORDINAL_PIECES, Mask, mask_of
from nlp.page_masks import PAGE_MASKS
from nlp.words import lower
from normalise.number_words import SMALL_WORDS
from normalise.time_words import MONTH_PIECES

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPAN = r"(?:workings? |calendar |school |consecutive |continuous )?(?:day|week|month|year|hour|minute|term|quarter)s?"
_OF_SPAN = "day|week|month|year|hour|minute|term|quarter"
_AGE_NOUN = r"(?:year[\s-]*olds?|yr[\s-]*olds?|years? old|years? of age|population|age group|age range)"
_ITEM_PIECES = "|".join(f"{letter}{mark}" for letter in "abcdefgh" for mark in ".)")

MASKS: tuple[Mask, ...] = (
    mask_of("an address", r"\b(?:https?://|www\.)\S+", "://|www."),
    mask_of("an address", r"\S+@\S+\.\w+", "@"),
    mask_of("an address", r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b"),
    mask_of(
        "a telephone number",
        r"(?=[(0+tpe])(?:"  # how each of these begins: most places are passed by with one look
        r"(?<![\d,.])\(?\b0(?=(?:[\s()-]{0,2}\d){9,10}(?!\d))[\d\s()-]+(?:\s?(?:x|ext\.?)\s?\d+)?|\+44[\d\s]{9,}"
        r"|\b(?:tel|phone|ext)(?:ephone|ension)?\.?:?\s[\d\s]+|(?<![\d,.])\b0\d{2,}\b(?!\s?%|\.\d))",
    ),
    mask_of(
        "money",
        r"[£$€]\s?\d[\d,.]*\s?(?:k|m|bn|million|billion|thousand)?\b|\b\d[\d,.]*\s?(?:pounds|pence|million"
        r"|billion)\b",
        "£|$|€|pounds|pence|million|billion",
    ),
    mask_of(
        "a time of day",
        r"(?:\b\d{1,2}(?:[:.]\d{2})?\s?(?:-|–|to)\s?)?\b\d{1,2}(?:[:.]\d{2})?\s?(?:am\b|pm\b|hrs\b|a\.m\.|p\.m\.)"
        r"|\b\d{1,2}:\d{2}\b",
        ":|am|pm|a.m|p.m|hrs",
    ),
    mask_of(
        "a date",
        rf"\b(?:\d{{1,2}}(?:\s?(?:st|nd|rd|th))?(?:\s(?:of\s)?|-){_MONTH}(?=\W|$)(?:[\s,-]+(?:19|20)\d{{2}}\b)?"
        rf"|{_MONTH}\s\d{{1,2}}(?:(?:st|nd|rd|th)\b(?:,?\s(?:19|20)\d{{2}})?|,?\s(?:19|20)\d{{2}}\b)"
        r"|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}\b)",
    ),
    mask_of("a misprinted year", rf"\b{_MONTH}\s\d{{5,}}\b", MONTH_PIECES),
    mask_of(
        "a reference to a law, form or guideline",
        r"\b(?<!['’])(?:sections?|s\.?|regulations?|reg\.?|schedule|part|article|clause|rule|standing orders?"
        r"|court order)\s?\d+[\w().]*"
        r"(?:['’]s)?(?:(?:\s(?:and|&|or)\s|/)\d+)?"
        r"|\b(?:act|regulations|order|together|guidance|framework|strategy|census)\s(?:of\s)?\(?(?:19|20)\d{2}\)?",
    ),
    mask_of(
        "a name with a number in it",
        r"\bcovid[\s-]*\d+|\b(?:key\s?stages?|ks|year groups?|grades?|bands?|levels?|tiers?|phases?|stages?|steps?"
        r"|category|categories|cat|group|form)\s?\d+(?!\d|,\d|\.\d|\s?%)(?:(?:\s?[-–/,]\s?|\s(?:to|and|or|&)\s"
        r"|,\sand\s)\d+(?!\d|\s?%|\.\d))*",
    ),
    mask_of(
        "a name with a number in it",
        r"\byears?\s(?:[1-9]|1[0-3])\b(?![,.]?\d|%)(?:\s?(?:-|–|/|to|and|or|&)\s?(?:[1-9]|1[0-3])\b(?!\s?%|[.,]\d))?",
        "year",
    ),
    mask_of(
        "a name with a number in it",
        rf"\bin (?!{_MONTH})(?-i:[A-Z][a-z]{{4,}})-\d{{1,2}}\b(?![,.]?\d|\s?%)",
        "-",
    ),  # 'referrals in Westshire-12': an area without some of its districts
    mask_of(
        "a rank",
        r"\b(?:ranked|rank(?:ing)?|placed|position(?:ed)?|quartile)\s(?:as\s|at\s|of\s|is\s|was\s"
        r")?\d+(?:st|nd|rd|th)?(?:\s(?:out )?of\s\d+)?",
        "rank|placed|position|quartile",
    ),
    mask_of(
        "a reference within the paper",
        r"\b(?<!\bthis )(?<!\bthat )(?:pages?|pp?\.|paragraphs?|para\.?|appendix|annex|tables?|figures?|fig\.?"
        r"|charts?"
        r"|graphs?|slides?|items?|minutes?|issue|version|"
        r"priority|outcome|objective|action|recommendation|question|indicator|measure|ref\.?"
        r"|reference|no\.|step|note|chapter|kpi|pi|ni|line|row|column"
        r"|enclosure)"
        r"\s?:?#?\d+(?:\.\d+)*[a-z]?\b(?:(?:\s(?:of|and|to|&)\s|\s?[-–]\s?)\d+)?(?!\s?%)(?=[\s,;:.)\]'’”\"]|$)"
        r"(?!\s(?:in|for|at)\b(?!\s(?:the|this|our)\s(?:\w+\s){0,2}?"
        r"(?:pack|report|slides?|appendix|appendices|annex|paper|papers|document|presentation)\b))",
    ),
    mask_of(
        "a reference within the paper",
        r"\bref(?:erence)?\.?(?:\sno\.?)?\s?:\s?#?(?:[a-z]{1,5}[\s/-]?)?\d+(?:[/.-]\d+)*"
        r"|\b(?:agenda\sitem|item|minute|question)s?\s(?:no\.?\s)?(?!(?:in|of|at|is|are|and|or|to|for|by|on|from)\b)"
        r"[a-z]{2,4}[\s/-]?\d+(?=[.)\]]|$)",
        "ref|item|minute|question",
    ),
    mask_of("a list number", r"\b\d{1,2}\.?(?:[a-h]\.|\([a-h]\))(?=[\s,;:)]|$)", _ITEM_PIECES),
    mask_of(
        "a reference within the paper",
        r"\b(?:items?|references?|cases?|plan|indicator|measure|report|agenda|order|minute|decision|application|room"
        r"|priority|page|account|contact|post)\snumbers?\s:?#?\d+\b",
        "number",
    ),
    mask_of(
        "a paragraph or list number",
        r"^\s*(?:\(?\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s(?-i:[A-Z(]))|\d{1,2}\.(?=\s))",
    ),
    mask_of("a list number", r"(?<=[;:.,])\s\(?\d{1,2}\)(?=\s[a-zA-Z])", ")"),
    mask_of(
        "a quarter of the year",
        r"\b(?:q|qtr|qtrs|quarters?)\s?[1-4](?:\s?(?:,|&|and|/|-|–|to)\s?(?:(?:q|qtr"
        r"|quarter)\s?)?[1-4])+\b(?!\s?%|[,.]\d)",
        "q",
    ),
    mask_of("the wording of a definition", r"\bsibling groups? of \d+\b", "sibling"),
    mask_of("an ordinal", r"\b\d+(?:st|nd|rd|th)\b", ORDINAL_PIECES),
    mask_of(
        "the base of a rate",
        r"(?:\bper|/|\bevery|\beach|\bin|\bfor every)\s?(?:(?:10[,.\s]?000|10k|100[,\s]?000|100k"
        r"|1[,\s]?000|100)\b|10,000(?=[a-z]))|\b10k\b|\b100k\b(?=\s?pop)|\b10,000(?=\s(?:pop|children|under|rate))",
        "000|100|10k",
    ),
    mask_of(
        "an age",
        # one word boundary for all: most places of a sentence are within a word
        rf"\b(?=[\dabortu])(?:(?:aged?|ages)\s(?:of\s|between\s|from\s|under\s|over\s)?\d{{1,2}}(?:\s?(?:-|–|to|and"
        rf"|or|/)\s?\d{{1,2}}(?!\d|\saged\b))*(?:\s?\+)?(?:\s(?:and|or) (?:over|under|above|older|younger))?"
        rf"|\d{{1,2}}(?:\s?(?:-|–|to|and|or|/)\s?\d{{1,2}})*\+?[\s-]*{_AGE_NOUN}"
        r"|(?:under|over)[\s-]?\d{1,2}(?:['’]?s)?\b(?=\s?(?:pop|year|yr|age|children|\)|,|\.|$"
        r"|[a-z]+ population))(?!\s?years?\s(?!old))"
        r"|(?:under|over)[\s-]?\d{1,2}['’]?s\b|(?:under|over)\s1[68]\b(?!\s?(?:%|day|week|month|hour))"
        r"|\d{1,2}(?:\s?(?:-|–|/)\s?\d{1,2}|\+)\s(?:pop|cohort|year)|(?:0|5|10|11|16|17|18|19"
        r")\s?(?:-|–)\s?(?:4|5|16|17|18|19|20|21|24|25)s?\b(?!\s?%)(?!\s(?:day|week|month|year))"
        r"|(?:turn(?:ed|ing|s)?|reach(?:ed|ing)?|birthday|age of)\s(?:the age of\s|their\s"
        r")?1[5-9]\b|(?:16|17|18)\+(?!\w))"
        r"|\((?:1[0-9]|2[0-5])\s?(?:-|–|to)\s?(?:1[0-9]|2[0-5])\)",
    ),
    mask_of(
        "the wording of a definition",
        rf"\b(?:\d+|{SMALL_WORDS})\s?\+(?=\s?(?:\w+\s)?(?:placement|session|episode|year|month|moves|week|day))",
        "+",
    ),
    mask_of(
        "the wording of a definition",
        rf"\b\d+(?:\.\d+)?\s?%?\s?(?:{_SPAN}\s)?(?:or|and)\s(?:more|over|above|longer|older|fewer|less|under)\b"
        r"(?!\s(?:the|our|that|its|all|both|national\w*|target|England|statistical)\b)"
        rf"|\b(?:more|longer|less|fewer|greater) than \d+(?:\.\d+)?[\s-]{_SPAN}\b|\b\d+(?:\.\d+)?\+?[\s-]?miles?\b",
        "more|over|above|longer|older|few|less|under|than|mile",
    ),
    mask_of(
        "a time limit",
        rf"\b(?:with(?:in)?|in under|in less than|under|over|exceed(?:s|ed|ing)?|beyond|after|at least"
        rf"|up to|maximum of|minimum of|every|each|by day|before|no later than|outside(?: of)?)\s"
        rf"(?:the\s|their\s|a\s|an\s|first\s|statutory\s|required\s|maximum\s)*\d+(?:\s?(?:-|–|to"
        rf"|and|or)\s?\d+)?(?:[\s-]?\(?(?:working|calendar|school)?)?[\s-]{_SPAN}\b",
        _OF_SPAN,
    ),
    mask_of(
        "a time limit",
        r"\b(?:in|the|of)\s\d+\s(?:working|school|calendar)?[\s-]?(?:day|week|hour)s?\b(?=\s(?:of"
        r"|from|following|after|timescale|timeframe|limit|deadline|standard))",
        "day|week|hour",
    ),
    mask_of(
        "a time limit",
        rf"(?<!average )(?<!average of )(?<!target of )(?<!was )(?<!were )(?<!took )"
        rf"(?<!\d\sto )(?<!to )\b\d+[\s-](?:working"
        rf"|school)[\s-]days?\b(?!\s(?:on average|in (?:{_MONTH})))",
        "day",
    ),
    mask_of("a time limit", r"\b\d+[\s-](?:hour|minute)s?\b", "hour|minute"),
    mask_of(
        "a time limit",
        r"\b\d+[\s-](?:(?:working|calendar|school)\s)?(?:day|week|month|year)s?\s(?:statutory\s|national\s|legal\s)?"
        r"(?:timescales?|timeframes?|limits?|deadlines?|windows?|requirements?|standards?)\b",
        _OF_SPAN,
    ),
    mask_of("the wording of a definition", r"\b\d+(?:\.\d+)?\s?(?:yrs?|years?|mths?|months?)\s?\+", "+"),
    mask_of("a time limit", r"\b\d+[\s-](?:weekly|monthly)\b", "weekly|monthly"),
    mask_of("a span of time", r"\b\d+\s(?:and|to|or|-|–)\s\d+\s(?:day|week|month|year)s?\sago\b", "ago"),
    mask_of("a date", rf"\b\d{{1,2}}\s?(?:and|to|or|-|–)\s?\d{{1,2}}\s{_MONTH}(?=\W|$)", MONTH_PIECES),
    mask_of(
        "an age",
        r"\baverage age\b[^.;\d]{0,60}?\b(?:is|was|of|at|to|from)\s\d{1,2}(?:\.\d)?\b(?!\s(?:days|weeks|months))",
        "average age",
    ),
    mask_of(
        "a time limit",
        r"(?<!increase )(?<!decrease )(?<!reduction )\b(?:in|inside)\s(?:1|2|3|5|7|10|15|20|26|28|35|45)\s"
        r"(?:(?:working|calendar|school)\s)?(?:day|week)s?\b"
        r"(?!\son average)|\bby (?:working )?day \d+\b|\binside (?:the )?\d+[\s-](?:\w+[\s-])?(?:day|week|month)s?\b",
        "day|week|month",
    ),
    mask_of(
        "a time limit",
        r"\b(?:is|are|the|a|an)\s\d+[\s-](?:day|week|month|year)\s(?:limit|timescale|timeframe"
        r"|deadline|period|plan|programme|review|visit|standard|window|rule|strategy|check|health)",
        _OF_SPAN,
    ),
    mask_of(
        "a span of time",
        r"\b(?:last|past|previous|preceding|prior|next|first|coming|following|final|latest|rolling"
        r"|consecutive|over|for|these|those|all|every|another|further|(?:period|duration|maximum"
        r"|minimum|total|least) of|than)\s(?:the\s(?:last|past|previous|next)\s|a\s)?\d+(?:\.\d+)?"
        r"(?:\s?(?:-|–|to|or)\s?\d+)?[\s-](?:working\s|calendar\s|school\s|consecutive\s"
        r"|continuous\s)?(?:month|year|quarter|week|term|day)s?\b(?!\s(?:higher|lower|more|less"
        r"|longer|shorter|fewer|quicker|faster))",
        _OF_SPAN,
    ),
    mask_of(
        "a span of time",
        r"\b\d+[\s-](?:month|year|quarter|term)s?(?=\s(?:rolling|average|avg|ave|period|running"
        r"|high|low|mean|moving|trend|average|ago|later|earlier|old|or|and|contract|agreement"
        r"|shown|covered|reported|being)\b)",
        _OF_SPAN,
    ),
    mask_of(
        "a span of time",
        r"\b(?:after|in|within|at|than)\s\d+\s(?:month|year|week)s?\b(?=[\s,.;)])(?!\s(?:in|for|at|on average)\b)",
        _OF_SPAN,
    ),
    mask_of(
        "a year",
        r"\b(?:19|20)\d{2}(?:\s?/\s?|[-–]|\s[-–]\s(?=(?:19|20)\d\d\b))(?:(?:19|20)?\d{2})\b(?!\s?%)|\bfy\s?\d{2,4}\b",
        "19|20|fy",
    ),
    mask_of("a year", r"(?<![\d/(])\b([12]\d)\s?/\s?[123]\d\b(?!\s?[%/])", "/"),
    mask_of(
        "a year",
        r"\b(?:in|since|of|by|during|from|until|till|to|before|after|between|the|and|for|through(?:out)?"
        r"|early|late|mid|summer|autumn|spring|winter|year|march|december|september|april)[\s-]"
        r"(?:19[89]|20[0-4])\d\b(?!\s?%|[\d,]*\s(?:children|cases|referrals|contacts|assessments"
        r"|visits|young|families|open))"
        r"|[(\[]\s*(?:19[89]|20[0-4])\d\s*[)\]]|\b(?:19[89]|20[0-4])\d(?=\s?[,:)])|\b(?:19[89]"
        r"|20[0-4])\d(?=\s(?:calendar|academic|financial|cohort|data|figure|benchmark|average"
        r"|national|statistical|stat|outturn|level|rate|regional|england|target|baseline|report"
        r"|return|publication))",
        "19|20",
    ),
    mask_of(
        "a name with a number in it",
        r"(?<!\w)(?:(?<![.,])(?=\w*\d)(?=\w*[A-Za-z])(?!\d+(?:\.\d+)?(?:pp|ppts?|pps|days?|wks?|weeks?"
        r"|mths?|months?|yrs?|years?|x)\b)[A-Za-z]*\d+(?:[A-Za-z]\w*|\b)(?:['’]s)?"
        r"|[A-Z]{1,4}[-–.]?\d+(?:\.\d+)*\w*)",
    ),
    mask_of(
        "a count of what no measure counts",
        r"\b\d[\d,]*\s(?:(?!(?:in|of|and|or|by|to|from|for|with|at|on|per|were|was|had|have|children(?!['’])"
        r"|young)\b)"
        r"[\w'’-]+\s){0,2}?"
        r"(?:indicators?|measures|kpis|teams?|meetings?|members|councillors|governors|councils|boroughs|wards"
        r"|locations"
        r"|localities|homes|schools|academies|settings|nurseries|calls|surveys|respondents|workshops|events"
        r"|recommendations|actions|objectives|priorities|themes|questions|staff|officers|students|districts"
        r"|panels|volunteers|organisations|agencies|partners"
        r"|times (?:a|an|per|each) (?:year|month|week|quarter)|service users)\b(?!['’]?s?\s(?:posts|vacancies))",
    ),
    mask_of("an address", r"\broom \d+\b", "room "),
    mask_of("a rank", r"\b\d+(?:st|nd|rd|th)\b[^.;\d]{0,60}\bout of\s(?:the\s)?\d+\b", "out of"),
    mask_of(
        "a count of what no measure counts",
        r"\b(?:looked at|sampled|examined)\s\d+\sof\s(?:these|those|the|our)\b",
        "looked|sampled|examined",
    ),
    mask_of(
        "a count of votes",
        r"\b\d+ votes? (?:to|for|against)\b(?:\s\d+)?|\b(?:for|against):? \d+(?=,? (?:against|abst))",
        " vote| against| abst",
    ),
    mask_of("an age", r"\b\d{1,2} (?:to|-|–) (?:1[0-9]|2[0-5]|[1-9]) years\b(?! (?:ago|later))", " years"),
    mask_of(
        "a forecast",
        r"\b(?:projected|forecast|predicted|anticipated)\s(?:number|figure|total|demand|position"
        r"|outturn)\b[^.;%]{0,60}?"
        r"\b(?:is|was|of|at|to)\s\d[\d,]*(?:\.\d+)?",
        "projected|forecast|predicted|anticipated",
    ),
    mask_of(
        "a forecast",
        r"\b\d+\s(?:more\s|further\s|others?\s)?(?:[a-z]+\s)?"
        r"(?:(?:are|is) (?:expected|planned|anticipated|forecast|projected)\b|will open\b)",
        "expected|planned|anticipated|forecast|projected|will open",
    ),
    mask_of(
        "the wording of a definition",
        r"\b\d\s(?:placements?|moves|episodes)\sor\s(?:more|fewer)\b|\b\d+\s1/2\s(?:years|months)\b",
        "placement|moves|episode|1/2",
    ),
    mask_of("a time limit", r"\b(?:completed|held|done|seen|visited) (?:with)?in \d+(?=\s?[;,.)])", "in "),
    mask_of(
        "the one of a ratio",
        r"\b1\s(?:(?:fte|full time)\s)?(?:social workers?|sw|workers?|practitioners?|nurse|carer|adult|staff)"
        r"\s(?:to|per|for)\s(?=\d)"
        r"|\b1\s?:\s?(?=\d+(?:\.\d)?\b)|\b1 to (?=\d+(?:\.\d)?\s(?:cases|children))",
        "sw|social|worker|practitioner|nurse|carer|adult|staff|1:|1 :|1 to",
    ),
    mask_of("a time limit", r"\bwithin \d+ workings\b", "workings"),
    mask_of("an operator's scale", r"\b\d+\s?[- ]point (?:scale|plan)\b", "point"),
    *PAGE_MASKS,
)
"""In order: an earlier mask keeps what it has taken.

Sources: the traps of prose, and made-up sentences in tests/examples/claims.csv.
"""

_NUMBER = re.compile(r"\b\d")


def reasons_of(
    text: str, numerals: list[tuple[int, int]], periods: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """Offsets of each numeral that is no figure -> the reason of the first mask, or period, that touches it."""
    reasons: dict[tuple[int, int], str] = {}
    starts = [start for start, _ in numerals]
    _give_reason(reasons, PERIOD, periods, numerals, starts)
    lowered = lower(text)
    numbers = [hit.start() for hit in _NUMBER.finditer(text)]
    for mask in MASKS:
        if len(reasons) == len(numerals):
            break  # each has the reason that it keeps
        if mask.wording.may_stand_in(lowered):
            said = lowered if mask.lowered else text
            hits = mask.hits_at(numbers, said) if mask.at_number else mask.wording.pattern.finditer(said)
            _give_reason(reasons, mask.reason, [hit.span() for hit in hits], numerals, starts)
    return reasons


def _give_reason(
    reasons: dict[tuple[int, int], str],
    reason: str,
    spans: Iterable[tuple[int, int]],
    numerals: Sequence[tuple[int, int]],
    starts: Sequence[int],
) -> None:
    """Gives the reason to each numeral that one of the spans touches, and that has none yet.

    By place, so that a long sentence costs its length; `starts` are those of the numerals.
    """
    for start, end in spans:
        for place in range(max(0, bisect_left(starts, start) - 1), bisect_left(starts, end)):
            first, last = numerals[place]
            if (start <= first < end or start < last <= end) and (first, last) not in reasons:
                reasons[(first, last)] = reason
