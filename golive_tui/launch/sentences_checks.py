"""What happens to checks, as lines for people."""

from collections.abc import Mapping
from typing import Final, assert_never

from golive_tui.checklist.model import Checklist
from golive_tui.launch.check_facts import (
    CheckCancelled,
    CheckRequested,
    EvidenceRecorded,
    Verdict,
)
from golive_tui.launch.verdicts import worst

_TONES: Final[Mapping[Verdict, str]] = {
    "pass": "passed",
    "fail": "failed",
    "inconclusive": "stale",
    "error": "stale",
}


def check_tone(fact: EvidenceRecorded) -> str:
    """The state whose glyph and colour a line of evidence bears."""
    return _TONES[worst(each.verdict for each in fact.found)]


def check_sentence(
    who: str, fact: CheckRequested | EvidenceRecorded | CheckCancelled, checklist: Checklist
) -> str:
    """One line, not cleaned yet: who asked for what, or what was found."""
    item = checklist.item(fact.item)
    title = f'"{item.title}"' if item else fact.item
    match fact:
        case CheckRequested(armed=armed):
            return f"{who} asked to verify {title}{', armed' if armed else ''}"
        case CheckCancelled(reason=reason):
            return f"{who} called off the check of {title}{f': {reason}' if reason else ''}"
        case EvidenceRecorded(found=found):
            verdict = worst(each.verdict for each in found)
            first = next((each for each in found if each.verdict == verdict), None)
            why = f" ({first.reason})" if first and first.reason else ""
            detail = f": {first.detail}" if first and first.detail else ""
            return f"{title}: check {verdict}{why}{detail}"
        case _:
            assert_never(fact)
