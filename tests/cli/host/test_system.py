from pathlib import Path

import pytest

from golive_tui.cli.host.finding import Finding
from golive_tui.cli.host.system import boot, files, look


def _found(root: Path, **environ: str) -> dict[str, Finding]:
    return {each.check: each for each in look(root, environ)}


def _chassis(root: Path, text: str) -> None:
    (root / "sys/class/dmi/id").mkdir(parents=True)
    (root / "sys/class/dmi/id/chassis_type").write_text(text)


def test_golive_and_python_say_their_versions(own_home: Path) -> None:
    assert " on Python 3." in _found(own_home)["golive"].says


@pytest.mark.parametrize(
    ("environ", "verdict", "says"),
    [
        ({"LANG": "de_DE.UTF-8"}, "ok", "LANG=de_DE.UTF-8"),
        ({"LANG": "C", "LC_ALL": "C.utf8"}, "ok", "LC_ALL=C.utf8"),
        ({"LANG": "C.UTF-8", "LC_CTYPE": "C"}, "note", "LC_CTYPE=C is not UTF-8"),
        ({}, "note", "no locale is set"),
    ],
)
def test_a_locale_without_utf_8_draws_in_ascii(
    own_home: Path, environ: dict[str, str], verdict: str, says: str
) -> None:
    found = _found(own_home, **environ)["locale"]
    assert found.verdict == verdict
    assert found.says.startswith(says)


@pytest.mark.parametrize(
    ("limit", "verdict"), [(-1, "ok"), (1024, "ok"), (256, "ok"), (255, "wrong"), (64, "wrong")]
)
def test_few_open_files_are_too_few(limit: int, verdict: str) -> None:
    assert files(limit).verdict == verdict


def test_without_a_boot_id_it_is_not_known_what_a_restart_was() -> None:
    assert boot("eebb2706-0000").verdict == "ok"
    assert boot("").verdict == "unknown"


@pytest.mark.parametrize(
    ("chassis", "verdict"), [("10\n", "note"), ("31", "note"), ("3\n", "ok"), ("x", "unknown")]
)
def test_a_laptop_may_fall_asleep(own_home: Path, chassis: str, verdict: str) -> None:
    _chassis(own_home, chassis)
    assert _found(own_home)["sleep"].verdict == verdict


def test_a_battery_makes_a_laptop_of_whatever_it_says_it_is(own_home: Path) -> None:
    _chassis(own_home, "3")
    (own_home / "sys/class/power_supply/BAT0").mkdir(parents=True)
    found = _found(own_home)["sleep"]
    assert found.verdict == "note"
    assert "systemd-inhibit" in found.remedy


def test_a_machine_that_does_not_say_what_it_is_is_unknown(own_home: Path) -> None:
    assert _found(own_home)["sleep"].verdict == "unknown"
