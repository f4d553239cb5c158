from itertools import pairwise, product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch.events import ItemStatus
from golive_tui.launch.moves import (
    ITEM_MOVES,
    ROUND_MOVES,
    TRIGGER_MOVES,
    ItemAct,
    RoundAct,
    TriggerAct,
    item_after,
    round_after,
    trigger_after,
)
from golive_tui.launch.state import RoundStatus
from golive_tui.launch.trigger_state import TriggerStatus
from tests.launch.world import Rehearsed, after

STATUSES: tuple[ItemStatus, ...] = get_args(ItemStatus)
ACTS: tuple[ItemAct, ...] = get_args(ItemAct)

ASK: dict[str, c.Command] = {
    "start": c.StartItem(item="cdn"),
    "pass": c.PassItem(item="cdn"),
    "fail": c.FailItem(item="cdn"),
    "skip": c.SkipItem(item="cdn", reason="not today"),
    "reopen": c.ReopenItem(item="cdn"),
}


@pytest.mark.parametrize(("status", "act"), list(product(STATUSES, ACTS)))
def test_only_what_the_table_names_is_a_move(status: ItemStatus, act: ItemAct) -> None:
    assert item_after(status, act) == ITEM_MOVES.get((status, act))


@pytest.mark.parametrize(
    ("status", "act"), list(product(get_args(RoundStatus), get_args(RoundAct)))
)
def test_only_what_the_table_names_is_a_move_of_a_round(status: RoundStatus, act: RoundAct) -> None:
    assert round_after(status, act) == ROUND_MOVES.get((status, act))


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_reached_and_can_be_left(status: ItemStatus) -> None:
    assert status in ITEM_MOVES.values()
    assert any(start == status for start, _ in ITEM_MOVES)


@pytest.mark.parametrize("status", ["completed", "missed"])
def test_a_closed_round_stays_closed(status: RoundStatus) -> None:
    assert not any(start == status for start, _ in ROUND_MOVES)


def test_only_a_pass_grows_stale() -> None:
    assert [start for start, act in ITEM_MOVES if act == "stale"] == ["passed"]


@given(st.lists(st.sampled_from(list(ASK)), max_size=30))
def test_an_item_never_leaves_the_table(acts: list[ItemAct]) -> None:
    """Whatever is asked in whatever order: each status follows from the one before, or stays."""
    launch = Rehearsed()
    launch.begin()
    seen = [launch.status("cdn")]
    for number, act in enumerate(acts):
        wanted = item_after(seen[-1], act)
        try:
            launch.do(ASK[act], after(number))
        except Refused:
            assert wanted is None
        else:
            assert launch.status("cdn") == wanted
        seen.append(launch.status("cdn"))
    legal = {(start, end) for (start, _), end in ITEM_MOVES.items()}
    assert all(one == other or (one, other) in legal for one, other in pairwise(seen))


@pytest.mark.parametrize(
    ("status", "act"), list(product(get_args(TriggerStatus), get_args(TriggerAct)))
)
def test_only_what_the_table_names_is_a_move_of_a_trigger(
    status: TriggerStatus, act: TriggerAct
) -> None:
    assert trigger_after(status, act) == TRIGGER_MOVES.get((status, act))
