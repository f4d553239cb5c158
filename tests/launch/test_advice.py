from golive_tui.launch import advice as module
from golive_tui.launch.advice import advice
from golive_tui.launch.samples import REASONS


def test_every_reason_has_a_sentence_of_its_own_or_of_its_family() -> None:
    assert all(advice(reason) not in ("", module._OTHERWISE) for reason in REASONS)


def test_a_reason_goes_before_its_family_and_an_unknown_one_gets_a_general_sentence() -> None:
    assert advice("tls.expired").startswith("renew the certificate")
    assert "openssl" in advice("tls.alert")
    assert advice("moon.full") == module._OTHERWISE


def test_no_reason_needs_no_advice() -> None:
    assert advice(None) == ""
    assert advice("") == ""


def test_no_sentence_is_for_a_reason_that_nobody_gives() -> None:
    families = {reason.partition(".")[0] for reason in REASONS}
    assert set(module._BY_REASON) <= REASONS
    assert set(module._BY_FAMILY) <= families
