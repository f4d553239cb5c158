"""Looking at a load report: which tool's it is, its figures, and what it cannot show."""

from typing import Final

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts, absent
from golive_tui.probes.facts import read_json as parse_json
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.file_look import FileLook
from golive_tui.probes.look.load_figures import FIGURES, Figures
from golive_tui.probes.look.load_k6 import read_k6
from golive_tui.probes.look.load_locust import is_stats, read_csv, read_json
from golive_tui.probes.look.report_file import Report, place, read_report

_STATS, _HISTORY = "_stats.csv", "_stats_history.csv"
_APART: Final = 600.0
"""Seconds between the last words of a run's two files; further apart they are of two runs."""
_SKEW: Final = 60.0
"""Seconds by which the clock of a file server may be ahead of ours."""

NOT_PROVEN: Final = "not proven"
NOTHING_ASKED: Final = Objection(
    facts=(*FIGURES, "metric"),
    reason="inconclusive",
    detail=f"{NOT_PROVEN}: `expect` names none of its figures",
    outcome="error",
    yields=True,
)


class LoadReportLookout(FileLook):
    """Reads anew at each look."""

    def __init__(self, *, file: str, history: str, directory: str) -> None:
        super().__init__(self._read, place(directory, file, "load_report"))
        self._directory = directory
        self._history = place(directory, history, "load_report") if history else None

    def _read(self) -> Observation:
        try:
            report = read_report(self._path, self._directory)
            figures = self._figures(report)
        except InputError as error:
            detail = f"{NOT_PROVEN}: {error.message}"
            return Observation(outcome="error", reason="inconclusive", detail=detail)
        age = clock.real_now().timestamp() - report.written
        return Observation(
            outcome="ok",
            facts=_facts(figures, age),
            detail=f"{self._path.name} ({figures.format})",
            objection=NOTHING_ASKED,
        )

    def _figures(self, report: Report) -> Figures:
        history = self._history_text(report)
        try:
            return _read_any(report.text.lstrip(), history)
        except InputError as error:
            raise InputError(f"{self._path}: {error.message}") from error

    def _history_text(self, report: Report) -> str | None:
        """The history of the same run; None where there is none."""
        path = self._history
        if path is None:
            if not self._path.name.endswith(_STATS):
                return None
            path = self._path.with_name(self._path.name.removesuffix(_STATS) + _HISTORY)
            if not path.exists():
                return None
        history = read_report(path, self._directory)
        if abs(history.written - report.written) > _APART:
            raise InputError(f"{path.name} and {self._path.name} are not of one run")
        return history.text


def _read_any(text: str, history: str | None) -> Figures:
    """The figures of whichever tool wrote it; raises InputError."""
    if is_stats(text):
        return read_csv(text, history)
    if not text.startswith(("{", "[")):
        raise InputError("it is no report of k6 or Locust that golive knows")
    document = parse_json(text)
    if isinstance(document, Absent):
        raise InputError(document.why)
    return read_k6(document) if isinstance(document, dict) else read_json(_listed(document))


def _listed(document: object) -> list[object]:
    return document if isinstance(document, list) else []


def _facts(figures: Figures, age: float) -> LazyFacts:
    at_hand: dict[str, object] = {
        "format": figures.format,
        "metric": figures.metrics,
        **figures.proven,
    }
    lacking = dict(figures.lacking)
    if age < -_SKEW:
        lacking["age_seconds"] = "the file bears a time that is still to come"
    else:
        at_hand["age_seconds"] = max(age, 0.0)
    return LazyFacts(
        at_hand, {name: absent(f"{NOT_PROVEN}: {why}") for name, why in lacking.items()}
    )
