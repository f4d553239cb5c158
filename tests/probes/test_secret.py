"""`kind = "secret"`, through `take`."""

import hashlib
import secrets

import pytest

from golive_tui.checklist import scalars
from golive_tui.checklist.fields import Text
from golive_tui.errors import InputError
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.look.secret import SecretLookout, is_strong
from tests.probes.looking import look_once, opened, reach


async def test_a_strong_secret_passes_and_is_not_told() -> None:
    value = secrets.token_urlsafe(32)
    lookout = opened("secret", {"value": value})
    seen = await lookout.look()
    assert seen.outcome == "ok"
    told = f"{seen.detail} {dict(seen.facts)}"
    assert value not in told
    assert hashlib.sha256(value.encode()).hexdigest() not in told
    assert set(seen.facts) == {"length", "entropy_bits", "placeholder", "well_known"}
    assert seen.facts["length"] == 43
    await lookout.close()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "it is empty"),
        ("k7Gq", "shorter than 32 characters"),
        ("a" * 64, "less than 90 bits of entropy"),
        ("your-256-bit-secret", "it is a default that everybody knows"),
        ("changeme", "it is a placeholder"),
    ],
)
async def test_a_weak_secret_fails_and_is_not_told(value: str, why: str) -> None:
    sample = await look_once("secret", {"value": value})
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert why in sample.detail
    assert not value or value not in sample.detail


def test_what_is_strong_without_limits_given() -> None:
    assert is_strong(secrets.token_hex(32))
    assert not is_strong(secrets.token_hex(8))
    assert not is_strong("a" * 64)
    assert not is_strong("changeme")


async def test_limits_may_be_set_and_conditions_may_ask_for_more() -> None:
    value = secrets.token_hex(8)
    settings: dict[str, object] = {"value": value, "min_length": 16, "min_entropy": 20}
    assert (await look_once("secret", settings, "length == 16")).outcome == "ok"
    assert (await look_once("secret", settings, "length >= 64")).outcome == "fail"


async def test_a_secret_is_forgotten_at_the_end() -> None:
    lookout = opened("secret", {"value": "k7Gq"}, reach())
    assert isinstance(lookout, SecretLookout)
    assert lookout.late().reason == "probe.timeout"
    await lookout.close()
    assert lookout._value == ""


@pytest.mark.parametrize("settings", [{}, {"value": 5}, {"value": "x", "min_length": "1"}])
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("secret", settings)


def test_a_checklist_may_not_hold_the_secret_itself() -> None:
    field = KINDS["secret"].spec.field("value")
    assert field is not None
    assert isinstance(field.type, Text)
    assert scalars.read(field.type, "${env:JWT_SECRET}") == "${env:JWT_SECRET}"
    assert scalars.read(field.type, "k7Gq-in-clear") != "k7Gq-in-clear"
