import pytest
from msgspec.structs import replace

from golive_tui.launch.figures import Uptime
from golive_tui.launch.series import Series
from golive_tui.launch.state import UNSEEN
from golive_tui.tui.views.probe_rows import honest, table_labels, table_row
from tests.screens.scene import mirror_at
from tests.tui.views.reading import WIDTHS, has_room, read

UP = Uptime(up=9703.2, down=6.8, unobserved=290.0)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (41, "99.93 % of 97.1 % observed (97.0-99.9 %)"),
        (20, "99.93 % of 97.1 %"),
        (13, "99.9 of 97 %"),
        (7, "~99.9 %"),
    ],
)
def test_uptime_is_honest_in_as_many_words_as_fit(width: int, words: str) -> None:
    assert honest(UP, width) == words
    assert len(words) <= width


def test_nothing_observed_is_a_dash() -> None:
    assert honest(Uptime(0.0, 0.0, 60.0), 41) == "—"


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_stand_over_their_columns_and_a_title_has_room(width: int) -> None:
    mirror = mirror_at("live")
    labels = table_labels(width)
    for name, probe in mirror.checklist.probes.items():
        row = table_row(probe, mirror.state.probe(name), mirror.sight[name], mirror.now, width)
        assert [each.width for each in row] == [each.width for each in labels]
        assert has_room(row, width, 15)


def test_a_row_says_mark_and_word_and_every_figure() -> None:
    mirror = mirror_at("live")
    probe = mirror.checklist.probes["ws-connect"]
    row = table_row(probe, mirror.state.probe(probe.id), mirror.sight[probe.id], mirror.now, 200)
    said = read([row], 200)[0]
    assert said.startswith("▲ alarm   WebSocket /ws, a new connection every 5 s")
    assert "fail     fail    180  21.7 %" in said
    assert "observed (" in said


def test_a_probe_that_was_never_seen_has_dashes_and_no_zero() -> None:
    mirror = mirror_at("live")
    probe = replace(mirror.checklist.probes["api-health"], title="New")
    row = table_row(probe, UNSEEN, Series(probe, mirror.now), mirror.now, 200, waits=True)
    said = read([row], 200)[0].split()
    assert said[:3] == ["…", "unknown", "New"]
    assert said.count("—") == 6
    assert "0.0" not in said
