"""A test report in JUnit XML, of pytest, Jest, Playwright, Surefire and whoever else writes it.

Nothing of the file is kept but counts: it is read as it comes, element by element, without a
tree, so that a huge or a deep one costs no memory. A document type is refused (defusedxml):
no report has one, and every XML bomb does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from golive_tui.errors import InputError
from golive_tui.probes.look.report_date import Told, last, read_time
from golive_tui.probes.look.run_counts import COMMIT_NAMES, NAMED, Counts, Run, commit_of

DEEPEST: Final = 100
"""Suites within suites; deeper is no report."""
MOST_PROPERTIES: Final = 5000
_ATTRIBUTES: Final = {
    "tests": ("tests",),
    "failed": ("failures",),
    "errors": ("errors",),
    "skipped": ("skipped", "skip"),
}


def read_junit(data: bytes, commit_at: str = "") -> Run:
    """What the report tells; raises InputError where it is none.

    `commit_at`: the property that names the commit, where it is none of `COMMIT_NAMES`.
    """
    reader = _Reader()
    try:
        parser = XMLParser(target=reader, forbid_dtd=True)
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise InputError("it declares a document type, which no test report does") from error
    except ParseError as error:
        raise InputError(f"it is no XML: {error}") from error
    except (ValueError, LookupError) as error:
        raise InputError("it is XML in an encoding that cannot be read") from error
    return reader.run(commit_at)


@dataclass(slots=True)
class _Suite:
    """A suite being read: what its attributes say, and what is in it."""

    tag: str
    name: str
    told: Mapping[str, int]
    own: Counts = field(default_factory=Counts)
    within: Counts = field(default_factory=Counts)


class _Reader:
    """The target of the parser: counts cases and compares them with their suites' attributes."""

    def __init__(self) -> None:
        self._depth = 0
        self._suites: list[_Suite] = []
        self._case: dict[str, str] | None = None
        self._outcomes: set[str] = set()
        self._total = Counts()
        self._failing: list[str] = []
        self._disagree: list[str] = []
        self._told_failing = 0
        self._properties: dict[str, str] = {}
        self._times: list[Told | None] = []
        self._seconds = 0.0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise InputError(f"it is XML of more than {DEEPEST} levels")
        tag = tag.rpartition("}")[2]
        if self._depth == 1 and tag not in {"testsuites", "testsuite"}:
            raise InputError(f"it is XML, but no JUnit report: its root is <{tag[:40]}>")
        match tag:
            case "testsuites" | "testsuite":
                self._suites.append(_Suite(tag, attributes.get("name", ""), _told(attributes)))
                self._times.append(read_time(attributes.get("timestamp")))
            case "testcase":
                self._case, self._outcomes = attributes, set()
                self._seconds += _seconds(attributes.get("time"))
            case "property" if len(self._properties) < MOST_PROPERTIES:
                self._properties.setdefault(
                    attributes.get("name", ""), attributes.get("value", "")[:200]
                )
            case _ if self._case is not None:
                self._outcomes.add(tag)

    def end(self, tag: str) -> None:
        self._depth -= 1
        tag = tag.rpartition("}")[2]
        if tag == "testcase" and self._case is not None:
            self._count(self._case)
            self._case = None
        elif tag in {"testsuites", "testsuite"} and self._suites:
            self._compare(self._suites.pop())

    def data(self, text: str) -> None:
        """What tests printed is nobody's business here."""

    def close(self) -> None:
        """The document is over."""

    def _count(self, case: Mapping[str, str]) -> None:
        kind = _outcome(self._outcomes, case)
        flaky = kind == "passed" and bool(self._outcomes & {"flakyFailure", "flakyError"})
        for counts in (self._total, *([self._suites[-1].own] if self._suites else [])):
            counts.add(kind, flaky=flaky)
        if kind in {"failed", "errors"} and len(self._failing) < NAMED:
            self._failing.append(f"{case.get('classname', '')} {case.get('name', '')}".strip())

    def _compare(self, suite: _Suite) -> None:
        """A suite's attributes count its own cases, or those of its inner suites too."""
        deep = suite.own.plus(suite.within)
        for name, told in suite.told.items():
            if name in {"failed", "errors"}:
                self._told_failing = max(self._told_failing, told)
            if told not in {suite.own.of(name), deep.of(name)} or (
                suite.tag == "testsuites" and told != deep.of(name)
            ):
                which = f"<{suite.tag}> {suite.name}".strip()
                self._disagree.append(f"{which} tells of {told} {name}, and holds {deep.of(name)}")
        if self._suites:
            self._suites[-1].within = self._suites[-1].within.plus(deep)

    def run(self, commit_at: str) -> Run:
        wanted = (commit_at,) if commit_at else COMMIT_NAMES
        return Run(
            format="junit",
            counts=self._total,
            failing=tuple(self._failing),
            disagree=tuple(self._disagree[:NAMED]),
            told_failing=self._told_failing,
            told=last(self._times),
            duration=self._seconds,
            commit=commit_of(self._properties, wanted),
        )


def _outcome(inside: set[str], case: Mapping[str, str]) -> str:
    """An error outweighs a failure, and both outweigh a skip."""
    if "error" in inside:
        return "errors"
    if "failure" in inside:
        return "failed"
    # GoogleTest marks what did not run by an attribute.
    if "skipped" in inside or case.get("status") in {"notrun", "skipped", "disabled"}:
        return "skipped"
    return "passed"


def _told(attributes: Mapping[str, str]) -> dict[str, int]:
    """The counts among a suite's attributes."""
    found: dict[str, int] = {}
    for name, spellings in _ATTRIBUTES.items():
        for spelling in spellings:
            text = attributes.get(spelling, "").strip()
            if text.isascii() and text.isdigit() and len(text) <= 9:
                found[name] = int(text)
    return found


def _seconds(text: str | None) -> float:
    try:
        seconds = float((text or "0").replace(",", ""))
    except ValueError:
        return 0.0
    return seconds if 0 <= seconds < 1e7 else 0.0
