import dataclasses
import shutil
import subprocess

import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from golive_tui.checklist.model import Channel, Measure, Trigger
from golive_tui.engine.metrics import Reading, exposition
from golive_tui.launch import events as e
from golive_tui.launch.notice_facts import NoticeSent
from golive_tui.launch.series import sight_of
from tests.launch.world import Rehearsed, after, checklist, probe, sample


def reading() -> Reading:
    plan = replace(
        checklist([probe("api"), probe("ws")]),
        channels={"lead": Channel(id="lead", urls=("json://secret",), on=("trip",))},
        triggers={
            "errors": Trigger(
                id="errors",
                title="Errors",
                measure=Measure(measure="error_rate", of=("api",), window=800.0, above=0.05),
            )
        },
    )
    launch = Rehearsed(plan)
    launch.begin()
    launch.record([e.LaunchWentLive(), e.ItemPassed(item="cdn")], after(1))
    launch.record([NoticeSent(channel="lead", key="k", what="trip")], after(2))
    sight = sight_of(plan.probes, after(0))
    for number in range(30):
        sight["api"].add(sample(number * 30, "fail" if number == 7 else "ok"))
    return Reading(
        checklist=plan, state=launch.state, sight=sight, now=after(880), version="1", clients=2
    )


def values(text: bytes) -> dict[str, float]:
    """Every sample by its name and labels."""
    return {
        f"{each.name}{dict(sorted(each.labels.items())) or ''}": each.value
        for family in text_string_to_metric_families(text.decode())
        for each in family.samples
    }


def test_every_figure_is_there_under_its_name() -> None:
    found = values(exposition(reading()))
    assert found["golive_probe_success{'probe': 'api'}"] == 1.0
    assert found["golive_probe_samples_total{'outcome': 'ok', 'probe': 'api'}"] == 29
    assert found["golive_probe_samples_total{'outcome': 'fail', 'probe': 'api'}"] == 1
    assert found["golive_probe_latency_seconds{'probe': 'api', 'quantile': '0.5'}"] == 0.02
    assert found["golive_probe_latency_seconds_count{'probe': 'api'}"] == 30
    assert found["golive_probe_verdict{'probe': 'ws', 'verdict': 'unknown'}"] == 1.0
    assert found["golive_trigger_threshold{'trigger': 'errors'}"] == 0.05
    assert found["golive_trigger_value{'trigger': 'errors'}"] > 0
    assert found["golive_items{'status': 'passed'}"] == 1
    assert found["golive_round_next_due_timestamp_seconds"] == after(901).timestamp()
    assert found["golive_notices_total{'channel': 'lead', 'outcome': 'sent'}"] == 1
    assert found["golive_clients"] == 2
    assert found["golive_launch_verdict{'verdict': 'go'}"] in (0.0, 1.0)


def test_what_is_not_known_has_no_sample() -> None:
    found = values(exposition(reading()))
    unseen = [name for name in found if "'ws'" in name and "verdict" not in name]
    assert not [name for name in unseen if "success" in name or "quantile" in name]
    assert found["golive_probe_coverage_ratio{'probe': 'ws'}"] == 0.0


def test_a_foreign_title_is_cleaned_and_bounded() -> None:
    now = reading()
    assert now.state.origin is not None
    origin = replace(now.state.origin, title='a"\n\x1b' + "x" * 500)
    text = exposition(dataclasses.replace(now, state=replace(now.state, origin=origin))).decode()
    [line] = [line for line in text.splitlines() if line.startswith("golive_launch_info")]
    assert "\x1b" not in line
    assert len(line) < 400


def test_prometheus_itself_has_nothing_to_say_against_names_and_units() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed")
    checked = subprocess.run(
        [promtool, "check", "metrics"],
        input=exposition(reading()),
        capture_output=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, b"")
