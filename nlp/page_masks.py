"""Numerals that minutes and council web pages print about themselves, and others that count nothing of ours.

Agenda and paragraph numbers, codes of minutes, rooms and times; school measures named by a number; who sat together;
councils in a rank; ages; forecasts.
"""

from __future__ import annotations

from nlp.masking import ORDINAL_PIECES, Mask, mask_of

_NAMES_ITEM = (
    r"(?:report|reports|minutes|update|review|plan|strategy|declarations?|apologies|announcements|matters arising"
    r"|work programme|forward plan|presentation|questions|exclusion of|membership|terms of reference"
    r"|any other business"
    r"|chair(?:man|person)?['’]s)"
)
_SAYS = r"(?:was|were|is|are|be|been|had|have|has|received|introduced|presented|considered|noted|stood|rose|fell)"
_NOUN = r"(?:(?!(?:in|of|and|or|by|to|from|for|with|at|on|per|were|was|had|have|has|are|is)\b)[\w'’-]+\s)"
_NO_FIGURE_BEHIND = r"(?!\s?%|[.,]\d|\d|\s(?:days|weeks|months|per cent)\b)"

PAGE_MASKS: tuple[Mask, ...] = (
    mask_of("an age", r"\(\s?(?:1[0-9]|2[0-5])\s?\+\s?\)", "+"),  # 'care leavers (16 +)'
    mask_of("an age", r"\b[2-5][\s-]olds?\b", "old"),
    mask_of("a bound, not a value", r"\b\d[\d,]*\splus\b(?!\s\d)", "plus"),  # 'rose to 350 plus'
    mask_of("a bound, not a value", r"\b(?:high|low|mid|upper|lower)[\s-]\d{2}\s?%?['’]?s\b", "high|low|mid|upper"),
    mask_of("a year", r"\b(?:19[89]|20[0-4])\d(?=\s(?:to|and|until|through)\s(?:19[89]|20[0-4])\d\b(?!,))", "19|20"),
    mask_of("a year", r"(?<=\son\s)(?:19[89]|20[0-4])\d\b(?=\s?[.,;)]|\s?$)", "19|20"),  # 'an increase of 19% on 2011'
    mask_of(
        "a year",
        r"\b(?:statement|strategy|report|plan|review|survey|update|assessment|framework|data|summary|profile|scorecard"
        r"|briefing|programme|policy|charter|pledge|analysis|return|statistics|inspection|budget|release|refresh"
        r"|outcomes|results|agreement)"
        r"\s(?:19[89]|20[0-4])\d\b(?=\s?[|:;,.)–-]|\s?$)",
        "19|20",
    ),  # 'Placement Sufficiency Strategy 2021'
    mask_of(
        "a rank",
        r"\b(?:top|bottom|best|worst|highest|lowest)\s(?:performing\s)?\d{1,2}\s?(?:%|per\s?cent)"
        r"(?=\s(?:nationally|(?:of|in) (?:the country|england|all|local authorities|councils|authorities|las|areas)\b))"
        r"|\brank(?:ed|s|ing)?\s(?:as\s|at\s|of\s|is\s|was\s)?\d{1,3}(?:st|nd|rd|th)?\s?/\s?\d{1,3}\b",
        "rank|%|cent",
    ),
    mask_of("a paragraph or list number", r"^\s*\d{1,2}\.(?=(?-i:[A-Z][a-z]))"),
    mask_of("a span of time", r"\b\d{1,2}[\s-]month(?=\s(?:rate|figure|total|snapshot)\b)", "month"),
    mask_of("a paragraph or list number", r"^\s*\(?\d{1,3}(?:\.\d{1,2})*\.\)?\s*$", "."),
    mask_of("a paragraph or list number", r"^\s*\d{1,2}(?:\.\d{1,2})+\s*$", "."),
    mask_of(
        "the title of a page",
        r"^(?:agenda items?|issues?|decisions?|meetings?|agenda and minutes|minutes"
        r"|agenda)\s(?:details\s)?[-–:]\s.*$",
        "agenda|issue|decision|meeting|minutes",
    ),
    mask_of(
        "the number of an agenda item",
        rf"^\d{{1,3}}(?:/\d{{2,4}})?[a-z]?\.?\s(?=(?-i:[A-Z]))(?!.*\b{_SAYS}\b)(?=[^.;%]*\b{_NAMES_ITEM}\b[^;%]*$)",
    ),
    mask_of(
        "a paragraph or list number",
        r"^\d{1,2}\s(?=(?-i:The|This|These|In|It|We|A|An|Following|Councillor|That|To|There|As|When|At|For)\s)",
    ),
    mask_of(
        "the number of an agenda item",
        r"^\d{1,3}\s(?=[a-z][^.;%]*\b(?:pdf|docx?)\s\d+(?:\.\d+)?\s?[km]b\b)",
        "kb|mb",
    ),
    mask_of("a time of day", r"\b24/7\b", "24/7"),
    mask_of("a date", r"\b\d{1,2}(?:\s?(?:/|-|–|&)\s?|\sand\s)(?=\d{1,2}(?:st|nd|rd|th)\b)", ORDINAL_PIECES),
    mask_of(
        "an age",
        r"\bup to (?:1[0-9]|2[0-5])(?=\s(?:for|where|if|in the case of)\s(?:young|those|children|people|they))"
        r"|\bthose over (?:1[0-9]|2[0-5])\b(?!\s?%)",
        "up to|those over",
    ),
    mask_of(
        "a count of what no measure counts",
        rf"\b\d+(?:\s?[-–]\s?\d+)?\s(?:of (?:the|our) )?(?:(?!children\s|young\s|people\s|families\s){_NOUN}){{0,3}}?"
        r"(?:heads of service|staff members|members of staff"
        r"|(?:family |early help )?hubs|(?:children['’]?s? )?centres?(?: buildings)?|locations|venues|delegates)\b",
        "heads of|staff|hubs|centre|locations|venues|delegates",
    ),
    mask_of("the size of a file", r"\b(?:pdf|docx?|xlsx?|pptx?)\s\d+(?:\.\d+)?\s?[km]b\b", "kb|mb"),
    mask_of("a reference to a law, form or guideline", r"\bstandards?\s(?:(?:19|20)\d\d"
        r"|\d{1,2}(?:\.\d+)*)\b(?!\s?%)", "standard"),
    mask_of(
        "a count of what no measure counts",
        rf"\b1\s{_NOUN}{{0,3}}?(?:managers?|co-?ordinators?|officers?|administrators?|clerks?|chair|post)\b",
        "manager|ordinator|officer|administrator|clerk|chair|post",
    ),
    mask_of("a time of day", r"\((?:[01]?\d|2[0-3])[.:][0-5]\d(?:\s?(?:-|–|to)\s?(?:[01]?\d"
        r"|2[0-3])[.:][0-5]\d)?\)(?=.*\b(?:report|item|agenda|update)\b|\s?(?:-|–|$))", "("),
    mask_of("a reference within the paper", r"\b[a-z]{2,5}(?:[/.-][a-z]{1,4})?/\d{1,4}/\d{1,4}(?:/\d+)?\b", "/"),
    mask_of(
        "a reference within the paper",
        r"\b(?:pages?|paragraphs?|paras?|sections?|items?|appendices)\s\d+(?:\.\d+)*(?:(?:,|\s(?:and|to|&)"
        r"|\s?[-–])\s?\d+(?:\.\d+)*)+"
        r"(?!\s?%)",
        "page|para|section|item|appendices",
    ),
    mask_of("a rule or order", r"\b(?:standing|procedure|court)\s(?:orders?"
        r"|rules?)\s(?:no\.?\s)?\d+(?:\.\d+)*(?:\(\w+\))*", "order|rule"),
    mask_of("a name with a number in it", r"\b(?:progress|attainment|best|top)[\s-]8\b(?!\s?%|[.,]\d"
        r"|\s(?:children|cases))", "8"),
    mask_of(
        "the grades of an examination",
        r"\b(?:gcses?|grades?|passe[sd]|pass)\b[^.;%]{0,40}?\b[1-9]\s?(?:-|–|to|\+)\s?[1-9]?\b(?!\s?%|[.,]?\d)"
        r"|\b[1-9]\s?(?:-|–)\s?[1-9]\s(?:in (?:english|maths|both|the)|pass(?:es)?|grades?|gcses?)\b",
        "gcse|grade|pass|english|maths",
    ),
    # '95% (408 out of 429)' is a share and what it is of, '(25th out of 152)' a rank
    mask_of(
        "a rank",
        r"(?<!\(\d\s)(?<!\(\d\d\s)(?<!\(\d\d\d\s)\bout of\s(?:the\s)?(?:all\s)?\d{2,3}"
        r"(?=\s?\)|\s(?:\w+\s){0,3}?(?:authorities|councils|las|boroughs)\b)",
        "out of",
    ),
    mask_of("an age", r"\baged?\s\d{1,2}(?:\s?,\s?\d{1,2})+\b", "age"),
    mask_of(
        "a rank",
        r"\b(?:top|bottom|best|worst|highest|lowest|first|second|third|among(?:st)? the)\s(?:performing\s)?\d{1,3}\s"
        r"(?:\w+\s){0,2}?(?:authorities|councils|las|boroughs|areas|per cent|schools)\b",
        "authorities|councils|las|boroughs|areas|per cent|schools",
    ),
    mask_of(
        "a count of what no measure counts",
        rf"\b\d[\d,]*\s{_NOUN}{{0,3}}?(?:local authorities|authorities|la['’]?s|standards|subjects"
        rf"|qualifications|criteria|domains|judgements"
        r"|bedrooms?|beds|pages|questions|words|papers|trainees|delegates|attendees|speakers)\b",
        "authorit|la|standards|subjects|qualif|criteria|domains|judgements|bed|pages|questions|words|papers|trainees|delegates|attendees|speakers",
    ),
    mask_of(
        "a count of what no measure counts",
        rf"\b\d+\s(?:out\s)?of\s(?:the|our|its|these|those)\s(?:\d+\s)?{_NOUN}{{0,2}}?"
        r"(?:indicators?|measures|kpis|standards|recommendations|actions|objectives|priorities|areas|domains"
        r"|judgements)\b",
        " of ",
    ),
    mask_of(
        "a count of what no measure counts",
        r"\bof (?:the|our|all|these|those)\s(?:the\s)?\d+\s(?:[\w-]+\s){0,2}?(?:indicators|measures|kpis"
        r"|recommendations|actions)\b[^.;%]*(?![^.;]*%)",
        "indicators|measures|kpis|recommendations|actions",
    ),
    mask_of("the wording of a definition", r"\bmaximum\s(?:score\s|number\s|total\s)?(?:of|is"
        r"|was)\s\d+\b(?!\s?%)", "maximum"),
    mask_of(
        "how often something is done",
        r"\b(?:approximately\s|about\s|around\s|some\s)?\d+(?:\s(?:or|to)\s\d+|\s?[-–]\s?\d+)?\s(?:cases|times"
        r"|days|visits|sessions|hours|meetings)\s"
        r"(?:a|an|per|each|every)\s(?:day|week|month|term|session|panel|meeting|fortnight)\b(?!\son average)",
        "cases|times|days|visits|sessions|hours|meetings",
    ),
    mask_of(
        "an age",
        rf"\b(?:leave|leaves|leaving|left)\s(?:care|school|home|their placement)\s(?:at|aged|when they (?:turn"
        rf"|are|reach))\s\d{{2}}\b{_NO_FIGURE_BEHIND}"
        rf"|\bat (?:the age of\s|ages?\s)?(?:1[0-9]|2[0-5])\b(?=\s(?:and|or)\s(?:1[0-9]|2[0-5])\b"
        rf"|\s?[,;.)]?\s?(?:years old|they|years of age|the young person|young people leave)\b)"
        rf"|\b(?:up to|until|to|through to|before|after|over|under|below|above"
        rf"|from)\s(?:the\s)?age\s(?:of\s)?\d{{1,2}}\b"
        rf"|\b(?:the )?ages?\s(?:of\s)?\d{{1,2}}(?:\s?(?:-|–|to|and|or|through to"
        rf"|up to)\s(?:age\s)?\d{{1,2}})?\b{_NO_FIGURE_BEHIND}"
        r"|\b\d{1,2}(?:\s?(?:-|–|to|and)\s?\d{1,2})?[\s-]year[\s-]olds?\b"
        rf"|\b(?:children|young people|pupils|those|people|who (?:were|are)|youngsters|care leavers|boys"
        rf"|girls)\s(?:who (?:were|are)\s)?(?:aged?\s)?"
        rf"(?:between\s(?:the ages of\s)?)\d{{1,2}}\s(?:and|to|-|–)\s(?:1[0-9]|2[0-5])\b{_NO_FIGURE_BEHIND}"
        rf"|\bbetween\s(?:the ages of\s)?(?:[0-9]|1[0-9])\s(?:and|to)\s(?:1[0-9]|2[0-5])\syears\b",
        "age|leav|left| at |year|at 1|at 2|between",
    ),
    mask_of("a time limit", r"\b(?:instead of|rather than)\s\d+\b(?=\s?[.;,)]|\s?$)", "instead|rather"),
    mask_of(
        "a forecast",
        r"\b(?:predicted|projected|forecast(?:ed)?|anticipated|expected)\s(?:that|to (?:be|reach|rise|increase"
        r"|grow|fall|become))\b"
        r"[^.;%]*",
        "predicted|projected|forecast|anticipated|expected",
    ),
    mask_of(
        "a forecast",
        rf"\b\d[\d,]*(?:\s(?:and|to|or|-|–)\s\d[\d,]*)?\s{_NOUN}{{0,4}}?(?:will|would|could|may|might)\s"
        r"(?:(?:also|soon|then|shortly)\s)?(?:be\s(?!the\b)|become|join|start|begin|need|open|leave|enter|come"
        r"|move|transfer|require)",
        "will|would|could|may|might",
    ),
)  # fmt: skip
