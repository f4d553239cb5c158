"""Looking at a secret's strength."""

from collections.abc import Iterator
from typing import Final

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.placeholders import is_placeholder
from golive_tui.probes.look.secret_strength import entropy, is_well_known

MIN_LENGTH: Final = 32
"""Characters."""
MIN_ENTROPY: Final = 90
"""Bits; 32 random hex digits reach 92 or more by the estimate."""


def is_strong(value: str) -> bool:
    """Whether nothing speaks against it, by the limits that hold when none are given."""
    weak = is_placeholder(value) or is_well_known(value)
    return not weak and len(value) >= MIN_LENGTH and entropy(value) >= MIN_ENTROPY


class SecretLookout:
    """Holds the secret, and tells nothing of it but how strong it is."""

    def __init__(self, *, value: str, min_length: int, min_entropy: int) -> None:
        self._value = value
        self._min_length = min_length
        self._min_entropy = min_entropy

    async def look(self) -> Observation:
        """Judge it."""
        value = self._value
        facts: dict[str, object] = {
            "length": len(value),
            "entropy_bits": round(entropy(value)),
            "placeholder": is_placeholder(value),
            "well_known": is_well_known(value),
        }
        wrong = list(self._wrong(facts))
        told = f"{len(value)} characters, about {facts['entropy_bits']} bits of entropy"
        if not wrong:
            return Observation(outcome="ok", facts=facts, detail=told)
        detail = f"{'; '.join(wrong)} ({told})" if value else wrong[0]
        return Observation(outcome="fail", reason="assert.failed", detail=detail, facts=facts)

    def late(self) -> Observation:
        """It asks nobody, so nobody can be late but this host."""
        return Observation(outcome="error", reason="probe.timeout", detail="this host is too busy")

    async def close(self) -> None:
        """Forget it."""
        self._value = ""

    def _wrong(self, facts: dict[str, object]) -> Iterator[str]:
        if not self._value:
            yield "it is empty"
        if facts["placeholder"]:
            yield "it is a placeholder"
        if facts["well_known"]:
            yield "it is a default that everybody knows"
        if len(self._value) < self._min_length:
            yield f"shorter than {self._min_length} characters"
        if entropy(self._value) < self._min_entropy:
            yield f"less than {self._min_entropy} bits of entropy"
