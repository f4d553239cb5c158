"""Verdicts as JUnit XML, which CI services read: one test case an item.

`fail` is a failure, `error` an error, and `inconclusive` is skipped with its reason: what could
not be told is neither. The exit code of the command says that it is no pass.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from golive_tui.cli.check_outcome import Outcome
from golive_tui.errors import InputError
from golive_tui.launch.check_facts import Verdict
from golive_tui.text import clean

_ELEMENTS: Final[dict[Verdict, str]] = {
    "fail": "failure",
    "error": "error",
    "inconclusive": "skipped",
}


def write_junit(path: Path, suite: str, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Write the file; raises InputError where that cannot be."""
    try:
        path.write_bytes(junit(suite, outcomes, at))
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error


def junit(suite: str, outcomes: Sequence[Outcome], at: datetime) -> bytes:
    """The document; `at` is when the checks began, in UTC."""
    verdicts = [each.verdict for each in outcomes]
    counts = {
        "tests": str(len(outcomes)),
        "failures": str(verdicts.count("fail")),
        "errors": str(verdicts.count("error")),
        "skipped": str(verdicts.count("inconclusive")),
        "time": f"{sum(each.seconds for each in outcomes):.3f}",
    }
    root = ET.Element("testsuites", counts)
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S")
    part = ET.SubElement(root, "testsuite", {"name": clean(suite), **counts, "timestamp": stamp})
    for each in outcomes:
        _case(part, each)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _case(part: ET.Element, each: Outcome) -> None:
    where = ".".join(clean(title.replace(".", " ")) for title in each.path) or clean(each.id)
    attributes = {"classname": where, "name": clean(each.title), "time": f"{each.seconds:.3f}"}
    case = ET.SubElement(part, "testcase", attributes)
    element = _ELEMENTS.get(each.verdict)
    if element is not None:
        said = {"message": clean(each.said)}
        if element != "skipped":
            said["type"] = clean(each.reason or each.verdict)
        ET.SubElement(case, element, said).text = "\n".join(
            clean(f"{check.kind}: {check.verdict} {check.reason or ''} {check.detail}")
            for check in each.found
        )
    told = [f"{path} = {fact}" for check in each.found for path, fact in check.facts.items()]
    if told:
        ET.SubElement(case, "system-out").text = "\n".join(clean(line) for line in told)
