from __future__ import annotations

import re

import pytest

from store.ids import short_id


@pytest.mark.parametrize(("one", "other"), [(("a", "b"), ("ab",)), (("a", None), ("a", "")), ((1, 11), (11, 1))])
def test_ids_of_different_things_differ(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert short_id(*one) != short_id(*other)
    assert short_id(*one) == short_id(*one)
    assert re.fullmatch(r"[0-9a-f]{16}", short_id(*one))
