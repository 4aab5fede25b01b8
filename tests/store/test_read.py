from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from records.comparison import Held
from records.observation import Role
from records.reading import FrontMatter
from store.opening import open_build
from store.read import _decimals, read_comparables, read_held, read_observations
from tests.store.readings import NOVEMBER, SHA, failed, paper


def test_an_observation_comes_back_as_it_was_written(tmp_path: Path) -> None:
    reading = paper()
    with open_build(tmp_path / "s.db", signature={"reader": "1"}) as made:
        made.write_reading(reading)
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        stored = {each.observation.value_text + each.observation.origin: each for each in read_observations(connection)}
    for written in reading.observations:
        read = stored[written.value_text + written.origin]
        evidence = replace(written.evidence, table=None, sentence=None, support=())
        assert read.observation == replace(written, evidence=evidence, label=None)
        assert (read.authority_id, read.report_period) == ("101", "2020-11")


def test_figures_to_compare_are_named_timed_and_of_reports_that_count(tmp_path: Path) -> None:
    reading = paper()
    national = replace(reading.observations[3], role=Role.NATIONAL, period=None, basis=None, value_text="21.40%")
    reading = replace(reading, observations=(*reading.observations, national))
    with open_build(tmp_path / "s.db", signature={"reader": "1"}) as made:
        made.write_reading(reading)
        made.write_reading(paper("ef" * 32, filename="again.pdf", method="ocr"))
        found = made.comparables()
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        assert read_comparables(connection) == found
    assert sorted((each.value, each.role, each.period) for each in found) == [
        (18.9, "actual", "2020-10"),
        (21.4, "actual", "2020-11"),
        (21.4, "national", ""),
        (218.0, "actual", "2020-11"),
        (218.0, "actual", "2020-11"),
        (231.0, "actual", "2020-10"),
    ]
    (benchmark,) = [each for each in found if each.role is Role.NATIONAL]
    assert (benchmark.decimals, benchmark.said_on) == (2, "2021-01-12")


@pytest.mark.parametrize(
    ("value_text", "value", "decimals"),
    [("21.4%", 21.4, 1), ("118 of 194 60.80%", 60.8, 2), ("1,730", 1730.0, 0), ("-33%", -33.0, 0), ("five", 5.0, 0)],
)
def test_printed_decimals_are_those_of_the_number_that_is_the_value(
    value_text: str, value: float, decimals: int
) -> None:
    assert _decimals(value_text, value) == decimals


def test_reports_held_are_those_that_count_and_those_that_failed(tmp_path: Path) -> None:
    told = replace(failed(), front=FrontMatter("102", report_period=NOVEMBER))
    with open_build(tmp_path / "s.db", signature={"reader": "1"}) as made:
        for reading in (
            paper(),
            paper("ef" * 32, filename="again.pdf", method="ocr"),
            told,
            failed("x.pdf", "00" * 32),
        ):
            made.write_reading(reading)
        made.name_repeats()
        assert read_held(made.database.conn) == [
            Held("101", "2020-11", SHA, "partly read", None),
            Held("102", "2020-11", "cd" * 32, "failed", "the file is empty; fetch it again"),
        ]
