"""The plays themselves: no terminal, no time, no files."""

import pytest

from golive_tui.rehearsal.deploy.acts import Bar, Break, End, Hand, Leave, Say, Scene
from golive_tui.rehearsal.deploy.plays import PLAYS


@pytest.mark.parametrize("name", PLAYS)
def test_a_play_takes_a_few_seconds_and_says_something(name: str) -> None:
    acts = list(PLAYS[name](Scene(where="staging")))
    seconds = sum(act.seconds for act in acts if isinstance(act, Say | Bar))
    assert 0.2 <= seconds <= 10
    assert any(isinstance(act, Say) for act in acts)
    assert all("\n" not in act.text for act in acts if isinstance(act, Say))


@pytest.mark.parametrize("name", PLAYS)
def test_a_play_can_fail(name: str) -> None:
    acts = list(PLAYS[name](Scene(where="staging", fails=True)))
    codes = [act.code for act in acts if isinstance(act, Break | End)]
    assert len(codes) == 1
    assert codes[0] > 0


@pytest.mark.parametrize("name", PLAYS)
def test_a_play_that_may_fail_has_done_nothing_yet_where_it_breaks(name: str) -> None:
    if name == "load-test":
        return  # its report is what tells how it went
    acts = list(PLAYS[name](Scene(where="staging")))
    [at] = [place for place, act in enumerate(acts) if isinstance(act, Break)]
    assert not any(isinstance(act, Leave | Hand) for act in acts[:at])
