from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.state import ATTEMPTS_KEPT
from golive_tui.report.record_work import attempts, gates, rollbacks, skipped, stages, steps
from tests.launch.world import ANA, LEE, after
from tests.report.records import ASKED, ENDED, STARTED, launch, lived, record, texts


def test_every_item_says_who_when_why_and_what_it_rests_on() -> None:
    said = texts(list(stages(record(lived()).facts)))
    assert (
        "Infrastructure > Domain & DNS > Domain purchased | passed | ana | 2026-11-24 12:00:10 UTC"
        " | bought\nlee: for a year | link: https://ci/7 (2026-11-24 12:00:10 UTC)"
    ) in said
    assert "Rollback (rollback)" in said
    assert "Manual > Undo | open" in said


def test_what_was_skipped_says_why() -> None:
    assert texts(list(skipped(record(lived()).facts))).splitlines()[1:] == [
        "CDN | not <needed> | yet | ana | 2026-11-24 12:00:12 UTC"
    ]


def test_an_attempt_says_what_ran_and_how_it_ended() -> None:
    made = record(lived())
    said = texts(list(steps(made.facts, made.events)))
    assert (
        "ship-1 | ./deploy.sh 'rail way'\nin /srv | ana | 2026-11-24 12:00:20 UTC | 12.0 s" in said
    )
    assert "failed\nexit 3\noutlived it: 77 node" in said
    assert f"sha256 {'ab' * 32}, 90 bytes" in said


def test_which_retry_it_was_and_who_approved_it_are_told() -> None:
    found = launch()
    asked = replace(ASKED, retry=1, retries=2, approved_by="Lee")
    given_up = e.StepGivenUp(step="ship", attempt="ship-1", why="a gate is open")
    found.record([asked, STARTED, ENDED, given_up], after(1))
    made = record(found)
    said = texts(list(steps(made.facts, made.events)))
    assert "\nretry 1 of 2\nno retry: a gate is open\napproved by Lee\n" in said


def test_attempts_that_the_state_has_forgotten_are_there() -> None:
    found = launch()
    for n in range(1, ATTEMPTS_KEPT + 6):
        attempt = f"ship-{n}"
        found.record(
            [
                replace(ASKED, attempt=attempt),
                replace(STARTED, attempt=attempt),
                replace(ENDED, attempt=attempt),
            ],
            after(n),
        )
    runs = attempts(found.state, found.events)
    assert [run.attempt.id for run in runs] == [f"ship-{n}" for n in range(1, ATTEMPTS_KEPT + 6)]
    assert all(run.attempt.status == "failed" for run in runs)


def test_attempts_that_came_without_their_history_are_there() -> None:
    found = lived()
    alone = attempts(found.state, [])
    assert [run.attempt.id for run in alone] == ["ship-1"]
    later = e.StepSettled(step="ship", attempt="ship-1", outcome="failed", reason="x")
    cut = found.record([later], after(100))
    assert [run.attempt.id for run in attempts(found.state, cut)] == ["ship-1"]


def test_who_settled_a_lost_attempt_is_told() -> None:
    found = launch()
    found.record([ASKED, STARTED], after(1), ANA)
    found.record([e.StepLost(step="ship", attempt="ship-1", why="a reboot")], after(2))
    made = record(found)
    assert "unknown\na reboot" in texts(list(steps(made.facts, made.events)))
    settled = e.StepSettled(step="ship", attempt="ship-1", outcome="succeeded", reason="I looked")
    found.record([settled], after(3), LEE)
    made = record(found)
    assert "succeeded\nas lee says: I looked" in texts(list(steps(made.facts, made.events)))


def test_a_poll_shows_what_was_said_at_t0_beside_what_is_said_now() -> None:
    made = record(lived())
    said = texts(list(gates(made.facts, made.events)))
    assert "Go-live poll: OPEN" in said
    assert "lee went on against it: it is late" in said
    backend = next(line for line in said.splitlines() if line.startswith("backend"))
    assert backend.startswith("backend | expired | go, 2026-11-24 12:01:01 UTC | Bob (as ana)")
    assert "exception, Bea (as ana), event " in backend
    assert backend.endswith(": p95")
    assert "frontend | absent" in said


def test_rollbacks_are_told_from_their_request_to_their_end() -> None:
    asked = e.RollbackRequested(reason="errors", steps=("undo-it",))
    found = launch()
    assert texts(list(rollbacks(found.events))).endswith("It was not rolled back.")
    found.record([asked], after(1), ANA)
    found.record([e.RollbackEnded(outcome="failed", step="undo-it", detail="exit 1")], after(2))
    found.record([asked, e.RollbackEnded(outcome="rolled_back")], after(3), ANA)
    said = texts(list(rollbacks(found.events)))
    assert "requested | ana | errors\nruns undo-it" in said
    assert "ROLLBACK FAILED |  | undo-it: exit 1" in said
    assert "ROLLED BACK" in said
