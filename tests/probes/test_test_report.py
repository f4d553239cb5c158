"""`kind = "test_report"`, through `take`."""

import os
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.look.run_counts import COUNTED
from tests.probes.looking import look_once, opened, reach
from tests.probes.report_files import COMMIT, JEST, PYTEST, failing, playwright, text

LONG = 366 * 86400.0 * 100


async def looked(folder: Path, content: str | bytes, *expect: str, **settings: object) -> Sample:
    path = folder / "report"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    within = reach(directory=str(folder))
    return await look_once("test_report", {"file": "report", **settings}, *expect, within=within)


@pytest.mark.parametrize("content", [PYTEST, JEST, text(playwright("expected", "flaky"))])
async def test_a_run_in_which_all_passed_passes(content: str, tmp_path: Path) -> None:
    sample = await looked(tmp_path, content, "failed == 0", "date_from == 'report'", max_age=LONG)
    assert sample.outcome == "ok", sample.detail
    assert "passed" in sample.detail


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (failing(), "1 of 3 tests did not pass: tests.test_api test_login"),
        (failing("error", "errors"), "1 of 3 tests did not pass"),
        (PYTEST.replace('errors="0"', 'errors="1"'), "it tells of 1 that did not pass"),
        (text(playwright("expected", "unexpected")), "1 of 2 tests did not pass: logged in"),
        (text(playwright("expected", errors=[{}])), "1 of 2 tests did not pass"),
        ("<testsuites/>", "it ran no test"),
        ('<testsuites tests="0"/>', "it ran no test"),
        ("<testsuite><testcase><skipped/></testcase></testsuite>", "it ran no test, it skipped 1"),
        (text(playwright()), "it ran no test"),
    ],
)
async def test_what_did_not_pass_or_did_not_run_fails(
    content: str, why: str, tmp_path: Path
) -> None:
    sample = await looked(tmp_path, content)
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert why in sample.detail


async def test_too_few_tests_fail(tmp_path: Path) -> None:
    assert (await looked(tmp_path, PYTEST, min_tests=2)).outcome == "ok"
    sample = await looked(tmp_path, PYTEST, min_tests=3)
    assert sample.outcome == "fail"
    assert "it ran only 2 tests of 3, it skipped 1" in sample.detail


async def test_an_old_report_is_stale_by_its_own_words_or_by_its_file(tmp_path: Path) -> None:
    own = await looked(tmp_path, PYTEST.replace("2026-11", "2020-11"), max_age=3600.0)
    assert (own.outcome, own.reason) == ("fail", "stale.old")
    assert "by its own words" in own.detail
    bare = '<testsuite tests="1"><testcase name="a"/></testsuite>'
    assert (await looked(tmp_path, bare, max_age=3600.0)).outcome == "ok"
    os.utime(tmp_path / "report", (1.7e9, 1.7e9))
    within = reach(directory=str(tmp_path))
    settings: dict[str, object] = {"file": "report", "max_age": 3600.0}
    sample = await look_once("test_report", settings, within=within)
    assert (sample.outcome, sample.reason) == ("fail", "stale.old")
    assert "when its file was written" in sample.detail


async def test_a_report_from_the_future_proves_no_freshness(tmp_path: Path) -> None:
    sample = await looked(tmp_path, PYTEST.replace("2026-11", "2226-11"), max_age=3600.0)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")


@pytest.mark.parametrize("content", [PYTEST, text(playwright("expected"))])
async def test_the_commit_must_be_the_one_that_is_launched(content: str, tmp_path: Path) -> None:
    assert (await looked(tmp_path, content, commit=COMMIT[:9])).outcome == "ok"
    sample = await looked(tmp_path, content, commit="0" * 40)
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert f"it is of commit {COMMIT}, not of 000" in sample.detail


async def test_a_report_of_no_commit_cannot_be_of_the_one(tmp_path: Path) -> None:
    sample = await looked(tmp_path, JEST, commit=COMMIT)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "does not say of which commit" in sample.detail
    missing = await looked(tmp_path, JEST, "commit == 'x'")
    assert missing.reason == "assert.missing_value"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PYTEST.replace('tests="3"', 'tests="4"'), "tells of 4 tests, and holds 3"),
        (text(playwright("expected", stats={"expected": 2})), "tells of 2 expected, and holds 1"),
        (b"", "neither JUnit XML nor Playwright's JSON"),
        (b"hello", "neither JUnit XML nor"),
        (b"{}", "not of Playwright's reporter"),
        (b"{", "no JSON"),
        (b"[" * 200, "neither JUnit XML nor"),
        (b'{"suites": ' + b"[" * 200, "more than 64 levels"),
        (b"\xff\xfe\x00", "no XML"),
        (b"<a/>", "no JUnit report"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><testsuite/>", "document type"),
    ],
)
async def test_what_contradicts_itself_or_is_no_report_proves_nothing(
    content: str | bytes, why: str, tmp_path: Path
) -> None:
    sample = await looked(tmp_path, content)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive"), sample.detail
    assert why in sample.detail
    assert "not proven" in sample.detail


async def test_an_interrupted_run_proves_nothing(tmp_path: Path) -> None:
    report = playwright("expected", "skipped")
    report["suites"][0]["suites"][0]["specs"][0]["tests"][0]["results"] = [
        {"status": "interrupted"}
    ]
    sample = await looked(tmp_path, text(report))
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "interrupted at logged in does 1" in sample.detail


async def test_a_condition_may_ask_for_more(tmp_path: Path) -> None:
    report = text(playwright("expected", "flaky"))
    sample = await looked(tmp_path, report, "flaky == 0")
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")


async def test_a_report_with_a_mark_at_its_beginning_is_read(tmp_path: Path) -> None:
    assert (await looked(tmp_path, b"\xef\xbb\xbf" + PYTEST.encode())).outcome == "ok"
    assert (await looked(tmp_path, PYTEST.replace("utf-8", "utf-16").encode("utf-16"))).outcome == (
        "ok"
    )


@pytest.mark.parametrize("settings", [{}, {"file": " "}, {"file": "r", "max_age": "1h"}])
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("test_report", settings)


def test_every_count_is_a_documented_fact() -> None:
    assert set(COUNTED) < {fact.path for fact in KINDS["test_report"].facts}
