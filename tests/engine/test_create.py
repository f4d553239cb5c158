"""Beginning a launch, or not."""

import json
from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.create import Plan, begin, carry, choose_target
from golive_tui.errors import InputError, NotFound, StoreError, TemplateError
from golive_tui.launch.fold import fold
from golive_tui.probes.all_kinds import specs
from golive_tui.store.chain import START
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from golive_tui.store.snapshot import Snapshot, write
from tests.engine.clocks import START as NOON
from tests.engine.living import CHECKLIST, make_launch

SECRET = (
    CHECKLIST
    + """
[probes.api]
kind = "http"
title = "API"
url = "http://127.0.0.1:1/"
headers = { authorization = "Bearer ${env:GOLIVE_NOT_SET}" }
expect = ["status == 200"]
"""
)


def plan(folder: Path, text: str, place: Path | None = None) -> Plan:
    return Plan(
        checklist=read_checklist(text.encode(), "small.toml", specs()),
        source=folder / "small.toml",
        text=text.encode(),
        target="production",
        directory=folder,
        base=folder / "launches",
        place=place,
    )


def test_the_first_event_says_what_is_launched_and_the_checklist_is_frozen(own_home: Path) -> None:
    launch = make_launch(own_home)
    first = json.loads(launch.journal.read_text())
    assert (first["seq"], first["kind"], first["format"]) == (1, "launch.created", 1)
    assert first["directory"] == str(own_home)
    assert launch.read_checklist() == CHECKLIST.encode()


def test_an_unset_secret_is_an_error_before_anything_is_made(own_home: Path) -> None:
    with pytest.raises(TemplateError, match="GOLIVE_NOT_SET"):
        begin(plan(own_home, SECRET), version="test")
    assert not (own_home / "launches").exists()


def test_a_directory_that_holds_a_launch_is_not_begun_again(own_home: Path) -> None:
    place = own_home / "here"
    begin(plan(own_home, CHECKLIST, place), version="test")
    with pytest.raises(StoreError, match="holds a launch already"):
        begin(plan(own_home, CHECKLIST, place), version="test")


def test_the_only_real_target_is_chosen_and_several_must_be_named() -> None:
    one = read_checklist(CHECKLIST.encode(), "x", {})
    assert choose_target(one, None) == "production"
    assert choose_target(one, "production") == "production"
    with pytest.raises(NotFound, match="staging"):
        choose_target(one, "staging")
    two = CHECKLIST.replace("[targets.production]", "[targets.production]\n[targets.staging]")
    with pytest.raises(InputError, match="several"):
        choose_target(read_checklist(two.encode(), "x", {}), None)


def test_a_copied_state_goes_on_elsewhere_with_its_progress(own_home: Path) -> None:
    launch = make_launch(own_home)
    found = look(launch, fold)
    copy = own_home / "state.toml"
    write(copy, Snapshot(state=found.state, position=found.position, saved_at=NOON))
    carried = carry(plan(own_home, CHECKLIST, own_home / "there"), copy)
    there = look(LaunchDirectory(carried.path), fold)
    assert there.state == found.state
    assert there.position.offset == START.offset
