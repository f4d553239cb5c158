"""Where a person was when they left."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.clock import real_now
from golive_tui.tui.desk import Bookmark
from golive_tui.tui.frame import bookmarks
from golive_tui.tui.frame.bookmarks import (
    AWAY_AFTER,
    Attendance,
    bookmark_file,
    is_worth_telling,
    load,
    save,
    was_interrupted,
)
from tests.launch.world import START, after
from tests.tui.fakes import FakeHost, desk_at

MARK = Bookmark(
    seq=40, at=START, view="dash", subject="dns-a-records", seen_at=START,
    places={"run": "deploy-staging"},
)  # fmt: skip
BAD_PLACES = (
    '{"seq": 1, "at": "2026-11-24T12:00:00Z", "view": "dash", "subject": "",'
    ' "seen_at": "2026-11-24T12:00:00Z", "places": ["run"]}'
)
PLACELESS = BAD_PLACES.replace(', "places": ["run"]', "")


def test_it_is_kept_and_found_again() -> None:
    path = bookmark_file("flowmind-1")
    save(path, MARK)
    assert load(path) == MARK


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"seq": "x"}', BAD_PLACES, '{"seq": 1, "at": "noon"}']
)
def test_one_that_cannot_be_read_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mark.json"
    path.write_text(text, encoding="utf-8")
    assert load(path) is None
    assert load(tmp_path / "none.json") is None


def test_one_of_a_golive_that_kept_no_places_has_none(tmp_path: Path) -> None:
    path = tmp_path / "mark.json"
    path.write_text(PLACELESS, encoding="utf-8")
    found = load(path)
    assert found is not None
    assert found.places == {}


def test_who_comes_back_is_where_they_were_in_every_view() -> None:
    desk = desk_at("live")
    desk.places["run"] = "smoke-tests-staging"
    first = Attendance(desk)
    first.arrive()
    first.keep(now=True)
    later = desk_at("live")
    Attendance(later).arrive()
    assert later.places == {"run": "smoke-tests-staging"}


def test_a_disk_that_does_not_take_it_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    save(tmp_path / "file" / "under" / "mark.json", MARK)


def test_it_is_worth_telling_when_something_happened_and_time_passed() -> None:
    assert is_worth_telling(MARK, 41, after(90))
    assert not is_worth_telling(MARK, 40, after(90))
    assert not is_worth_telling(MARK, 41, after(5))
    assert not is_worth_telling(Bookmark(seq=40, at=START), 41, after(90))


def test_on_a_fast_clock_a_while_is_shorter_but_never_a_moment() -> None:
    assert is_worth_telling(MARK, 41, after(20), 60.0)
    assert not is_worth_telling(MARK, 41, after(10), 60.0)


def test_an_engine_that_died_is_told_however_short_it_was() -> None:
    desk = desk_at("interrupted")
    assert desk.mirror is not None
    assert was_interrupted(replace(MARK, seq=1), desk.mirror)
    assert not was_interrupted(replace(MARK, seq=desk.mirror.state.seq), desk.mirror)


def test_who_comes_back_to_a_launch_gets_the_mark_and_who_is_new_does_not() -> None:
    desk = desk_at("live")
    assert desk.mirror is not None
    assert Attendance(desk).arrive() is None
    long_ago = replace(MARK, seen_at=real_now() - timedelta(hours=1))
    save(bookmark_file("flowmind-1124-1102"), long_ago)
    assert Attendance(desk).arrive() == long_ago
    just_now = replace(MARK, seen_at=real_now(), seq=desk.mirror.state.seq - 1)
    save(bookmark_file("flowmind-1124-1102"), just_now)
    assert Attendance(desk).arrive() is None


def test_a_key_after_a_long_silence_finds_the_mark_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = desk_at("live")
    attendance = Attendance(desk)
    attendance.arrive()
    assert attendance.key() is None
    assert desk.mirror is not None
    seq = desk.mirror.state.seq
    desk.mirror.state = desk_at("round-due").mirror.state  # type: ignore[union-attr]
    later = real_now() + timedelta(seconds=AWAY_AFTER + 1)
    monkeypatch.setattr(bookmarks, "real_now", lambda: later)
    found = attendance.key()
    assert found is not None
    assert found.seq == seq
    assert attendance.key() is None


def test_leaving_keeps_view_and_subject() -> None:
    desk = desk_at("live", FakeHost(where=("probes", "api-health")))
    attendance = Attendance(desk)
    attendance.arrive()
    attendance.keep(now=True)
    kept = load(bookmark_file("flowmind-1124-1102"))
    assert kept is not None
    assert (kept.view, kept.subject) == ("probes", "api-health")
