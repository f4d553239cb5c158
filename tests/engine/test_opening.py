"""From a definition to a lookout at work."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.checklist.condition import parse
from golive_tui.checklist.model import Probe
from golive_tui.engine.opening import fill, open_probe
from golive_tui.errors import TemplateError
from golive_tui.launch.state import Origin
from golive_tui.probes.take import take
from tests.engine.clocks import START


class Lookup:
    """Values by name; secrets by name."""

    def value(self, name: str) -> str | None:
        return {"host": "127.0.0.1", "word": "pong"}.get(name)

    def env(self, name: str) -> str | None:
        return {"TOKEN": "very-hidden-token"}.get(name)

    def file(self, path: str) -> str | None:
        return None

    def output(self, step: str, name: str) -> str | None:
        return None

    def command(self, name: str) -> str | None:
        return None

    def stand_in(self, name: str) -> str | None:
        return None


def origin(directory: Path, *, rehearsal: bool = False) -> Origin:
    return Origin(
        id="l",
        title="L",
        checklist="c.toml",
        sha256="0",
        target="production",
        directory=str(directory),
        rehearsal=rehearsal,
        speed=1.0,
        created_at=START,
        created_by="ana",
    )


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
    filled, settings, secrets = fill(probe(host="${host}", port=1, note="${env:TOKEN}"), Lookup())
    assert settings["host"] == "127.0.0.1"
    assert filled.expect[0].value == "pong"
    assert secrets == ("very-hidden-token",)


def test_an_undefined_name_fails_before_anything_runs() -> None:
    with pytest.raises(TemplateError, match="nowhere"):
        fill(probe(host="${nowhere}", port=1), Lookup())


async def test_a_probe_that_cannot_be_opened_says_why_as_our_own_error(own_home: Path) -> None:
    opened = open_probe(probe(host="${env:UNSET}", port=1), Lookup(), origin(own_home))
    sample = await take(opened.lookout, opened.probe, START, opened.reach)
    await opened.lookout.close()
    assert (sample.outcome, sample.reason) == ("error", "secret.unset")
    assert "UNSET" in sample.detail
    assert opened.lookout.late().reason == "secret.unset"


async def test_settings_that_turn_out_wrong_are_an_invalid_config(own_home: Path) -> None:
    opened = open_probe(probe(host="${host}", port="${word}"), Lookup(), origin(own_home))
    sample = await take(opened.lookout, opened.probe, START, opened.reach)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")


async def test_in_a_rehearsal_a_probe_runs_no_command_but_its_stand_in(own_home: Path) -> None:
    look = replace(probe(run=["touch", "ran"]), kind="command", expect=())
    opened = open_probe(look, Lookup(), origin(own_home, rehearsal=True))
    sample = await take(opened.lookout, opened.probe, START, opened.reach)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")
    assert not (own_home / "ran").exists()
