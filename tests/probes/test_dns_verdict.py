import pytest

from golive_tui.probes.look.dns_query import Answer
from golive_tui.probes.look.dns_verdict import (
    Wanted,
    against,
    differ,
    facts_of,
    more_facts,
    objection_to,
)


def said(*records: str, ttl: int | None = 60, authoritative: bool = False) -> Answer:
    return Answer(
        records=records, ttl=ttl, rcode="NOERROR", seconds=0.1, authoritative=authoritative
    )


@pytest.mark.parametrize(
    ("type", "records", "given"),
    [
        ("AAAA", ("2001:DB8:0::1",), ("2001:db8::1",)),
        ("CNAME", ("App.Example.com.",), ("app.example.com",)),
        ("TXT", ("v=spf1 -all",), ("v=spf1 -all",)),
    ],
)
def test_records_compare_by_what_they_mean(
    type: str, records: tuple[str, ...], given: tuple[str, ...]
) -> None:
    assert differ(Wanted(type=type, records=records), {"a": said(*given)}) == []


def test_a_text_compares_letter_by_letter() -> None:
    assert differ(Wanted(type="TXT", records=("A",)), {"a": said("a")}) == ["a"]


def test_without_records_the_first_is_the_measure() -> None:
    answers = {"a": said("192.0.2.1"), "b": said("192.0.2.1"), "c": said("192.0.2.2")}
    assert differ(Wanted(), answers) == ["c"]
    assert against(Wanted(), answers, frozenset()) is None


def test_a_name_server_that_does_not_answer_for_its_zone_is_lame() -> None:
    answers = {"ns1": said("192.0.2.1", authoritative=True), "ns2": said("192.0.2.1")}
    wrong = against(Wanted(), answers, frozenset(answers))
    assert wrong is not None
    assert (wrong.reason, wrong.detail.startswith("ns2: ")) == ("dns.mismatch", True)


def test_only_an_authoritative_ttl_is_held_against_the_limit() -> None:
    answers = {"ns1": said(ttl=300, authoritative=True), "1.1.1.1": said(ttl=9999)}
    assert against(Wanted(max_ttl=300), answers, frozenset()) is None
    over = against(Wanted(max_ttl=299), answers, frozenset())
    assert over is not None
    assert over.detail == "TTL above 4:59: ns1: 5:00"
    unknown = against(Wanted(max_ttl=300), {"1.1.1.1": said(ttl=1)}, frozenset())
    assert unknown is not None
    assert unknown.reason == "inconclusive"
    facts = more_facts(Wanted(), answers)
    assert (facts["authoritative_ttl"], facts["cached_ttl"]) == (300, 9999)
    assert facts["authoritative"] == ["ns1"]


def test_facts_and_the_objection_of_answers() -> None:
    answers = {"a": said("192.0.2.1"), "b": said("192.0.2.2")}
    assert facts_of(answers, complete=True)["agree"] is False
    assert "agree" not in facts_of(answers, complete=False)
    assert facts_of({}, complete=False) == {}
    objection = objection_to(answers)
    assert objection is not None
    assert objection.reason == "dns.mismatch"
    assert objection_to(answers, agreed=False) is None
