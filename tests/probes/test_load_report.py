"""`kind = "load_report"`, through `take`: what the checklist's own conditions make of a file."""

import os
import threading
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.look import load_report
from golive_tui.probes.look.load_figures import FIGURES
from golive_tui.probes.look.report_file import read_report
from golive_tui.probes.take import take
from golive_tui.rehearsal.deploy.load import report as rehearsed
from tests.probes.load_files import HISTORY, STATS, TOKEN, k6, k6_export, locust, text
from tests.probes.looking import AT, look_once, opened, probe, reach

WANTED = ("users >= 1000", "p95 < 100ms", "error_rate < 1%")
"""The document's three figures."""


async def looked(folder: Path, content: str, *expect: str, name: str = "r.json") -> Sample:
    (folder / name).write_text(content)
    within = reach(directory=str(folder))
    return await look_once("load_report", {"file": name}, *expect, within=within)


async def test_a_report_that_shows_all_of_it_passes(tmp_path: Path) -> None:
    fresh = ("age_seconds < 7d", "format in ['k6', 'locust-csv']", "requests > 0")
    sample = await looked(tmp_path, text(k6()), *WANTED, *fresh)
    assert sample.outcome == "ok", sample.detail
    assert sample.detail.startswith("r.json (k6); users is 1000, p95 is 0.0632, error_rate is 0.00")


async def test_locust_s_history_is_found_beside_its_stats(tmp_path: Path) -> None:
    (tmp_path / "run_stats_history.csv").write_text(HISTORY)
    expect = ("users >= 1000", "p95 < 100ms", "error_rate < 2%", "duration >= 2m")
    sample = await looked(tmp_path, STATS, *expect, name="run_stats.csv")
    assert sample.outcome == "ok", sample.detail


async def test_locust_s_history_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "stats").write_text(STATS)
    (tmp_path / "users").write_text(HISTORY)
    within = reach(directory=str(tmp_path))
    settings: dict[str, object] = {"file": "stats", "history": "users"}
    assert (
        await look_once("load_report", settings, "users == 1200", within=within)
    ).outcome == "ok"
    (tmp_path / "users").unlink()
    sample = await look_once("load_report", settings, "users == 1200", within=within)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")


async def test_files_of_two_runs_prove_nothing(tmp_path: Path) -> None:
    history = tmp_path / "run_stats_history.csv"
    history.write_text(HISTORY)
    os.utime(history, (1764000000, 1764000000))
    sample = await looked(tmp_path, STATS, "users >= 1000", name="run_stats.csv")
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "not of one run" in sample.detail


@pytest.mark.parametrize(
    ("content", "expect", "detail"),
    [
        (text(k6(p95=165.3)), "p95 < 100ms", "p95 is 0.1653"),
        (text(k6_export(p95=165.3)), "p95 < 100ms", "p95 is 0.1653"),
        (text(k6(failed=228)), "error_rate < 1%", "error_rate is 0.228"),
        (text(k6(users=999)), "users >= 1000", "users is 999"),
        (text([locust()]), "p99 < 100ms", "p99 is 0.11"),
    ],
)
async def test_the_values_decide_and_not_the_tool_s_verdict(
    content: str, expect: str, detail: str, tmp_path: Path
) -> None:
    sample = await looked(tmp_path, content, expect)
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert detail in sample.detail


@pytest.mark.parametrize(
    ("content", "expect", "detail"),
    [
        (text(k6()), "p99 < 200ms", "p99 is missing (not proven: k6 stores p(99) only when"),
        (text(k6()), "not p99 > 200ms", "p99 is missing (not proven: "),
        (text(k6_export()), "duration > 20m", "duration is missing (not proven: "),
        (text([locust()]), "users >= 1000", "users is missing (not proven: Locust's JSON"),
        (text(k6(requests=0, failed=0)), "error_rate < 1%", "not proven: the run made no request"),
        (text(k6()), "metric.none.count > 0", "metric.none.count is missing"),
        (text(k6()), "setup_data.token exists", "it"),
    ],
)
async def test_what_the_file_cannot_show_is_not_proven(
    content: str, expect: str, detail: str, tmp_path: Path
) -> None:
    sample = await looked(tmp_path, content, expect)
    assert sample.outcome != "ok"
    assert detail in sample.detail or expect.startswith("setup_data")
    assert TOKEN not in sample.detail


