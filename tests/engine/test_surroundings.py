"""Where `${...}` gets its values."""

from collections.abc import Callable
from pathlib import Path

import pytest

from golive_tui.checklist.model import Checklist, Target
from golive_tui.engine.surroundings import Surroundings


def around(
    folder: Path,
    stand_in: dict[str, str] | None = None,
    outputs: Callable[[str, str], str | None] | None = None,
) -> Surroundings:
    checklist = Checklist(
        title="x",
        targets={"production": Target(id="production", values={"api": "https://x"})},
        probes={},
        objectives={},
        triggers={},
        stages=(),
    )
    return Surroundings(
        checklist, "production", directory=folder, stand_in=stand_in, outputs=outputs
    )


def test_values_are_those_of_the_target(own_home: Path) -> None:
    assert around(own_home).value("api") == "https://x"
    assert around(own_home).value("ws") is None


def test_an_empty_variable_is_an_unset_one(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLIVE_TEST_TOKEN", "hidden")
    assert around(own_home).env("GOLIVE_TEST_TOKEN") == "hidden"
    monkeypatch.setenv("GOLIVE_TEST_TOKEN", "")
    assert around(own_home).env("GOLIVE_TEST_TOKEN") is None


def test_a_file_is_read_from_the_launch_s_directory_without_its_line_end(own_home: Path) -> None:
    (own_home / "token").write_text("hidden\n")
    assert around(own_home).file("token") == "hidden"
    assert around(own_home).file("none") is None
    (own_home / "bytes").write_bytes(b"\xff\xfe")
    assert around(own_home).file("bytes") is None


def test_the_stand_in_is_there_in_a_rehearsal_only(own_home: Path) -> None:
    assert around(own_home).stand_in("api") is None
    assert around(own_home, {"api": "http://127.0.0.1:1"}).stand_in("api") == "http://127.0.0.1:1"


def test_what_a_step_handed_on_is_asked_for_each_time(own_home: Path) -> None:
    handed = {("deploy", "RELEASE"): "r-7"}
    lookup = around(own_home, outputs=lambda step, name: handed.get((step, name)))
    assert lookup.output("deploy", "RELEASE") == "r-7"
    handed["deploy", "RELEASE"] = "r-8"
    assert lookup.output("deploy", "RELEASE") == "r-8"
    assert lookup.output("deploy", "NONE") is None
    assert around(own_home).output("deploy", "RELEASE") is None


def test_a_secret_that_a_command_prints(own_home: Path) -> None:
    plan = Checklist(
        title="x",
        targets={
            "production": Target(id="production", values={}),
            "practice": Target(id="practice", values={}, rehearsal=True),
        },
        probes={},
        objectives={},
        triggers={},
        stages=(),
        secrets={"token": ("echo", "hunter2-sesame")},
    )
    real = Surroundings(plan, "production", directory=own_home)
    assert (real.command("token"), real.command("other")) == ("hunter2-sesame", None)
    assert Surroundings(plan, "practice", directory=own_home).command("token") is None
