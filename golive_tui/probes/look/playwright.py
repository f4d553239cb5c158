"""A test report in the JSON of Playwright's own reporter: its tests counted, and held against
the sums that it tells."""

from collections.abc import Iterator, Mapping
from typing import Final

from golive_tui.errors import InputError
from golive_tui.probes.look.json_parts import amount, mapping, mappings
from golive_tui.probes.look.report_date import read_time
from golive_tui.probes.look.run_counts import COMMIT_NAMES, NAMED, Counts, Run, commit_of

_KINDS: Final = {
    "expected": "passed",
    "flaky": "passed",
    "unexpected": "failed",
    "skipped": "skipped",
}


def is_playwright(document: object) -> bool:
    """Whether it has the parts that such a report always has."""
    return (
        isinstance(document, Mapping)
        and isinstance(document.get("suites"), list)
        and isinstance(document.get("stats"), Mapping)
    )


def read_playwright(document: Mapping[str, object], commit_at: str = "") -> Run:
    """What the report tells; raises InputError where it is damaged.

    `commit_at`: dotted path of the commit, where it is not in `config.metadata`.
    """
    counts = Counts()
    failing: list[str] = []
    interrupted = ""
    for title, test in _tests(document):
        status = test.get("status")
        kind = _KINDS.get(status) if isinstance(status, str) else None
        if kind is None:
            raise InputError(f"a test in it has no status that golive knows: {title}")
        counts.add(kind, flaky=status == "flaky")
        if kind == "failed" and len(failing) < NAMED:
            failing.append(title)
        if any(each.get("status") == "interrupted" for each in mappings(test.get("results"))):
            interrupted = title
    stats = mapping(document.get("stats"))
    counts.errors = len(mappings(document.get("errors")))
    duration = stats.get("duration")
    return Run(
        format="playwright",
        counts=counts,
        failing=tuple(failing),
        disagree=tuple(_disagreeing(stats, counts)),
        told_failing=amount(stats.get("unexpected")) or 0,
        told=read_time(stats.get("startTime")),
        duration=duration / 1000 if isinstance(duration, int | float) else None,
        commit=_commit(document, commit_at),
        interrupted=interrupted,
    )


def _tests(document: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every test with its title; a spec has one test for each project that ran it."""
    waiting = [document]
    while waiting:
        suite = waiting.pop()
        waiting += mappings(suite.get("suites"))
        for spec in mappings(suite.get("specs")):
            title = f"{suite.get('title', '')} {spec.get('title', '')}".strip()
            for test in mappings(spec.get("tests")):
                yield title, test


def _disagreeing(stats: Mapping[str, object], counts: Counts) -> Iterator[str]:
    found = {
        "expected": counts.passed - counts.flaky,
        "unexpected": counts.failed,
        "flaky": counts.flaky,
        "skipped": counts.skipped,
    }
    for name, number in found.items():
        told = amount(stats.get(name))
        if told != number:
            yield f"it tells of {told if told is not None else 'no'} {name}, and holds {number}"


def _commit(document: Mapping[str, object], commit_at: str) -> str | None:
    if commit_at:
        at: object = document
        for part in commit_at.split("."):
            at = mapping(at).get(part)
        return commit_of({"at": at}, ("at",))
    metadata = mapping(mapping(document.get("config")).get("metadata"))
    git = {"hash": mapping(metadata.get("gitCommit")).get("hash")}
    ci = mapping(metadata.get("ci"))
    return (
        commit_of(git, ("hash",))
        or commit_of(ci, COMMIT_NAMES)
        or commit_of(metadata, COMMIT_NAMES)
    )
