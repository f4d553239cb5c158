import json
from pathlib import Path

import pytest

from tests.cli.made import Golive

ROOT = Path(__file__).resolve().parents[2]

FINE = """
title = "Nothing happens"
how = "instant"
until = "2m"
[[expect]]
event = "trigger.tripped"
never = "true"
"""
WRONG = """
title = "It must trip"
how = "instant"
until = "2m"
[[expect]]
trigger = "error-rate"
state = "tripped"
"""

ACTING = """
title = "It acts, and was expected not to"
how = "instant"
until = "16m"
previous = "deploy-staging"
[policy.health-failures]
action = "countdown"
[[act]]
do = "pass"
item = "deploy-staging"
at = "1s"
[[act]]
do = "pass"
item = "deploy-production"
at = "2s"
[[act]]
do = "go live"
at = "3s"
[[fault]]
fault = "status"
path = "/health"
at = "12m"
[[expect]]
rollback = 0
[[expect]]
verdict = "go"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "day.toml"


def test_one_that_passes_is_0_with_a_table(golive: Golive, file: Path) -> None:
    file.write_text(FINE)
    result = golive("rehearse", "flowmind", "--scenario", str(file), "--headless")
    assert result.code == 0
    assert "passed  day: Nothing happens" in result.out
    assert "API /health: ok, was unknown" in result.err


def test_one_that_fails_is_1_and_says_what_was_expected_and_seen(
    golive: Golive, file: Path
) -> None:
    file.write_text(WRONG)
    result = golive("rehearse", "flowmind", "--scenario", str(file), "--headless")
    assert result.code == 1
    assert "expected  trigger error-rate is tripped" in result.out
    assert f"{file}:5" in result.out
    assert "seen      never" in result.out


def test_a_policy_of_the_scenario_acts_and_what_failed_is_told_with_its_reasons(
    golive: Golive, file: Path
) -> None:
    file.write_text(ACTING)
    result = golive("rehearse", "flowmind", "--scenario", str(file), "--headless")
    assert result.code == 1
    assert "NOT a rollback is begun 0 times: 1 time" in result.out
    assert "golive rolls back, 3 steps: tripped: health-failures" in result.out
    assert "seen      no-go: " in result.out
    assert "it was rolled back" in result.out


def test_json_is_one_document_and_nothing_else(golive: Golive, file: Path) -> None:
    file.write_text(WRONG)
    result = golive("rehearse", "flowmind", "--scenario", str(file), "--json")
    document = json.loads(result.out)
    assert (result.code, result.err) == (1, "")
    assert document["passed"] is False
    assert document["scenarios"][0]["expectations"][0]["seen"] == "never"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["flowmind"], 2, "which scenario?"),
        (["flowmind", "--all", "--scenario", "quiet-week"], 2, "exclude each other"),
        (["flowmind", "--all", "--instant", "--speed", "2"], 2, "--instant has no --speed"),
        (["flowmind", "--all", "--speed", "0"], 2, "not between 1 and 3600"),
        (["flowmind", "--scenario", "quite-week", "--headless"], 3, "did you mean `quiet-week`"),
        (["flowmnd", "--all", "--headless"], 3, "flowmind"),
    ],
)
def test_what_cannot_be_is_refused(
    golive: Golive, arguments: list[str], code: int, told: str
) -> None:
    result = golive("rehearse", *arguments)
    assert result.code == code
    assert told in result.err


def test_a_bad_scenario_is_2_with_all_its_problems(golive: Golive, file: Path) -> None:
    file.write_text('title = "x"\nuntil = "1"\n[[expect]]\ntrigger = "eror-rate"\nstate = "x"\n')
    result = golive("rehearse", "flowmind", "--scenario", str(file), "--headless")
    assert result.code == 2
    assert f"{file}:2: until:" in result.err
    assert f"{file}:4: expect[1].trigger:" in result.err


def test_a_scenario_that_the_checklist_cannot_play_is_2_and_a_sentence(
    golive: Golive, file: Path, tmp_path: Path
) -> None:
    file.write_text(ACTING)
    whole = (ROOT / "checklists" / "flowmind.toml").read_text()
    bare = tmp_path / "bare.toml"
    bare.write_text(whole.replace("rollback = true\n", ""))
    result = golive("rehearse", str(bare), "--scenario", str(file), "--headless")
    assert result.code == 2
    assert "Traceback" not in result.err
    assert "rollback" in result.err


def test_a_checklist_without_a_rehearsal_is_told_what_it_lacks(
    golive: Golive, tmp_path: Path
) -> None:
    path = tmp_path / "bare.toml"
    stage = '[[stage]]\ntitle = "S"\n[[stage.section]]\ntitle = "T"\nitem = [{ title = "I" }]\n'
    path.write_text(f'schema = 1\ntitle = "x"\n[targets.production]\na = "b"\n{stage}')
    result = golive("rehearse", str(path), "--all", "--headless")
    assert result.code == 2
    assert "no target to rehearse on" in result.err


def test_the_scenarios_are_listed(golive: Golive) -> None:
    assert "quiet-week" in golive("rehearse", "flowmind", "--list").out.splitlines()
