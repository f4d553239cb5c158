"""A report in SARIF 2.1.0 (OASIS), as CodeQL, Semgrep, Trivy and many scanners write it.

A severity is the score that GitHub reads (`security-severity`, a CVSS score as text, of the
result or of its rule), else the level of the result, else that of its rule, else `warning`.
"""

from collections.abc import Iterator, Mapping

from golive_tui.errors import InputError
from golive_tui.probes.look.json_parts import mapping, mappings, words
from golive_tui.probes.look.report_date import last, read_time
from golive_tui.probes.look.scan_counts import Findings, rated

Document = Mapping[str, object]

_LEVELS = {"error": "high", "warning": "medium", "note": "low", "none": "info"}
_NO_FINDING = {"pass", "notApplicable", "informational"}


def is_sarif(document: Document) -> bool:
    """A log of runs."""
    return isinstance(document.get("runs"), list) and "version" in document


def read_sarif(document: Document) -> Findings:
    """What all runs of the log found; raises InputError where a run looked at nothing."""
    if document.get("version") != "2.1.0":
        raise InputError(f"it is SARIF, but not of version 2.1.0: {words(document.get('version'))}")
    runs = mappings(document["runs"])
    if not runs:
        raise InputError("it has no run: nothing was looked at")
    found = Findings(format="sarif", tool=", ".join(dict.fromkeys(map(_tool, runs))))
    found.told = last(read_time(time) for run in runs for time in _times(run))
    for run in runs:
        _read_run(run, found)
    return found


def _read_run(run: Document, found: Findings) -> None:
    if not isinstance(run.get("results"), list):
        # Absent means that the scan did not get so far (SARIF 2.1.0, 3.14.23).
        raise InputError(f"the run of {_tool(run)} has no results: it did not look")
    for invocation in mappings(run.get("invocations")):
        if invocation.get("executionSuccessful") is False:
            raise InputError(f"the run of {_tool(run)} did not succeed")
    rules = _rules(run)
    for result in mappings(run["results"]):
        if words(result.get("kind")) in _NO_FINDING or result.get("baselineState") == "absent":
            continue
        if _is_suppressed(result):
            found.suppressed += 1
        else:
            found.add(_severity(result, _rule_of(result, rules)))


def _tool(run: Document) -> str:
    driver = mapping(mapping(run.get("tool")).get("driver"))
    return words(driver.get("name"), 60) or "no name"


def _times(run: Document) -> Iterator[object]:
    for invocation in mappings(run.get("invocations")):
        yield invocation.get("endTimeUtc") or invocation.get("startTimeUtc")


def _rules(run: Document) -> tuple[list[Document], dict[str, Document]]:
    """The driver's rules in order, and all rules, also of extensions, by id."""
    tool = mapping(run.get("tool"))
    parts = [mapping(tool.get("driver")), *mappings(tool.get("extensions"))]
    listed = [mappings(part.get("rules")) for part in parts]
    by_id = {words(rule.get("id")): rule for rules in reversed(listed) for rule in rules}
    return listed[0], by_id


def _rule_of(result: Document, rules: tuple[list[Document], dict[str, Document]]) -> Document:
    """By id, which extensions share; else by its place among the driver's."""
    ordered, by_id = rules
    reference = mapping(result.get("rule"))
    told = words(result.get("ruleId")) or words(reference.get("id"))
    # `CA1000/1` is a variety of the rule CA1000 (3.52.4).
    for name in (told, told.rpartition("/")[0]):
        if name and name in by_id:
            return by_id[name]
    index = result.get("ruleIndex", reference.get("index"))
    if isinstance(index, int) and 0 <= index < len(ordered) and not reference.get("toolComponent"):
        return ordered[index]
    return {}


def _is_suppressed(result: Document) -> bool:
    """All of its suppressions are accepted; one that is under review still counts (3.27.23)."""
    suppressions = mappings(result.get("suppressions"))
    return bool(suppressions) and all(
        each.get("state", each.get("status", "accepted")) == "accepted" for each in suppressions
    )


def _severity(result: Document, rule: Document) -> str:
    for holder in (result, rule):
        score = _score(mapping(holder.get("properties")).get("security-severity"))
        if score is not None:
            return rated(score)
    if words(result.get("kind")) in {"open", "review"}:
        return "unknown"
    level = result.get("level") or mapping(rule.get("defaultConfiguration")).get("level")
    return _LEVELS.get(words(level) or "warning", "unknown")


def _score(text: object) -> float | None:
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return None
    try:
        score = float(text)
    except (ValueError, OverflowError):
        return None
    return score if 0 <= score <= 10 else None
