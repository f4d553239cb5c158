import pytest
from msgspec.structs import replace

from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.report.record_head import criteria, head, signoff, who
from tests.launch.world import ANA, after
from tests.report.records import launch, lived, record, texts


def test_the_head_says_what_where_by_whom_and_how_it_stands() -> None:
    made = record(lived())
    said = texts(list(head(made.facts, made.events)))
    for row in (
        "Verdict | HOLD",
        " | 1 gate overridden: poll",
        "Target | rehearsal (REHEARSAL)",
        "Begun | 2026-11-24 12:00:00 UTC by ana",
        "Signed | not signed",
        "Last link | feedfacefeedface",
    ):
        assert row in said
    assert "Went live (T0) | 2026-11-24 12:01:00 UTC by ana, T+01:05:40; " in said
    assert ": all hands" in said


def test_a_rollback_stands_in_the_head() -> None:
    found = lived()
    found.record([e.RollbackRequested(reason="", steps=("ship",))], after(3500), ANA)
    found.record([e.RollbackEnded(outcome="failed", step="ship")], after(3501))
    made = record(found)
    assert "Rollback | ROLLBACK FAILED" in texts(list(head(made.facts, made.events)))


def test_a_record_that_is_not_signed_says_so_and_the_criteria_are_those_of_now() -> None:
    found = lived()
    found.do(c.FillSignoff(field="Date", text="today"), after(3000))
    made = record(found)
    said = texts(list(signoff(made.facts, made.events)))
    assert said == "Sign-off\nNot signed.\nDate | today"
    assert "nothing is signed yet" in texts(list(criteria(made.facts)))
    assert "Few errors | not measured" in texts(list(criteria(made.facts)))


@pytest.mark.parametrize("approved", [True, False])
def test_what_was_signed_is_frozen(approved: bool) -> None:
    found = lived()
    criterion = e.Criterion(id="up", title="Up", word="met", detail="0.999 of 0.98 observed")
    fact = e.SignoffRecorded(
        approved=approved, name="Ana B.", notes="one\ntwo", criteria=(criterion,),
        fields={"Date": "2026-11-24"},
    )  # fmt: skip
    shared = replace(ANA, how="unproven", claim="bea")
    found.record([fact], after(3000), shared)
    found.record([e.ItemNoted(item="cdn", text="later")], after(3001))
    made = record(found)
    said = texts(list(signoff(made.facts, made.events)))
    assert f"Go-live approved | {'yes' if approved else 'NO'}" in said
    assert "Signed by | Ana B., as ana, who says to be bea (identity not proven)" in said
    assert "Date | 2026-11-24" in said
    assert "Since then | 1 event" in said
    assert texts(list(criteria(made.facts))).endswith("Up | met | 0.999 of 0.98 observed")


def test_an_account_that_proves_nothing_is_told_so() -> None:
    assert who(ANA) == "ana"
    assert who(replace(ANA, how="unproven")) == "ana (identity not proven)"


def test_a_launch_that_is_not_live_says_so() -> None:
    made = record(launch(), 1)
    assert "Went live (T0) | not live" in texts(list(head(made.facts, made.events)))
