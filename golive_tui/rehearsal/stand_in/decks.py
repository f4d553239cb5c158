"""Decks of cards that say what each simulated request was: frontend, status, duration.

Pure. A deck is shuffled once by the seed and dealt over and over, so that a counter at any moment
is a division and a prefix: it never falls, needs no history, and costs the same after a week.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import Final, Generic, TypeVar

FRONTENDS: Final = ("flowmind", "citypulse", "quantum", "velocity")
_SHARES: Final = (40, 30, 18, 12)

FEATURES: Final = (
    ("chat", "flowmind"),
    ("ai_models", "flowmind"),
    ("energy_dashboard", "citypulse"),
    ("alerts", "citypulse"),
    ("swarm_tasks", "quantum"),
    ("agents", "velocity"),
)

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, math.inf)
"""Upper bounds in seconds of the duration histogram, the usual ones of a metrics library."""

_REQUESTS: Final = 5000
_ERROR_GAP: Final = 2500
_ERROR_JITTER: Final = 250
_PER_MILLE: Final = ((201, 30), (304, 40), (401, 8), (404, 4))

_DURATIONS: Final = 2000
_MEDIAN: Final = 0.021
_SIGMA: Final = 0.34

P95: Final = math.exp(NormalDist(math.log(_MEDIAN), _SIGMA).inv_cdf(0.95))
"""Seconds within which 95 % of the requests are answered."""

STATUSES: Final = (200, 201, 304, 401, 404, 500)
"""Every status of a healthy backend's answers."""

_UPGRADES: Final = 500

Card = TypeVar("Card", bound=Hashable)
RequestCard = tuple[str, int]
"""Frontend and status."""


@dataclass(frozen=True, slots=True)
class Deck(Generic[Card]):
    """Cards dealt in a fixed order, again from the first when they are out."""

    cards: tuple[Card, ...]

    def dealt(self, start: int, end: int) -> Counter[Card]:
        """How often each card came among the draws `start` (included) to `end` (excluded)."""
        counts = self._first(end)
        counts.subtract(self._first(start))
        return +counts

    def _first(self, draws: int) -> Counter[Card]:
        rounds, rest = divmod(draws, len(self.cards))
        counts = Counter(self.cards[:rest])
        if rounds:
            for card, count in Counter(self.cards).items():
                counts[card] += count * rounds
        return counts


class DurationDeck:
    """Durations in seconds, lognormal (median 21 ms, p95 37 ms), in the seed's order."""

    def __init__(self, seed: int) -> None:
        normal = NormalDist(math.log(_MEDIAN), _SIGMA)
        quantiles = ((index + 0.5) / _DURATIONS for index in range(_DURATIONS))
        values = [math.exp(normal.inv_cdf(quantile)) for quantile in quantiles]
        _random(seed, "durations").shuffle(values)
        self._values = tuple(values)
        self._sums = tuple(accumulate(values, initial=0.0))

    def buckets(self, delay: float) -> Deck[int]:
        """The deck of indexes into BUCKETS when every request takes `delay` seconds more."""
        return Deck(tuple(bisect_left(BUCKETS, value + delay) for value in self._values))

    def seconds(self, start: int, end: int) -> float:
        """The sum of the draws `start` (included) to `end` (excluded), without any delay."""
        return self._until(end) - self._until(start)

    def _until(self, draws: int) -> float:
        rounds, rest = divmod(draws, len(self._values))
        return rounds * self._sums[-1] + self._sums[rest]


def request_deck(seed: int) -> Deck[RequestCard]:
    """The requests of a healthy backend: 0.04 % are a 500, and these are at least 2000 requests
    apart, so that more than 1000 requests in a row never hold as much as 0.1 % of them.
    """
    statuses = [code for code, share in _PER_MILLE for _ in range(_REQUESTS * share // 1000)]
    statuses += [200] * (_REQUESTS - len(statuses))
    frontends = _by_share(_REQUESTS)
    chance = _random(seed, "requests")
    chance.shuffle(statuses)
    chance.shuffle(frontends)
    for middle in range(_ERROR_GAP // 2, _REQUESTS, _ERROR_GAP):
        statuses[middle + chance.randint(-_ERROR_JITTER, _ERROR_JITTER)] = 500
    return Deck(tuple(zip(frontends, statuses, strict=True)))


def with_errors(deck: Deck[RequestCard], ratio: float, status: int) -> Deck[RequestCard]:
    """The deck with an evenly spread share of its requests answered by `status`."""
    cards = (
        (frontend, status if _falls(number, ratio) else own)
        for number, (frontend, own) in enumerate(deck.cards)
    )
    return Deck(tuple(cards))


def upgrade_deck(refused: float) -> Deck[bool]:
    """WebSocket upgrades, True where one failed: one in 500, and the share that is refused."""
    return Deck(tuple(number == 137 or _falls(number, refused) for number in range(_UPGRADES)))


def login_deck(seed: int) -> Deck[str]:
    """Results of logins: 98.5 % are a success."""
    return _shuffled(seed, "logins", ["success"] * 197 + ["failure"] * 3)


def feature_deck(seed: int) -> Deck[tuple[str, str]]:
    """(feature, frontend) of each use."""
    return _shuffled(seed, "features", [use for use in FEATURES for _ in range(5)])


def frontend_deck(seed: int) -> Deck[str]:
    """Frontends by their share of the traffic."""
    return _shuffled(seed, "frontends", _by_share(50))


def _falls(number: int, ratio: float) -> bool:
    return math.floor((number + 1) * ratio) > math.floor(number * ratio)


def _by_share(size: int) -> list[str]:
    shares = zip(FRONTENDS, _SHARES, strict=True)
    return [name for name, share in shares for _ in range(size * share // 100)]


def _shuffled(seed: int, name: str, cards: Iterable[Card]) -> Deck[Card]:
    mixed = list(cards)
    _random(seed, name).shuffle(mixed)
    return Deck(tuple(mixed))


def _random(seed: int, name: str) -> Random:
    return Random(f"{seed}/{name}")
