"""Figures made by hand for the tests of checks, and the measures that they are of."""

from __future__ import annotations

from decimal import Decimal

from records.catalogue import Indicator
from records.observation import Direction, Evidence, Observation, Origin, Role, Unit
from records.page import Box
from records.period import Basis, Period


def measure(key: str, unit: Unit = Unit.COUNT, kind: str = "flow", **links: str) -> Indicator:
    """A measure; `links` are count_id, of_id, parent and sum_group."""
    parts = {name: links.get(name) for name in ("count_id", "of_id", "parent", "sum_group")}
    texts = ("front_door", unit, "neutral", "", "", "", kind, Basis.MONTH, None)
    return Indicator(
        key,
        key.replace("_", " ").capitalize(),
        *texts,
        **parts,
        official_indicator_id=None,
        lait_code=None,
        lg_inform_metric=None,
        chat_reference=None,
        annex_a_list=None,
    )


MEASURES = {
    one.id: one
    for one in (
        measure("contacts"),
        measure("contacts_harm", parent="contacts", sum_group="kind"),
        measure("contacts_help", parent="contacts", sum_group="kind"),
        measure("referrals"),
        measure("re_referrals", parent="referrals"),
        measure("re_referrals_pct", Unit.PERCENT, "share_of_flow", count_id="re_referrals", of_id="referrals"),
        measure("referrals_rate", Unit.PER_10K, "rate_of_flow", count_id="referrals", of_id="population_0_17"),
    )
}


def figure(
    indicator_id: str | None,
    value_text: str,
    *,
    value: str | None = None,
    unit: Unit | None = None,
    period: str | None = "2020-11",
    basis: Basis | None = Basis.MONTH,
    role: Role = Role.ACTUAL,
    table: int | None = 0,
    row: int = 0,
    sentence: int | None = None,
    page: int = 1,
    part_of: tuple[int, int] | None = None,
    compared_with: str | None = None,
    direction: Direction | None = None,
    operator: str | None = None,
    note: str | None = None,
) -> Observation:
    """A figure of a table, or of a sentence where `sentence` is given; its value and unit are read off the print."""
    percent = value_text.endswith("%")
    return Observation(
        origin=Origin.TABLE if sentence is None else Origin.PROSE,
        evidence=Evidence(
            page,
            Box(0, 0, 10, 10),
            table=table if sentence is None else None,
            row=row if sentence is None else None,
            col=0 if sentence is None else None,
            sentence=sentence,
        ),
        text=value_text,
        value_text=value_text,
        value=Decimal(value or value_text.rstrip("%").replace(",", "")),
        unit=unit or (Unit.PERCENT if percent else Unit.COUNT),
        indicator_id=indicator_id,
        indicator_text=indicator_id or "",
        period=Period.parse(period) if period else None,
        basis=basis,
        role=role,
        numerator=Decimal(part_of[0]) if part_of else None,
        denominator=Decimal(part_of[1]) if part_of else None,
        comparator=compared_with,
        direction=direction,
        operator=operator,
        note=note,
    )
