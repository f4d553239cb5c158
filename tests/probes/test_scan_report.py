"""`kind = "scan_report"`, through `take`."""

import os
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.look.scan_counts import SEVERITIES
from tests.probes.looking import look_once, opened, reach
from tests.probes.report_files import Json, npm_audit, sarif, text, trivy, zap


async def looked(folder: Path, content: Json | str, *expect: str, **settings: object) -> Sample:
    (folder / "r.json").write_text(content if isinstance(content, str) else text(content))
    within = reach(directory=str(folder))
    return await look_once("scan_report", {"file": "r.json", **settings}, *expect, within=within)


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (trivy("MEDIUM"), "trivy"),
        (npm_audit(moderate=1), "npm-audit"),
        (zap("2"), "zap"),
        (sarif({"ruleId": "plain"}), "sarif"),
    ],
)
async def test_findings_that_are_borne_pass(content: Json, format: str, tmp_path: Path) -> None:
    sample = await looked(tmp_path, content, "medium == 1", "total == 1", f"format == '{format}'")
    assert sample.outcome == "ok", sample.detail
    assert sample.detail.startswith(f"r.json ({format}): 1 medium")
    limited = await looked(tmp_path, content, limits={"medium": 0})
    assert (limited.outcome, limited.reason) == ("fail", "assert.failed")
    assert "1 medium, 0 allowed" in limited.detail


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (trivy("CRITICAL", "HIGH"), "1 critical, 0 allowed; 1 high, 0 allowed"),
        (npm_audit(high=2), "2 high, 0 allowed"),
        (zap("3"), "1 high, 0 allowed"),
        (sarif({"ruleId": "scored"}), "1 critical, 0 allowed"),
    ],
)
async def test_what_is_critical_or_high_fails_unless_it_is_allowed(
    content: Json, why: str, tmp_path: Path
) -> None:
    sample = await looked(tmp_path, content)
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert why in sample.detail
    assert (await looked(tmp_path, content, limits={"critical": 1, "high": 2})).outcome == "ok"


async def test_an_old_report_is_stale(tmp_path: Path) -> None:
    sample = await looked(tmp_path, trivy(CreatedAt="2020-01-01T00:00:00Z"), max_age=86400.0)
    assert (sample.outcome, sample.reason) == ("fail", "stale.old")
    assert (await looked(tmp_path, npm_audit(), max_age=86400.0)).outcome == "ok"
    os.utime(tmp_path / "r.json", (1.7e9, 1.7e9))
    settings: dict[str, object] = {"file": str(tmp_path / "r.json"), "max_age": 86400.0}
    assert (await look_once("scan_report", settings)).reason == "stale.old"


@pytest.mark.parametrize(
    "content",
    ["", "hello", "{}", "[]", "[{}]", "{", "[" * 200, "\x00", '{"SchemaVersion": 2}', "NaN",
     '{"runs": [], "version": "2.1.0"}',
     '{"runs": [{"results": ["x"]}], "version": "2.1.0"}', '{"bomber": {}, "results": []}'],
)  # fmt: skip
async def test_what_is_of_no_known_format_or_looked_at_nothing_proves_nothing(
    content: str, tmp_path: Path
) -> None:
    sample = await looked(tmp_path, content)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert sample.detail.startswith("not proven: ")
    assert "r.json" in sample.detail


async def test_which_formats_are_known_is_said(tmp_path: Path) -> None:
    sample = await looked(tmp_path, {"matches": []})
    assert "SARIF 2.1.0, Trivy's JSON, npm audit's JSON and ZAP's JSON are known" in sample.detail


async def test_a_report_that_is_not_there_proves_nothing(tmp_path: Path) -> None:
    sample = await look_once("scan_report", {"file": str(tmp_path / "none")})
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")


@pytest.mark.parametrize(
    "settings",
    [{}, {"file": "r", "limits": {"awful": 0}}, {"file": "r", "limits": {"high": "0"}}],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("scan_report", settings)


def test_every_severity_is_a_documented_fact() -> None:
    assert set(SEVERITIES) < {fact.path for fact in KINDS["scan_report"].facts}
