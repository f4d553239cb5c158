import pytest

from golive_tui.client.mirror import Mirror
from golive_tui.tui.views.round_rows import RoundLine, coming, round_lines, round_row
from tests.screens.scene import Moment, mirror_at
from tests.tui.views.reading import crowded, read


def row(mirror: Mirror, number: int, phase: int = 0, width: int = 116) -> str:
    lines = round_lines(mirror)
    wanted = mirror.checklist.watch[phase]
    line = next(each for each in lines if each.phase == wanted and each.number == number)
    return read([round_row(line, mirror, mirror.now, width, coming(mirror, mirror.now))], width)[0]


def test_every_round_of_every_phase_has_a_row_under_its_phase() -> None:
    lines = round_lines(mirror_at("live"))
    assert len(lines) == 3 + 24 + 18 + 6
    assert [each.id for each in lines[:2]] == ["", "hour-1-6/1"]


def test_a_completed_round_says_who_when_and_how_it_was_answered() -> None:
    said = row(mirror_at("live"), 1)
    assert said.startswith("✓ done    1 of 24  due 13:30Z        ana 13:32Z")
    assert said.endswith("5 of 5 answers · one drop of the WebSocket, over")
    assert "1 failed" in row(mirror_at("live"), 3)


def test_a_missed_round_says_whether_anybody_could_have_seen_it() -> None:
    assert "nobody 14:00Z" in row(mirror_at("live"), 2)
    assert row(mirror_at("interrupted"), 5).endswith("no engine ran")


def test_the_next_round_alone_counts_down() -> None:
    mirror = mirror_at("live")
    assert row(mirror, 4).endswith("in 12 min")
    assert row(mirror, 5).endswith("T+01:15")
    assert row(mirror, 1, phase=2).endswith("due 26 Nov 13:15Z T+2d 00:00")


def test_an_open_round_is_due_and_then_late() -> None:
    assert row(mirror_at("round-due"), 4).startswith("◆ due     4 of 24  due 14:15Z")


def test_before_go_live_a_round_has_no_time_but_its_place() -> None:
    mirror = mirror_at("before-go-live")
    assert row(mirror, 2) == "○ ahead   2 of 24  T+00:30"


def test_a_phase_says_its_rhythm_and_how_far_it_is() -> None:
    mirror = mirror_at("live")
    line = RoundLine(phase=mirror.checklist.watch[0])
    said = read([round_row(line, mirror, mirror.now, 96, None)], 96)[0]
    assert said.endswith("every 15 min · 2 of 24 done · 1 missed")


@pytest.mark.parametrize("moment", ["before-go-live", "live", "interrupted", "week"])
def test_the_columns_fit_at_every_width(moment: Moment) -> None:
    mirror = mirror_at(moment)
    lines = round_lines(mirror)
    now, next_at = mirror.now, coming(mirror, mirror.now)
    assert crowded(lambda w: [round_row(each, mirror, now, w, next_at) for each in lines]) == []
