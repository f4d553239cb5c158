"""How the tree shows what checks found, and how one goes from one that wants a look to the next."""

from typing import Any, Final

import pytest
from textual.pilot import Pilot

from golive_tui.launch.check_facts import Verdict
from golive_tui.launch.events import ItemPassed
from tests.tui.checking import ANALYTICS, CORS, DNS, LIMITS, TLS, answered, asked, with_checks
from tests.tui.run.stepping import happened
from tests.tui.stage import Staged, rows, settle, staged, terminal, text

MOMENT: Final = "before-go-live"
SIZE = (160, 45)
TITLES = {DNS: "DNS A records", TLS: "SSL certificates", ANALYTICS: "Analytics tracking"}


def row(app: Staged, words: str) -> str:
    return next(each[:86] for each in rows(app) if words in each)


async def went_to(app: Staged, pilot: Pilot[Any], item: str) -> None:
    app.query_one("#tree").go_to_item(item)  # type: ignore[attr-defined]
    await settle(app, pilot)


@pytest.mark.parametrize(
    ("verdict", "sign", "word", "told"),
    [
        ("pass", "✓", "PASS", "12:55Z answers"),
        ("fail", "✗", "FAIL", "12:55Z assert"),
        ("inconclusive", "?", "open?", "inconclusive ("),
        ("error", "?", "ERROR", "error (secret"),
    ],
)
async def test_an_open_item_bears_its_checks_verdict(
    verdict: Verdict, sign: str, word: str, told: str
) -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        answered(app, ANALYTICS, verdict)
        await went_to(app, pilot, ANALYTICS)
        shown = row(app, TITLES[ANALYTICS])
        assert sign in shown
        assert word in shown
        assert told in shown


async def test_what_is_being_verified_says_so_and_nothing_ticks() -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        asked(app, ANALYTICS)
        await went_to(app, pilot, ANALYTICS)
        assert "► Analytics tracking enabled" in row(app, TITLES[ANALYTICS])
        assert "check" in row(app, TITLES[ANALYTICS])


async def test_a_word_against_a_check_shows_both() -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        answered(app, DNS, "fail")
        happened(app, ItemPassed(item=DNS, note="the old zone", against="fail: wrong address"))
        await went_to(app, pilot, DNS)
        shown = row(app, TITLES[DNS])
        assert "≠ DNS A records" in shown
        assert "said" in shown
        assert "check says fai" in shown


async def test_a_pass_that_could_not_be_told_again_is_in_doubt() -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        answered(app, TLS, "pass")
        answered(app, TLS, "inconclusive")
        await went_to(app, pilot, TLS)
        assert "PASS?" in row(app, TITLES[TLS])


async def test_the_heading_sums_up_what_machines_verified() -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        answered(app, DNS, "pass")
        answered(app, TLS, "pass")
        answered(app, LIMITS, "inconclusive")
        await settle(app, pilot)
        assert "2/5 by machine · 1 inconclusive" in row(app, "Checklist ──")
        await pilot.press("d")
        await settle(app, pilot)
        assert "verified by machine: 2 of 5, 1 inconclusive" in text(app)


async def test_n_goes_from_one_that_wants_a_look_to_the_next_and_round() -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        answered(app, CORS, "fail")
        answered(app, LIMITS, "inconclusive")
        await went_to(app, pilot, DNS)
        seen = []
        for key in ("n", "n", "n", "n", "N"):
            await pilot.press(key)
            await settle(app, pilot)
            seen.append(app.where[1])
        failed = "vulnerability-scans-passed"
        assert seen == [CORS, failed, LIMITS, CORS, LIMITS]


async def test_progress_is_told_at_the_foot_of_every_view_also_of_a_small_one() -> None:
    async with staged(MOMENT, (80, 24)) as (app, pilot):
        with_checks(app)
        asked(app, DNS, TLS, CORS)
        answered(app, TLS, "pass")
        await settle(app, pilot)
        assert "verifying 1/3" in rows(app)[-2]
        await pilot.press("2")
        await settle(app, pilot)
        assert "verifying 1/3" in rows(app)[-2]
        for item in (DNS, CORS):
            answered(app, item, "pass")
        await settle(app, pilot)
        assert "verifying" not in text(app)


async def test_unclear_and_proven_can_be_looked_for() -> None:
    async with staged(MOMENT, SIZE) as (app, pilot):
        with_checks(app)
        answered(app, DNS, "pass")
        answered(app, LIMITS, "error")
        await pilot.press("slash", *":unclear", "enter")
        await settle(app, pilot)
        assert "1 found" in text(app)
        assert "Rate limiting tested" in text(app)
        await pilot.press("escape", "slash", *":proven", "enter")
        await settle(app, pilot)
        assert "DNS A records" in text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (200, 55)])
async def test_it_says_the_same_in_ascii_without_colour_at_every_size(
    size: tuple[int, int],
) -> None:
    plain = terminal(ascii=True, theme="golive-mono", colour="none", columns=size[0], rows=size[1])
    async with staged(MOMENT, size, plain) as (app, pilot):
        with_checks(app)
        answered(app, DNS, "pass")
        answered(app, TLS, "inconclusive")
        await went_to(app, pilot, DNS)
        assert "PASS" in row(app, TITLES[DNS])
        assert "PASS" not in row(app, "api.flowmind.app")
