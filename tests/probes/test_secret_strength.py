import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.probes.look.secret_strength import entropy, is_well_known


@pytest.mark.parametrize(
    ("make", "least", "most"),
    [
        (lambda: secrets.token_hex(16), 85, 128),
        (lambda: secrets.token_hex(32), 190, 256),
        (lambda: secrets.token_urlsafe(32), 180, 290),
    ],
)
def test_random_secrets_are_strong(make: object, least: int, most: int) -> None:
    assert callable(make)
    assert all(least < entropy(make()) <= most for _ in range(300))


@pytest.mark.parametrize(
    "secret",
    ["", "a", "a" * 64, "abc" * 20, "0123456789abcdef" * 4, "abcdefghijklmnopqrstuvwxyz0123456789",
     "super-secret-jwt-token-with-at-least-32-characters-long", "passwordpasswordpassword12345678",
     "FlowMind2026!SecretKeyProduction", "12345678901234567890123456789012"],
)  # fmt: skip
def test_what_people_make_up_is_weak(secret: str) -> None:
    assert entropy(secret) < 60


@given(st.text(max_size=200))
def test_no_text_is_stronger_than_its_characters(secret: str) -> None:
    bits = entropy(secret)
    assert 0 <= bits <= len(secret) * 8
    assert entropy(secret * 2) == pytest.approx(bits)


def test_a_huge_secret_is_judged_by_its_beginning() -> None:
    assert entropy("ab" * 1_000_000) < 10


@pytest.mark.parametrize(
    "secret", ["secret", "Secret-123!", "your-256-bit-secret", "keyboard cat", "admin", "s3cr3t"]
)
def test_defaults_are_well_known(secret: str) -> None:
    assert is_well_known(secret)


def test_a_random_secret_is_not() -> None:
    assert not is_well_known(secrets.token_hex(16))
    assert not is_well_known("")
