"""Small seeded variations: the same seed and the same number always give the same answer.

Pure: a hash instead of a generator's state, so that request 7000 needs no 6999 before it.
"""

import math
from functools import lru_cache
from hashlib import blake2b
from statistics import NormalDist

_STANDARD = NormalDist()

_USUAL_MEDIAN = 0.019
_USUAL_SIGMA = 0.25
_SLOWEST_USUAL, _FASTEST_USUAL = 0.030, 0.012
_RARE = 0.02
"""Share of the answers that take 60 to 90 ms: few enough to leave a p95 below 31 ms."""


def roll(seed: int, *names: str | int) -> float:
    """A number in (0, 1), fixed by the seed and the names."""
    text = "/".join(map(str, (seed, *names)))
    digest = blake2b(text.encode(), digest_size=8).digest()
    return (int.from_bytes(digest) + 0.5) / 2**64


def latency(seed: int, stream: str, number: int) -> float:
    """Seconds that answer `number` of a server takes: lognormal in 12-30 ms, rarely 60-90 ms."""
    if roll(seed, stream, number, "rare") < _RARE:
        return 0.060 + 0.030 * roll(seed, stream, number, "slow")
    spread = _STANDARD.inv_cdf(roll(seed, stream, number, "usual"))
    usual = _USUAL_MEDIAN * math.exp(_USUAL_SIGMA * spread)
    return min(max(usual, _FASTEST_USUAL), _SLOWEST_USUAL)


@lru_cache(maxsize=256)
def _phase(seed: int, name: str | int) -> float:
    return math.tau * roll(seed, name, "phase")


def wave(seed: int, name: str, at: float, *, low: float, high: float, period: float) -> float:
    """A gauge that swings between `low` and `high` with two waves, one `period` seconds long."""
    phase = _phase(seed, name)
    slow = math.sin(math.tau * at / period + phase)
    quick = math.sin(math.tau * at / (period / 7.3) + 2 * phase)
    return low + (high - low) * (0.5 + 0.35 * slow + 0.15 * quick)
