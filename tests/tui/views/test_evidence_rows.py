"""What checks found, as a person reads it."""

from datetime import timedelta

import pytest

from golive_tui.client.mirror import Mirror
from golive_tui.launch import events as e
from golive_tui.launch.advice import advice
from golive_tui.launch.check_facts import CheckRequested, EvidenceRecorded, Verdict
from golive_tui.launch.fold import fold
from golive_tui.tui.views.evidence_rows import checks_page, evidence_of
from tests.screens.people import ANA
from tests.screens.scene import mirror_at
from tests.tui.checking import DETAILS, DNS, found, given
from tests.tui.views.reading import crowded, text

MINUTES = 15


def happen(mirror: Mirror, fact: e.Fact, by: e.By = ANA) -> None:
    event = e.Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=by, fact=fact)
    mirror.state = fold(mirror.state, event)
    mirror.events.append(event)


def verified(verdict: Verdict) -> tuple[Mirror, EvidenceRecorded]:
    mirror = mirror_at("before-go-live")
    given(mirror)
    happen(mirror, CheckRequested(item=DNS, check="dns-1"))
    until = mirror.now + timedelta(minutes=MINUTES)
    fact = EvidenceRecorded(
        item=DNS, check="dns-1", found=(found(DNS, verdict, mirror),), expires_at=until
    )
    happen(mirror, fact)
    return mirror, fact


def page(mirror: Mirror, fact: EvidenceRecorded | None, later: float = 0.0) -> str:
    now = mirror.now + timedelta(minutes=later)
    return text(checks_page(mirror.state.item(DNS), fact, now, 96), 96)


def test_a_pass_says_when_until_when_of_whom_and_every_fact() -> None:
    mirror, fact = verified("pass")
    said = page(mirror, fact)
    assert "✓ PASS dns answers contains '203.0.113.10'" in said
    assert "expires in 15:00" in said
    assert "asked      name = api.flowmind.app" in said
    assert "           resolvers = 1.1.1.1, 8.8.8.8, 9.9.9.9" in said
    assert "expects    answers contains '203.0.113.10'" in said
    assert "took       query 9 ms · authority 12 ms" in said
    assert "facts      answers          203.0.113.10, 203.0.113.11" in said
    assert "next" not in said


def test_a_pass_that_is_too_old_says_for_how_long() -> None:
    mirror, fact = verified("pass")
    assert "stale for 3:00" in page(mirror, fact, MINUTES + 3)


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("fail", "✗ FAIL"), ("inconclusive", "? INCONCLUSIVE"), ("error", "? ERROR")],
)
def test_what_is_no_pass_says_why_and_what_to_do_next(verdict: Verdict, word: str) -> None:
    mirror, fact = verified(verdict)
    said = " ".join(page(mirror, fact).split())
    reason, detail = DETAILS[verdict]
    assert f"{word} dns {reason}" in said
    assert f"why {detail}" in said
    assert f"next {advice(reason)}" in said
    assert "expires" not in said


def test_until_the_evidence_is_read_there_is_what_the_state_has() -> None:
    mirror, _ = verified("fail")
    said = page(mirror, None)
    assert "✗ FAIL dns assert.failed" in said
    assert "asked" not in said


def test_what_is_under_way_says_since_when_and_for_whom() -> None:
    mirror = mirror_at("before-go-live")
    given(mirror)
    happen(mirror, CheckRequested(item=DNS, check="dns-1", armed=True))
    assert "► verifying since 12:55Z, asked by ana, armed" in page(mirror, None)


def test_nothing_is_said_of_what_was_never_verified() -> None:
    assert page(mirror_at("before-go-live"), None) == ""


def test_a_word_against_a_check_is_shown_with_both_verdicts() -> None:
    mirror, fact = verified("fail")
    against = "fail (assert.failed): answers contains '203.0.113.10': is ['198.51.100.7']"
    happen(mirror, e.ItemPassed(item=DNS, note="the old zone, gone in an hour", against=against))
    said = page(mirror, fact)
    assert "override   ana passed it, 12:55Z" in said
    assert "because    the old zone, gone in an hour" in said
    assert "against    the check said fail (assert.failed): answers contains" in said


def test_evidence_is_found_by_the_event_that_has_it() -> None:
    mirror, fact = verified("pass")
    machine = mirror.state.item(DNS).machine
    assert machine is not None
    assert evidence_of(list(mirror.events), machine) == fact
    assert evidence_of([], machine) is None


@pytest.mark.parametrize("verdict", list(DETAILS))
def test_the_columns_fit_at_every_width(verdict: Verdict) -> None:
    mirror, fact = verified(verdict)
    stands = mirror.state.item(DNS)
    assert crowded(lambda width: checks_page(stands, fact, mirror.now, width)) == []
