import json
from dataclasses import replace

from golive_tui.cli.check_outcome import document, line, page, summary, titled
from golive_tui.launch.check_facts import Found
from tests.cli.checks import AT, found, outcome
from tests.launch.world import checklist


def test_the_worst_check_speaks_for_the_item() -> None:
    each = outcome("pass", "fail", "inconclusive")
    assert (each.verdict, each.reason, each.said) == (
        "fail",
        "http.status",
        "http.status: so it is",
    )
    assert each.seconds == 0.75
    assert line(each) == "fail          The API answers (api): http.status: so it is"


def test_what_was_called_off_is_not_known() -> None:
    each = replace(outcome("pass"), cancelled="not now")
    assert (each.verdict, each.reason, each.said) == ("inconclusive", None, "called off: not now")
    assert replace(each, cancelled="").said == "called off"


def test_without_a_check_nothing_is_said_and_nothing_passes() -> None:
    assert (outcome().verdict, outcome().reason, outcome().said) == ("error", None, "")


def test_the_sum_is_one_line() -> None:
    told = summary([outcome("pass"), outcome("pass"), outcome("error")])
    assert told == "3 items checked: 2 pass, 1 error"
    assert summary([]) == "0 items checked: nothing"


def test_the_document_has_all_of_it() -> None:
    each = replace(outcome("pass", "error"), expires_at=AT)
    plain = json.loads(json.dumps(document([each, outcome("pass")])))
    assert plain["verdict"] == "error"
    assert plain["counts"] == {"pass": 1, "fail": 0, "inconclusive": 0, "error": 1}
    item = plain["items"][0]
    assert (item["id"], item["path"]) == ("api", ["Before", "Set-up v1.2"])
    assert item["expires_at"] == "2026-11-24T12:00:00.000000Z"
    assert item["checks"][0]["reason"] is None
    assert item["checks"][1]["facts"] == {"status": "200"}


def test_one_check_in_full_is_a_page() -> None:
    assert list(page(found("fail"))) == [
        "fail  http.status",
        "  so it is",
        "asked",
        "  url  https://example.com",
        "facts",
        "  status  200",
        "phases",
        "  connect  2.0 ms",
        "took 250 ms",
    ]
    assert next(page(found("pass"))) == "pass"


def test_an_item_is_told_by_its_title_and_what_is_above_it() -> None:
    above = ("Pre-Deployment", "Infrastructure", "Domain & DNS")
    assert titled(checklist(), "records") == ("DNS A records", above)
    assert titled(checklist(), "gone") == ("gone", ())


def test_no_word_of_a_check_acts_on_a_terminal() -> None:
    evil = "\x1b[2J\u202e\n"
    each = Found(kind="http", verdict="fail", at=AT, reason=evil, detail=evil,
                 asked={evil: evil}, facts={evil: evil}, phases={evil: 0.1})  # fmt: skip
    assert [text for text in page(each) if not text.isprintable()] == []
