from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.check_facts import EvidenceRecorded, Found
from golive_tui.launch.codec import event_from_plain, event_to_plain
from golive_tui.launch.events import Event
from tests.launch.checking import found
from tests.launch.facts import instants, texts
from tests.launch.world import ENGINE, after


def as_event(fact: EvidenceRecorded) -> Event:
    return Event(seq=1, at=after(1), epoch=1, by=ENGINE, fact=fact)


@given(
    st.lists(st.builds(Found, at=instants, facts=st.dictionaries(texts, texts)), max_size=3),
    st.none() | instants,
)
def test_evidence_is_read_as_it_was_written(checks: list[Found], until: object) -> None:
    fact = EvidenceRecorded(item="cdn", check="cdn-1", found=tuple(checks))
    event = as_event(fact)
    assert event_from_plain(event_to_plain(event)) == event


def test_the_line_of_evidence_says_what_was_asked_and_seen() -> None:
    plain = event_to_plain(
        as_event(EvidenceRecorded(item="cdn", check="cdn-1", found=(found("fail"),)))
    )
    (one,) = plain["found"]
    assert one["asked"] == {"url": "https://example.com"}
    assert (one["verdict"], one["reason"], one["facts"]) == (
        "fail",
        "http.status",
        {"status": "200"},
    )