@pytest.mark.parametrize("expect", [(), ("age_seconds < 1h", "format == 'k6'")])
async def test_a_report_of_which_no_figure_is_expected_proves_nothing(
    expect: tuple[str, ...], tmp_path: Path
) -> None:
    sample = await looked(tmp_path, text(k6()), *expect)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "`expect` names none of its figures" in sample.detail


@pytest.mark.parametrize(
    "content",
    ["", "hello", "{", "[", "{}", "[1]", '{"metrics": NaN}', "[" * 200, "\x00", "<html></html>"],
)
async def test_what_is_no_report_is_said_to_be_none(content: str, tmp_path: Path) -> None:
    sample = await looked(tmp_path, content, *WANTED)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert sample.detail.startswith("not proven: ")
    assert "r.json" in sample.detail


async def test_a_report_that_is_not_there_is_no_failure_of_the_target(tmp_path: Path) -> None:
    within = reach(directory=str(tmp_path))
    sample = await look_once("load_report", {"file": "none.json"}, *WANTED, within=within)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "there is no file" in sample.detail


async def test_an_old_report_tells_its_age_and_one_from_the_future_none(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    for written, outcome in ((1764000000, "fail"), (33000000000, "fail")):
        path.write_text(text(k6()))
        os.utime(path, (written, written))
        sample = await look_once("load_report", {"file": str(path)}, *WANTED, "age_seconds < 7d")
        assert sample.outcome == outcome
        assert "age_seconds is" in sample.detail


async def test_a_lookout_sees_the_report_that_came_meanwhile(tmp_path: Path) -> None:
    within = reach(directory=str(tmp_path))
    lookout, wanted = opened("load_report", {"file": "r.json"}, within), probe("x", *WANTED)
    assert (await take(lookout, wanted, AT, within)).outcome == "error"
    (tmp_path / "r.json").write_text(text(k6()))
    assert (await take(lookout, wanted, AT, within)).outcome == "ok"
    await lookout.close()


async def test_numbers_are_kept_as_values(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(text(k6()))
    sample = await look_once(
        "load_report",
        {"file": str(tmp_path / "r.json")},
        "p95 < 100ms",
        values={"p95": "p95", "sockets": "metric.ws_sessions.count", "p99": "p99"},
    )
    assert sample.values == {"p95": 0.0632, "sockets": 77.0}


@pytest.mark.parametrize(("good", "outcome"), [(True, "ok"), (False, "fail")])
async def test_the_rehearsal_s_report_is_one(good: bool, outcome: str, tmp_path: Path) -> None:
    sample = await looked(tmp_path, rehearsed(good=good), *WANTED)
    assert sample.outcome == outcome, sample.detail


async def test_a_file_system_that_hangs_holds_up_one_thread_and_no_loop(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    awake = threading.Event()

    def hang(path: Path, directory: str) -> object:
        awake.wait()
        return read_report(path, directory)

    monkeypatch.setattr(load_report, "read_report", hang)
    (tmp_path / "r.json").write_text(text(k6()))
    within = reach(0.3)
    lookout = opened("load_report", {"file": str(tmp_path / "r.json")}, within)
    wanted = probe("x", *WANTED)
    reasons = [(await take(lookout, wanted, AT, within)).reason for _ in range(2)]
    assert reasons == ["probe.timeout", "probe.stuck"]
    awake.set()
    lookout._doing.result(20)  # type: ignore[attr-defined]
    assert (await take(lookout, wanted, AT, within)).outcome == "ok"
    await lookout.close()


@pytest.mark.parametrize(
    "settings", [{}, {"file": ""}, {"file": " "}, {"file": "~nobody-at-all/r"}]
)
def test_a_file_must_be_named(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("load_report", settings)


def test_every_figure_is_a_documented_fact() -> None:
    assert set(FIGURES) < {fact.path for fact in KINDS["load_report"].facts}
