"""From a definition to a lookout at work."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.checklist.condition import parse
from golive_tui.checklist.model import Probe
from golive_tui.engine.opening import fill, open_probe
from golive_tui.errors import TemplateError
from golive_tui.probes.take import take
from tests.engine.clocks import START
from tests.engine.origins import origin_at
from tests.support.lookups import Values

LOOKUP = Values({"host": "127.0.0.1", "word": "pong"}, environment={"TOKEN": "very-hidden-token"})


def probe(**settings: object) -> Probe:
    return Probe(
        id="p",
        kind="tcp",
        title="P",
        every=30.0,
        timeout=1.0,
        expect=(parse("state == '${word}'"),),
        settings=settings,
    )


def test_settings_and_conditions_are_filled_and_secrets_are_known() -> None:
    filled, settings, secrets = fill(probe(host="${host}", port=1, note="${env:TOKEN}"), LOOKUP)
    assert settings["host"] == "127.0.0.1"
    assert filled.expect[0].value == "pong"
    assert secrets == ("very-hidden-token",)


def test_an_undefined_name_fails_before_anything_runs() -> None:
    with pytest.raises(TemplateError, match="nowhere"):
        fill(probe(host="${nowhere}", port=1), LOOKUP)


async def test_a_probe_that_cannot_be_opened_says_why_as_our_own_error(own_home: Path) -> None:
    opened = open_probe(probe(host="${env:UNSET}", port=1), LOOKUP, origin_at(own_home))
    sample = await take(opened.lookout, opened.probe, START, opened.reach)
    await opened.lookout.close()
    assert (sample.outcome, sample.reason) == ("error", "secret.unset")
    assert "UNSET" in sample.detail
    assert opened.lookout.late().reason == "secret.unset"


async def test_settings_that_turn_out_wrong_are_an_invalid_config(own_home: Path) -> None:
    opened = open_probe(probe(host="${host}", port="${word}"), LOOKUP, origin_at(own_home))
    sample = await take(opened.lookout, opened.probe, START, opened.reach)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")


async def test_in_a_rehearsal_a_probe_runs_no_command_but_its_stand_in(own_home: Path) -> None:
    look = replace(probe(run=["touch", "ran"]), kind="command", expect=())
    opened = open_probe(look, LOOKUP, origin_at(own_home, rehearsal=True))
    sample = await take(opened.lookout, opened.probe, START, opened.reach)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")
    assert not (own_home / "ran").exists()
