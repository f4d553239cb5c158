"""The backend's simulated traffic: every counter as a function of (seed, elapsed time).

Pure. Requests come at 1100 to 1900 a minute; what each of them was is dealt from the seed's decks.
A change of behaviour ends a spell: what it counted is kept as a sum, and the next spell has a deck
of its own, so that faults show in the figures from then on and what is kept never grows.
"""

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from golive_tui.rehearsal.stand_in import decks
from golive_tui.rehearsal.stand_in.chance import roll

_BASE_RATE: Final = 25.0
_WAVES: Final = ((86400.0, 2.5), (21600.0, 1.5), (2700.0, 1.5), (420.0, 0.5))
"""(period in seconds, amplitude in requests a second): the lowest rate is 1140 a minute."""

ERROR: Final = 500
"""Statuses from here on count as errors."""
RECENT: Final = 60.0
"""Seconds that "recent" looks back."""

_REQUESTS_A_LOGIN: Final = 50
_REQUESTS_A_FEATURE: Final = 8
_REQUESTS_AN_UPGRADE: Final = 120
_REQUESTS_A_FRONTEND_ERROR: Final = 10_000


@lru_cache(maxsize=64)
def _phase(seed: int, period: float) -> float:
    return math.tau * roll(seed, "traffic", int(period))


def requests_until(seed: int, elapsed: float) -> int:
    """Requests served in the first `elapsed` seconds; more than 1000 in every minute."""
    total = _BASE_RATE * elapsed
    for period, amplitude in _WAVES:
        phase = _phase(seed, period)
        turn = math.tau / period
        total += amplitude / turn * (math.cos(phase) - math.cos(turn * elapsed + phase))
    return max(0, math.floor(total))


def requests_per_minute(seed: int, elapsed: float) -> float:
    """The rate at that moment: the derivative of `requests_until`, a minute."""
    rate = _BASE_RATE
    for period, amplitude in _WAVES:
        phase = _phase(seed, period)
        rate += amplitude * math.sin(math.tau * elapsed / period + phase)
    return 60 * rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """What a behaviour does to the figures; the defaults are a healthy backend."""

    error_ratio: float = 0.0
    error_status: int = 500
    delay: float = 0.0
    ws_refused: float = 0.0
    share: float = 1.0
    frontend_errors: float = 0.0
    lost: float = 0.0
    """Share of the records that are taken in and not stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """What one spell counted."""

    requests: Counter[decks.RequestCard]
    buckets: Counter[int]
    seconds: float
    ws_failures: int
    frontend_errors: int
    lost: int

    def __add__(self, other: "_Tally") -> "_Tally":
        return _Tally(
            requests=self.requests + other.requests,
            buckets=self.buckets + other.buckets,
            seconds=self.seconds + other.seconds,
            ws_failures=self.ws_failures + other.ws_failures,
            frontend_errors=self.frontend_errors + other.frontend_errors,
            lost=self.lost + other.lost,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The counters at one moment, since the traffic began."""

    requests: Counter[decks.RequestCard]
    """By frontend and status."""
    durations: tuple[int, ...]
    """Requests that took at most each of `decks.BUCKETS` (cumulative)."""
    duration_sum: float
    logins: Counter[str]
    """By result: success, failure."""
    features: Counter[tuple[str, str]]
    """By feature and frontend."""
    frontend_errors: Counter[str]
    ws_attempts: int
    ws_failures: int
    stored: int
    """Records stored, of those that every request brings."""
    recent: "Recent"

    @property
    def total(self) -> int:
        """All requests."""
        return self.durations[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """The last minute, for a check that looks only once; since the last change if that is less."""

    requests_per_minute: float
    error_ratio: float
    p95: float


class _Spell:
    """A mood from one request on, with the decks that belong to it."""

    def __init__(self, seed: int, since: int, mood: Mood, *, came: int = 0) -> None:
        """`since`: requests counted before; `came`: those that would have come by then."""
        self.since = since
        self._came = came
        self.mood = mood
        self._durations = decks.DurationDeck(seed)
        self._buckets = self._durations.buckets(mood.delay)
        self._upgrades = decks.upgrade_deck(mood.ws_refused)
        calm = decks.request_deck(seed)
        self._requests = decks.with_errors(calm, mood.error_ratio, mood.error_status)

    def total(self, came: int) -> int:
        """All requests, when so many would have come in the usual traffic."""
        return self.since + math.floor(max(0, came - self._came) * self.mood.share)

    def tally(self, until: int) -> _Tally:
        """What was counted up to request `until`."""
        start, end = self.since, max(until, self.since)
        upgrades = self._upgrades.dealt(start // _REQUESTS_AN_UPGRADE, end // _REQUESTS_AN_UPGRADE)
        delayed = self.mood.delay * (end - start)
        return _Tally(
            requests=self._requests.dealt(start, end),
            buckets=self._buckets.dealt(start, end),
            seconds=self._durations.seconds(start, end) + delayed,
            ws_failures=upgrades[True],
            frontend_errors=math.floor((end - start) * self.mood.frontend_errors),
            lost=math.floor((end - start) * self.mood.lost),
        )

    def recent(self, start: int, end: int, per_minute: float) -> Recent:
        """The requests `start` to `end`, as far as they belong to this spell."""
        dealt = self._requests.dealt(max(start, self.since), end)
        errors = sum(count for (_, status), count in dealt.items() if status >= ERROR)
        return Recent(
            requests_per_minute=per_minute,
            error_ratio=errors / max(1, dealt.total()),
            p95=decks.P95 + self.mood.delay,
        )


class Traffic:
    """The traffic of one seed: the current spell, and the sum of those before it."""

    def __init__(self, seed: int, mood: Mood) -> None:
        self._seed = seed
        self._spell = _Spell(seed, 0, mood)
        self._before = self._spell.tally(0)
        self._logins = decks.login_deck(seed)
        self._features = decks.feature_deck(seed)
        self._frontends = decks.frontend_deck(seed)

    def change(self, elapsed: float, mood: Mood) -> None:
        """From `elapsed` on the figures follow this mood; never before the last change."""
        if mood == self._spell.mood:
            return
        came = requests_until(self._seed, elapsed)
        since = self._spell.total(came)
        self._before += self._spell.tally(since)
        self._spell = _Spell(self._seed, since, mood, came=came)

    def figures(self, elapsed: float) -> Figures:
        """All counters after `elapsed` seconds; not before the last change of mood."""
        total = self._spell.total(requests_until(self._seed, elapsed))
        tally = self._before + self._spell.tally(total)
        buckets = (tally.buckets[index] for index in range(len(decks.BUCKETS)))
        return Figures(
            requests=tally.requests,
            durations=tuple(accumulate(buckets)),
            duration_sum=tally.seconds,
            logins=self._logins.dealt(0, total // _REQUESTS_A_LOGIN),
            features=self._features.dealt(0, total // _REQUESTS_A_FEATURE),
            frontend_errors=self._frontends.dealt(
                0, total // _REQUESTS_A_FRONTEND_ERROR + tally.frontend_errors
            ),
            ws_attempts=total // _REQUESTS_AN_UPGRADE,
            ws_failures=tally.ws_failures,
            stored=total - tally.lost,
            recent=self._recent(elapsed, total),
        )

    def _recent(self, elapsed: float, total: int) -> Recent:
        start = self._spell.total(requests_until(self._seed, max(0.0, elapsed - RECENT)))
        per_minute = requests_per_minute(self._seed, elapsed) * self._spell.mood.share
        return self._spell.recent(start, total, per_minute)
