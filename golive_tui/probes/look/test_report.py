"""Looking at a test report: which format it has, and what it proves."""

from collections.abc import Mapping
from pathlib import Path

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts, absent
from golive_tui.probes.facts import read_json as parse_json
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.file_look import FileLook
from golive_tui.probes.look.junit import read_junit
from golive_tui.probes.look.playwright import is_playwright, read_playwright
from golive_tui.probes.look.report_date import Dated, dated, too_old
from golive_tui.probes.look.report_file import Report, place, read_report
from golive_tui.probes.look.run_counts import COUNTED, Run, same_commit
from golive_tui.text import plural


class RunLookout(FileLook):
    """Reads anew at each look."""

    def __init__(
        self,
        *,
        file: str,
        directory: str,
        max_age: float | None,
        commit: str,
        commit_at: str,
        min_tests: int,
    ) -> None:
        super().__init__(self._read, place(directory, file, "test_report"))
        self._directory = directory
        self._max_age = max_age
        self._commit = commit
        self._commit_at = commit_at
        self._min_tests = min_tests

    def _read(self) -> Observation:
        try:
            report = read_report(self._path, self._directory)
            run = _run(report, self._path, self._commit_at)
        except InputError as error:
            detail = f"not proven: {error.message}"
            return Observation(outcome="error", reason="inconclusive", detail=detail)
        date = dated(run.told, report.written, clock.real_now())
        wrong = (
            _failing(run)
            or self._too_few(run)
            or self._of_another_commit(run)
            or too_old(date, self._max_age)
            or _unclear(run)
            or self._of_no_commit(run)
        )
        seen = wrong or Observation(outcome="ok")
        return Observation(
            outcome=seen.outcome,
            reason=seen.reason,
            detail=f"{self._path.name}: {seen.detail or _summary(run)}",
            facts=_facts(run, date),
        )

    def _too_few(self, run: Run) -> Observation | None:
        ran = run.counts.tests - run.counts.skipped
        if ran >= self._min_tests:
            return None
        skipped = f", it skipped {run.counts.skipped}" if run.counts.skipped else ""
        told = f"only {plural(ran, 'test')} of {self._min_tests}" if ran else "no test"
        return _failed(f"it ran {told}{skipped}")

    def _of_another_commit(self, run: Run) -> Observation | None:
        if not self._commit or run.commit is None or same_commit(self._commit, run.commit):
            return None
        return _failed(f"it is of commit {run.commit}, not of {self._commit}")

    def _of_no_commit(self, run: Run) -> Observation | None:
        if not self._commit or run.commit is not None:
            return None
        return _not_proven("it does not say of which commit it is")


def _run(report: Report, path: Path, commit_at: str) -> Run:
    """The run of whichever format; raises InputError that names the file."""
    try:
        start = report.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        if start == b"<" or report.data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return read_junit(report.data, commit_at)
        if start != b"{":
            raise InputError("it is neither JUnit XML nor Playwright's JSON")
        document = parse_json(report.text)
        if isinstance(document, Absent):
            raise InputError(document.why)
        if not isinstance(document, Mapping) or not is_playwright(document):
            raise InputError("it is JSON, but not of Playwright's reporter")
        return read_playwright(document, commit_at)
    except InputError as error:
        raise InputError(f"{path}: {error.message}") from error


def _failing(run: Run) -> Observation | None:
    failing = run.counts.failed + run.counts.errors
    if failing:
        names = f": {', '.join(run.failing)}" if run.failing else ""
        more = ", ..." if failing > len(run.failing) and run.failing else ""
        return _failed(f"{failing} of {plural(run.counts.tests, 'test')} did not pass{names}{more}")
    if run.told_failing:
        return _failed(f"it tells of {run.told_failing} that did not pass; {run.disagree[0]}")
    return None


def _unclear(run: Run) -> Observation | None:
    if run.interrupted:
        return _not_proven(f"the run was interrupted at {run.interrupted}")
    if run.disagree:
        return _not_proven(f"it contradicts itself: {'; '.join(run.disagree)}")
    return None


def _failed(detail: str) -> Observation:
    return Observation(outcome="fail", reason="assert.failed", detail=detail)


def _not_proven(detail: str) -> Observation:
    return Observation(outcome="error", reason="inconclusive", detail=f"not proven: {detail}")


def _summary(run: Run) -> str:
    flaky = f", {run.counts.flaky} of them at a later try" if run.counts.flaky else ""
    return f"{run.counts.passed} of {plural(run.counts.tests, 'test')} passed{flaky}"


def _facts(run: Run, date: Dated) -> LazyFacts:
    known: dict[str, object] = {name: run.counts.of(name) for name in COUNTED}
    known |= {"format": run.format, "failing": list(run.failing), **date.facts}
    if run.duration is not None:
        known["duration"] = run.duration
    if run.commit is not None:
        known["commit"] = run.commit
    lacking = {"commit": "the report does not say"} if run.commit is None else {}
    if date.age is None:
        lacking["age_seconds"] = "it bears a time that is still to come"
    return LazyFacts(known, {name: absent(why) for name, why in lacking.items()})
