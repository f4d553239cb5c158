import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.cli import doctor
from golive_tui.cli.host import clock_sync, disk, linger, system
from golive_tui.cli.host.finding import Finding, ok, unknown, wrong
from tests.cli.made import CHECKLIST, Golive


@pytest.fixture
def healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host of which only good can be said, whatever this one is like."""
    monkeypatch.setattr(linger, "look", lambda: ok("logout", "nobody ends it"))
    monkeypatch.setattr(system, "files", lambda _: ok("open files", "enough"))
    monkeypatch.setattr(clock_sync, "look", lambda: ok("clock", "synchronised"))
    monkeypatch.setattr(disk, "look", lambda folder: [ok("disk", f"room for {folder}")])


@pytest.mark.usefixtures("healthy")
def test_a_host_with_nothing_wrong_ends_with_0_although_not_all_is_known(golive: Golive) -> None:
    said = golive("doctor")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert any(line.startswith("✓ ok      clock        synchronised") for line in lines)
    assert any(line.startswith("? unknown terminal") for line in lines)
    assert lines[-1].startswith("0 things are wrong, ")


@pytest.mark.usefixtures("healthy")
def test_one_wrong_thing_ends_with_1_and_says_what_to_do(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_sync, "look", lambda: wrong("clock", "off by an hour", "set it"))
    said = golive("doctor")
    assert said.code == 1
    assert "✗ wrong   clock        off by an hour\n" + " " * 23 + "set it\n" in said.out
    assert said.out.splitlines()[-1].startswith("1 thing is wrong, ")


@pytest.mark.usefixtures("healthy")
def test_as_json_it_is_one_document(golive: Golive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_sync, "look", lambda: unknown("clock", "not told"))
    said = golive("doctor", "--json")
    assert (said.code, said.err) == (0, "")
    document = json.loads(said.out)
    assert (document["schema"], document["good"]) == (1, True)
    assert {"check": "clock", "verdict": "unknown", "says": "not told", "remedy": None} in document[
        "checks"
    ]
    names = [each["check"] for each in document["checks"]]
    assert {"golive", "locale", "open files", "boot id", "sleep", "logout", "terminal"} <= set(
        names
    )


def test_the_real_host_can_be_looked_at_and_is_left_as_it_was(
    golive: Golive, own_home: Path
) -> None:
    before = sorted(own_home.rglob("*"))
    said = golive("doctor")
    assert said.code in {0, 1}
    assert sorted(own_home.rglob("*")) == before


@pytest.mark.usefixtures("healthy")
def test_the_directory_of_the_launch_can_be_given(golive: Golive, own_home: Path) -> None:
    assert f"room for {own_home / 'x'}" in golive("doctor", "--launch", str(own_home / "x")).out


@pytest.mark.usefixtures("healthy")
def test_with_a_checklist_its_hosts_are_looked_at(golive: Golive, shop: Path) -> None:
    shop.write_text(CHECKLIST.replace('"9"', '"1"'))
    said = golive("doctor", str(shop), "--target", "production")
    assert said.code == 1
    assert "127.0.0.1:1 (api, web) is not reached: Connection refused" in said.out
    assert golive("doctor", str(shop), "--target", "rehearsal").code == 0


@pytest.mark.usefixtures("healthy")
def test_a_broken_checklist_is_told_before_anything_is_looked_at(
    golive: Golive, shop: Path
) -> None:
    shop.write_text("schema = 1\n[oops]\n")
    said = golive("doctor", str(shop))
    assert (said.code, said.out) == (2, "")
    assert "oops" in said.err


def test_where_the_stream_knows_no_glyphs_they_are_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    marks = [doctor._mark(verdict) for verdict in ("ok", "note", "unknown", "wrong")]
    assert marks == ["x ok     ", "o note   ", "? unknown", "! wrong  "]


@pytest.mark.usefixtures("healthy")
def test_what_others_say_cannot_write_to_the_terminal(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hostile(*_: object) -> Iterator[Finding]:
        yield wrong("disk", "\x1b[2J", "\x9b31m")

    monkeypatch.setattr(disk, "look", hostile)
    for argv in (["doctor"], ["doctor", "--json"]):
        said = golive(*argv)
        assert not {"\x1b", "\x9b"} & set(said.out)
