from golive_tui.probes.look.reasons import Reading
from golive_tui.probes.look.tls import Shaken
from golive_tui.probes.look.tls_leaves import seen_everywhere


def good(fingerprint: str = "a" * 64, days: float = 30.0) -> Shaken:
    return Shaken(facts={"fingerprint": fingerprint, "days_left": days, "names": ["x"]})


def test_one_certificate_everywhere_is_good() -> None:
    seen = seen_everywhere({"192.0.2.1": good(days=9.0), "192.0.2.2": good()}, ["x"])
    assert seen.outcome == "ok"
    assert seen.facts["same_leaf"] is True
    assert seen.facts["days_left"] == 9.0
    assert seen.facts["addresses"] == ["192.0.2.1", "192.0.2.2"]


def test_different_certificates_are_told_by_address() -> None:
    met = {"192.0.2.1": good(), "192.0.2.2": good("b" * 64), "192.0.2.3": good()}
    seen = seen_everywhere(met, [])
    assert (seen.outcome, seen.reason) == ("fail", "tls.mixed")
    assert seen.detail == (
        "different certificates: 192.0.2.1, 192.0.2.3 have aaaaaaaa; 192.0.2.2 has bbbbbbbb"
    )


def test_the_address_at_fault_is_named_before_one_that_cannot_be_reached() -> None:
    met = {
        "2001:db8::1": Shaken(verdict=Reading("error", "host.offline", "no route")),
        "192.0.2.1": good(),
        "192.0.2.2": Shaken(verdict=Reading("fail", "tls.expired", "expired")),
    }
    seen = seen_everywhere(met, [])
    assert (seen.outcome, seen.reason) == ("fail", "tls.expired")
    assert seen.detail == "2 of 3 addresses: 192.0.2.2: expired; likewise 2001:db8::1"
    assert "same_leaf" not in seen.facts
    del met["192.0.2.2"]
    assert seen_everywhere(met, []).outcome == "error"


def test_a_name_that_one_address_lacks_fails() -> None:
    seen = seen_everywhere({"192.0.2.1": good()}, ["y"])
    assert (seen.outcome, seen.reason) == ("fail", "tls.hostname")
