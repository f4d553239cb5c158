import pytest

from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded, Verdict
from golive_tui.launch.sentences import sentence
from golive_tui.launch.sentences_checks import check_tone
from tests.launch.checking import found
from tests.launch.world import ANA, after, checklist


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (CheckRequested(item="cdn", check="cdn-1"), 'ana asked to verify "CDN"'),
        (CheckRequested(item="cdn", check="cdn-1", armed=True), 'ana asked to verify "CDN", armed'),
        (CheckCancelled(item="cdn", check="cdn-1"), 'ana called off the check of "CDN"'),
        (
            CheckCancelled(item="cdn", check="cdn-1", reason="not now"),
            'ana called off the check of "CDN": not now',
        ),
        (
            EvidenceRecorded(item="cdn", check="cdn-1", found=(found("pass"), found("fail"))),
            '"CDN": check fail (http.status): it is fail',
        ),
        (
            EvidenceRecorded(item="cdn", check="cdn-1", found=(found("pass"),)),
            '"CDN": check pass: status is 200',
        ),
        (
            EvidenceRecorded(item="gone", check="gone-1", found=()),
            "gone: check error",
        ),
    ],
)
def test_a_line(fact: e.Fact, line: str) -> None:
    event = e.Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact)
    assert sentence(event, checklist()) == line


@pytest.mark.parametrize(
    ("verdict", "tone"),
    [("pass", "passed"), ("fail", "failed"), ("inconclusive", "stale"), ("error", "stale")],
)
def test_the_worst_gives_the_tone(verdict: Verdict, tone: str) -> None:
    checks = (found("pass"), found(verdict))
    assert check_tone(EvidenceRecorded(item="cdn", check="cdn-1", found=checks)) == tone
