from pathlib import Path

import pytest

from golive_tui.engine.surroundings import Surroundings
from golive_tui.launch.faults import settings_of
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import FaultState
from golive_tui.rehearsal.disturb import behaviour_of
from golive_tui.rehearsal.simulated import STAND_IN, Answers, afresh, simulated
from golive_tui.rehearsal.virtual_clock import VirtualClock
from tests.launch.world import START, after
from tests.rehearsal.scenarios import flowmind


def looks(fault: str = "", count: int = 200, **settings: str) -> dict[str, list[Sample]]:
    """What every probe of the document sees in so many looks, with that fault in force."""
    faults = {}
    if fault:
        given = settings_of(fault, settings)
        faults["x"] = FaultState(fault=fault, settings=given, at=START)
    answers = Answers(1, VirtualClock(START))
    behaviour = answers.behave(behaviour_of(faults))
    checklist = flowmind()
    folder = Path("/")
    lookup = Surroundings(checklist, "rehearsal", directory=folder, stand_in=STAND_IN)
    probes = simulated(checklist, lookup, answers, 1)
    afresh(probes)
    return {
        name: [each.look(after(number), float(number), behaviour, 1) for number in range(count)]
        for name, each in probes.items()
    }


def failing(seen: dict[str, list[Sample]]) -> dict[str, str | None]:
    """Probes all of whose looks fail, with the reason."""
    return {
        name: samples[0].reason
        for name, samples in seen.items()
        if all(each.outcome == "fail" for each in samples)
    }


def test_without_a_fault_every_probe_of_the_document_is_well() -> None:
    seen = looks()
    assert {each.outcome for samples in seen.values() for each in samples} == {"ok"}
    metrics = seen["api-metrics"]
    assert metrics[199].values["requests"] > metrics[0].values["requests"]
    assert 0.2 < metrics[0].values["cpu"] < 0.5
    assert metrics[0].values.keys() == flowmind().probes["api-metrics"].values.keys()


API = {"api-health", "api-traffic", "api-info", "api-metrics", "database", "redis", "external-apis"}
WS = {"ws-held", "ws-connect", "socketio"}


@pytest.mark.parametrize(
    ("fault", "settings", "probes"),
    [
        ("status", {"path": "/health"}, API - {"api-info", "api-metrics"}),
        ("errors", {"ratio": "100%"}, API - {"api-metrics"}),
        ("refused", {}, API | WS | {"api-port", "tls-certificate"}),
        ("hang", {}, API | WS),
        ("drip", {"pause": "1s"}, API | WS),
        ("latency", {"add": "6s"}, API | WS),
        ("ws-refused", {}, WS),
        ("ws-dropped", {}, WS),
        ("certificate-expired", {}, {"tls-certificate"}),
        ("database-down", {}, {"api-health", "database"}),
        ("redis-down", {}, {"api-health", "redis"}),
        ("metrics-gap", {}, {"api-metrics"}),
        ("cpu", {}, set()),
    ],
)
def test_a_fault_fails_the_probes_that_would_see_it(
    fault: str, settings: dict[str, str], probes: set[str]
) -> None:
    assert set(failing(looks(fault, 20, **settings))) == probes


def test_a_host_that_is_cut_off_sees_nothing_but_itself() -> None:
    seen = failing(looks("cut-off", 3))
    assert set(flowmind().probes) - set(seen) == {"jump-host"}
    assert seen["control"] == "tcp.refused"


def test_a_share_is_a_share_and_a_flap_comes_and_goes() -> None:
    failed = [each.outcome for each in looks("errors", 2000, ratio="20%")["api-traffic"]]
    assert 0.16 < failed.count("fail") / 2000 < 0.24
    flapping = [each.outcome for each in looks("flap", 200, every="30s")["api-health"]]
    assert flapping[:30] == ["ok"] * 30
    assert flapping[30:60] == ["fail"] * 30


def test_figures_are_those_that_the_fault_says() -> None:
    assert looks("cpu", 1, used="95%")["api-metrics"][0].values["cpu"] == 0.95
    slow = looks("latency", 50, add="1200ms")["api-traffic"]
    assert all(each.latency is not None and each.latency > 1.2 for each in slow)
