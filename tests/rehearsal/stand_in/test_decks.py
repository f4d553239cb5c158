from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.rehearsal.stand_in import decks
from golive_tui.rehearsal.stand_in.decks import Deck

CARDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=20)
DRAWS = st.integers(min_value=0, max_value=500)


@given(CARDS, DRAWS, DRAWS)
def test_dealing_counts_what_drawing_card_by_card_would(cards: str, one: int, two: int) -> None:
    start, end = sorted((one, two))
    drawn = Counter(cards[number % len(cards)] for number in range(start, end))
    assert Deck(tuple(cards)).dealt(start, end) == drawn


@pytest.mark.parametrize("seed", range(5))
def test_more_than_1000_requests_in_a_row_hold_less_than_a_thousandth_of_errors(seed: int) -> None:
    cards = decks.request_deck(seed).cards * 2
    at = [number for number, (_, status) in enumerate(cards) if status >= 500]
    assert at[0] >= 1000
    assert all(later - earlier >= 2000 for earlier, later in pairwise(at))


def test_requests_come_from_all_frontends_with_every_status() -> None:
    cards = decks.request_deck(1).cards
    assert {frontend for frontend, _ in cards} == set(decks.FRONTENDS)
    assert {status for _, status in cards} == set(decks.STATUSES)


@pytest.mark.parametrize("ratio", [0.0, 0.06, 0.5, 1.0])
def test_a_share_of_errors_is_spread_evenly(ratio: float) -> None:
    deck = decks.with_errors(Deck((("flowmind", 200),) * 1000), ratio, 503)
    assert deck.dealt(0, 1000)["flowmind", 503] == round(1000 * ratio)
    assert abs(deck.dealt(0, 100)["flowmind", 503] - 100 * ratio) <= 1


def test_durations_have_the_p95_that_is_told() -> None:
    deck = decks.DurationDeck(1)
    within = deck.buckets(0.0).dealt(0, 2000)
    below_50_ms = sum(count for bucket, count in within.items() if decks.BUCKETS[bucket] <= 0.05)
    assert below_50_ms / 2000 > 0.95
    assert 0.03 < decks.P95 < 0.05


def test_a_delay_moves_durations_into_later_buckets() -> None:
    slow = decks.DurationDeck(1).buckets(1.2).dealt(0, 2000)
    assert {decks.BUCKETS[bucket] for bucket in slow} == {2.5}


def test_the_sum_of_durations_goes_on_round_after_round() -> None:
    deck = decks.DurationDeck(1)
    assert deck.seconds(0, 4000) == pytest.approx(2 * deck.seconds(0, 2000))
    assert deck.seconds(1500, 2500) == pytest.approx(deck.seconds(0, 2500) - deck.seconds(0, 1500))


@pytest.mark.parametrize(("refused", "failures"), [(0.0, 1), (0.2, 101), (1.0, 500)])
def test_upgrades_fail_rarely_or_as_ordered(refused: float, failures: int) -> None:
    assert abs(decks.upgrade_deck(refused).dealt(0, 500)[True] - failures) <= 1


def test_logins_succeed_nearly_always() -> None:
    assert decks.login_deck(1).dealt(0, 200) == {"success": 197, "failure": 3}


def test_every_feature_is_used() -> None:
    assert set(decks.feature_deck(1).cards) == set(decks.FEATURES)


def test_the_seed_fixes_every_deck() -> None:
    assert decks.request_deck(4) == decks.request_deck(4)
    assert decks.request_deck(4) != decks.request_deck(5)
    assert decks.frontend_deck(4) == decks.frontend_deck(4)
