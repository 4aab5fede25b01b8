"""Does it hold? Pure functions, Observations -> Findings: what a reader should know of figures that do not agree.

A finding quotes the figures with their pages and accuses nobody: the paper may err, or count on another footing, or we
may have misread it. A false alarm costs more trust than a finding earns, so a check passes over whatever leaves room
for doubt: figures without a measure or a period, bounds, averages, withheld values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from checks.arithmetic import stated_change
from checks.bounds import part_over_whole, share_over_hundred
from checks.shares import share_of_its_counts, share_of_its_own_counts, sum_of_parts
from checks.text_and_table import table_and_table, text_and_table
from records.catalogue import Indicator
from records.observation import Observation
from records.reading import Finding

Check = Callable[[Sequence[Observation], Mapping[str, Indicator]], Iterator[Finding]]
"""The figures of one report and the measures of the catalogue -> what does not hold, by places in the figures."""

CHECKS: tuple[Check, ...] = (
    stated_change,
    share_of_its_own_counts,
    share_of_its_counts,
    sum_of_parts,
    share_over_hundred,
    part_over_whole,
    text_and_table,
    table_and_table,
)
"""Those within one report, in the order in which their findings are listed. The docstring of each is its description.

Across reports go `checks.restated` and `checks.official`, which need more than one report's figures.
"""


def findings_of(observations: Sequence[Observation], indicators: Mapping[str, Indicator]) -> list[Finding]:
    """What does not hold together among the figures of one report; each finding once."""
    return list(dict.fromkeys(finding for check in CHECKS for finding in check(observations, indicators)))
