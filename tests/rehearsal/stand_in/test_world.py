from datetime import timedelta

import pytest

from golive_tui.clock import real_now
from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.traffic import requests_until
from golive_tui.rehearsal.stand_in.world import World


def test_traffic_begins_with_the_world_unless_told_otherwise() -> None:
    assert World(seed=1).elapsed() < 60


def test_a_world_that_comes_back_counts_on_from_where_it_would_have_been() -> None:
    world = World(seed=1, speed=60, since=real_now() - timedelta(minutes=10))
    assert 36_000 <= world.elapsed() < 36_000 + 3600
    assert world.figures().total >= requests_until(1, 36_000)
    assert world.now() - real_now() >= timedelta(hours=9)


def test_a_beginning_in_the_future_is_now() -> None:
    assert 0 <= World(seed=1, since=real_now() + timedelta(hours=1)).elapsed() < 60


def test_a_change_takes_hold_and_a_reset_goes_back_to_the_first_behaviour() -> None:
    first = Behaviour(version="9.9.9")
    world = World(seed=1, behaviour=first)
    world.change({"error_ratio": "50%", "health": "unhealthy"})
    assert world.behaviour.error_ratio == 0.5
    assert world.behaviour.version == "9.9.9"
    world.reset()
    assert world.behaviour == first


def test_a_bad_change_changes_nothing() -> None:
    world = World(seed=1)
    with pytest.raises(InputError):
        world.change({"health": "unhealthy", "nope": 1})
    assert world.behaviour == Behaviour()


def test_an_outage_shows_in_the_figures() -> None:
    world = World(seed=1, speed=1000, since=real_now() - timedelta(seconds=1))
    world.change({"status": {"*": 503}})
    before = world.figures().requests
    since = real_now() - timedelta(seconds=10)
    later = World(seed=1, behaviour=world.behaviour, speed=1000, since=since).figures().requests
    assert sum(count for (_, status), count in before.items() if status == 200) > 0
    assert {status for _, status in later} == {503}


def test_requests_are_numbered_by_stream() -> None:
    world = World(seed=1)
    assert [world.number("api"), world.number("api"), world.number("tls")] == [1, 2, 1]


def test_who_does_not_ask_is_told_of_a_change() -> None:
    world, told = World(seed=1), list[Behaviour]()
    world.at_change.append(told.append)
    world.change({"firewall": ["redis"], "traffic": "10%", "stored": "95%"})
    world.reset()
    assert [each.firewall for each in told] == [("redis",), ()]
