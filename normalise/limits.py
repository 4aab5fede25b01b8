"""Numbers in a council's words for a measure, each limit, span and age as one word: '45 working days' -> '45d'."""

from __future__ import annotations

import re

from normalise.number_words import SINGLE_WORDS

_AS_DIGITS = {word: str(number) for word, number in SINGLE_WORDS.items()}
SPAN = re.compile(r"\b(\d{1,2}) (?:to )?(\d{1,2}) (?:working )?days?\b")
LIMIT = re.compile(
    r"\b(\d+(?:\.\d+)?) ?(plus )?(?:working |calendar |school )?(hour|day|week|month|year)s?\b(?! olds?\b)(?! of age\b)"
)
SHORT_SPAN = re.compile(r"(?<=\d)( ?(?:plus )?)(wds?|w d(?:ays?)?|yrs?|mn?ths?|wks?|hrs?|h)\b(?! olds?\b)")
SPANS = {"wd": "working days", "w ": "working days", "yr": "years", "mt": "months", "mn": "months", "wk": "weeks"}
"""How limits are shortened, by their first two letters: '2 yrs', '4wks', '45 WD', '45 w/d', '24 hrs'."""
OR_MORE = re.compile(r"\b(\d+(?:\.\d+)?) or more ((?:working )?(?:days|weeks|months|years))\b(?! or)")
"""'Two or more years' is two years or more."""
HALF = re.compile(r"\b(\d+)(?: (?:and )?(?:a )?half years?| years? and (?:a half|6 months)| 1 2 years?)\b")
"""'2 and a half years' is 2.5 years."""
DIGIT = re.compile(r"\d")
TIME_UNITS = ("hour", "day", "week", "month", "year")
A_SPAN = re.compile(r"\b(?<!per )an? (?=(?:(?:working|calendar) )?(?:hour|day|week|month|year)\b)")
"""'Within a year' is within 1 year."""
IN_TIME = re.compile(
    r"\b(?:with)?in(?:side)? (?:the |their |its |our )?"
    r"(?:(?:statutory|required|agreed|expected|target|local|national|prescribed|set|legal|recommended|correct) )+"
    r"(?:timescales?|time scales?|timeframes?|time frames?|time limits?|limits?|deadlines?|timelines?|times?)\b"
)
"""'Inside the statutory timescale' is in time."""
LAST_YEAR = re.compile(r"\b(last|past) (?=year\b)")
BY_DAY = re.compile(r"\b(?:by |on |before )?(?:working )?day (\d{1,3})\b")
RATE = re.compile(r"\b(?:rate )?(?:per )?(?:10000|10k|10 000|10 thousand)\b")
RATE_100K = re.compile(r"\b(?:rate )?per (?:100000|100k|100 000)\b")
RATE_1K = re.compile(r"\b(?:rate )?per 1000\b")
AGE = re.compile(r"\baged (\d{1,2})\b(?! ?(?:\d|to|and|or|plus))|(?<!under )(?<!\d )(?<!to )\b(\d{1,2}) years? olds?\b")
AGES = re.compile(
    r"\b(?:aged? )?(\d{1,2}) (?:to )?(\d{1,2}) years? olds?\b|\baged? (\d{1,2}) (?:to )?(\d{1,2})\b(?: years?\b)?"
)
LIMIT_WORD = re.compile(r"^\d+(?:\.\d+)?[dwmyh]$|^\d+to\d+d$|^\d+mile$")
"""A limit after reading: '45d', '11to25d', '20mile'."""
DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}


def with_numbers(text: str) -> str:
    """Number words to digits, limits to one word each, rates to their class."""
    said = text.split()
    words = text if _AS_DIGITS.keys().isdisjoint(said) else " ".join([_AS_DIGITS.get(word, word) for word in said])
    if DIGIT.search(words):
        words = SHORT_SPAN.sub(lambda match: f"{match.group(1) or ' '}{SPANS.get(match.group(2)[:2], 'hours')}", words)
        words = HALF.sub(r"\1.5 years", words)
        words = OR_MORE.sub(r"\1 \2 or more", words) if "or more" in words else words
    if any(unit in words for unit in TIME_UNITS):
        words = A_SPAN.sub("1 ", LAST_YEAR.sub(r"\1 1 ", words))
    if "time" in words or "limit" in words or "deadline" in words:
        words = IN_TIME.sub("in time", words)
    if DIGIT.search(words) is None:
        return words
    words = BY_DAY.sub(r"\1 days", words)
    words = RATE_100K.sub(" unitper100k ", words)
    words = RATE.sub(" unitper10k ", words)
    words = RATE_1K.sub(" unitper1k ", words)
    return words


def with_spans(text: str) -> str:
    """Spans of days, ages and limits, each as one word: '11 to 25 days' -> '11to25d', 'aged 4 to 16' -> 'aged4to16'."""
    if DIGIT.search(text) is None:
        return text
    text = SPAN.sub(r"\1to\2d", text)
    text = AGES.sub(lambda m: f"aged{m.group(1) or m.group(3)}to{m.group(2) or m.group(4)}", text)
    text = AGE.sub(lambda m: f"aged{m.group(1) or m.group(2)}", text)
    return LIMIT.sub(_limit, text)


def _limit(match: re.Match[str]) -> str:
    """'24 months' and '2 years' -> '2y'; '45 working days' -> '45d'; '24 hours' -> '1d'; '2+ years' -> '2y over'."""
    number, unit = float(match.group(1)), match.group(3)
    more = " over" if match.group(2) else ""
    if unit in ("month", "year"):
        years = number if unit == "year" else number / 12
        return (f"{years:g}y" if years == int(years) or unit == "year" else f"{number:g}m") + more
    if unit == "week":
        return (f"{number / 52:g}y" if number == 52 else f"{number:g}w") + more
    days = number * DAYS[unit]
    return (f"{days:g}d" if days == int(days) else f"{number:g}h") + more
