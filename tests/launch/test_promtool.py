"""Where our rule is a Prometheus alerting rule (no gaps, no restart), both say the same."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from golive_tui.launch.gauges import Gauge
from tests.launch.scenario import Stage, checklist_of, happenings, run

PROMTOOL = shutil.which("promtool")
MINUTES = 30
EVERY = 10
RULES: dict[str, tuple[str, float, float]] = {
    "mean_for": ("mean:v", 0.4, 120.0),
    "mean_long": ("mean:v", 0.5, 300.0),
    "newest": ("value:v", 0.8, 60.0),
    "at_once": ("mean:v", 0.7, 0.0),
}
pytestmark = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")


def values(seed: int) -> list[float]:
    """Half an hour of a value that wanders from 0 to 1, low at first: Prometheus judges at the
    very start, we when the first interval is over."""
    chance, level, found = random.Random(seed), 0.3, [0.3] * 6
    for _ in range(MINUTES * 60 // EVERY - 5):
        level = min(max(level + chance.uniform(-0.12, 0.12), 0.0), 1.0)
        found.append(round(level, 2))
    return found


def ours(series: list[float]) -> dict[str, dict[int, str]]:
    """Each rule's state at each minute: `inactive`, `pending`, `firing`, up to its first trip."""
    triggers = {
        name: {
            "measure": measure, "of": ["api"], "window": "60s" if "mean" in measure else "30s",
            "above": above, "for": f"{length:g}s" if length else "0s", "every": "15s", "needs": 1,
        }
        for name, (measure, above, length) in RULES.items()
    }  # fmt: skip
    text = "".join(f"={value:g}" for value in series)
    scenario: dict[str, Any] = {
        "probes": {"api": {"every": f"{EVERY}s"}},
        "triggers": {name.replace("_", "-"): each for name, each in triggers.items()},
        "series": {"api": text},
        "then": [{"at": f"{minute}m"} for minute in range(1, MINUTES + 1)],
    }
    plan = checklist_of(scenario)
    stage = Stage(plan)
    stage.begin()
    found: dict[str, dict[int, str]] = {name: {} for name in RULES}

    def note(at: Stage, seconds: float) -> None:
        if seconds % 60 == 0:
            for name, states in found.items():
                states[int(seconds) // 60] = _state(at, name.replace("_", "-"))

    stage.evaluated = note
    run(stage, happenings(plan, scenario))
    return found


def _state(stage: Stage, name: str) -> str:
    gauge: Gauge = stage.gauges.all[name]
    status = stage.state.trigger(name).status
    if status == "tripped":
        return "firing"
    return "pending" if status == "pending" and gauge.verdict == "breach" else "inactive"


def expression(measure: str, above: float) -> str:
    """Our window is open at its old end, theirs is closed at both: a second less is the same."""
    return f"avg_over_time(v[59s]) > {above}" if measure.startswith("mean") else f"v > {above}"


def theirs(folder: Path, series: list[float], wanted: dict[str, dict[int, str]]) -> str:
    """What promtool says to our states as its expectations; empty when it agrees."""
    rules = [
        {"alert": name, "expr": expression(measure, above), "for": f"{length:g}s"}
        for name, (measure, above, length) in RULES.items()
    ]
    (folder / "rules.yml").write_text(json.dumps({"groups": [{"name": "g", "rules": rules}]}))
    tests = [
        {
            "expr": f'ALERTS{{alertname="{name}"}}',
            "eval_time": f"{minute}m",
            "exp_samples": [
                {"labels": f'ALERTS{{alertname="{name}", alertstate="{state}"}}', "value": 1}
            ]
            if state != "inactive"
            else [],
        }
        for name, states in wanted.items()
        for minute, state in _until_first_trip(states).items()
    ]
    document = {
        "rule_files": ["rules.yml"],
        "evaluation_interval": "15s",
        "tests": [
            {
                "interval": f"{EVERY}s",
                "input_series": [{"series": "v", "values": " ".join(f"{v:g}" for v in series)}],
                "promql_expr_test": tests,
            }
        ],
    }
    (folder / "test.yml").write_text(json.dumps(document))
    assert PROMTOOL is not None
    done = subprocess.run(
        [PROMTOOL, "test", "rules", str(folder / "test.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _until_first_trip(states: dict[int, str]) -> dict[int, str]:
    """Ours is latched then, theirs may resolve."""
    found = {}
    for minute, state in sorted(states.items()):
        found[minute] = state
        if state == "firing":
            break
    return found


@pytest.mark.parametrize("seed", range(6))
def test_prometheus_says_the_same_at_every_minute(tmp_path: Path, seed: int) -> None:
    series = values(seed)
    wanted = ours(series)
    assert all(len(states) == MINUTES for states in wanted.values())
    assert theirs(tmp_path, series, wanted) == ""


def test_the_comparison_sees_a_difference(tmp_path: Path) -> None:
    """One state changed is told: the test above does not pass by comparing nothing."""
    series = values(1)
    wanted = ours(series)
    first = min(wanted["mean_for"])
    wanted["mean_for"][first] = "firing"
    assert "FAILED" in theirs(tmp_path, series, wanted)
