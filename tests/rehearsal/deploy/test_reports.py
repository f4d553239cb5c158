"""The reports, as the kinds that read them read them."""

from pathlib import Path

import pytest

from golive_tui.clock import real_now
from golive_tui.rehearsal.deploy.acts import Leave, Scene
from golive_tui.rehearsal.deploy.place import Place
from golive_tui.rehearsal.deploy.reports import lay_out, reports, written
from tests.probes.looking import look_once, reach

AT = real_now().isoformat(timespec="seconds")
GOOD = Scene(where="", at=AT)
KINDS = {
    "unit-tests.xml": "test_report",
    "e2e-auth.xml": "test_report",
    "e2e-api.xml": "test_report",
    "e2e-websocket.xml": "test_report",
    "e2e-frontends.xml": "test_report",
    "npm-audit.json": "scan_report",
    "trivy.json": "scan_report",
    "penetration-test.sarif": "scan_report",
    "load-test-results.json": "load_report",
}
EXPECT = {"load_report": ("p95 < 100ms",)}


def test_a_play_leaves_them_all() -> None:
    left = {act.name: act.text for act in reports(GOOD) if isinstance(act, Leave)}
    assert left == written(GOOD)
    others = {"backup.dump", "backup-before.dump", "restore-test.json"}
    assert set(left) == set(KINDS) | others
    assert AT in left["restore-test.json"]


@pytest.mark.parametrize("name", KINDS)
async def test_one_is_good_or_tells_of_trouble(name: str, tmp_path: Path) -> None:
    kind, stem = KINDS[name], name.partition(".")[0]
    bad = Scene(where="", at=AT, told=frozenset({stem}))
    for scene, outcome in ((GOOD, "ok"), (bad, "fail")):
        (tmp_path / name).write_text(written(scene)[name])
        within = reach(directory=str(tmp_path))
        sample = await look_once(kind, {"file": name}, *EXPECT.get(kind, ()), within=within)
        assert sample.outcome == outcome, sample.detail


def test_what_is_there_is_not_laid_out_anew(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.leave("trivy.json", "mine")
    lay_out(place, GOOD)
    assert (tmp_path / "trivy.json").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == set(written(GOOD))
