import pytest

from golive_tui.probes.look.tls_names import lacking, wrong_names

NAMES = ["flowmind.app", "*.flowmind.app", "192.0.2.1"]


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [
        (["flowmind.app", "API.flowmind.app.", "*.flowmind.app", "192.0.2.1"], []),
        (["a.b.flowmind.app"], ["a.b.flowmind.app"]),
        (["*.other.app", "other.app"], ["*.other.app", "other.app"]),
        (["app", ".app", ""], ["app", ".app", ""]),
    ],
)
def test_a_wildcard_covers_one_label(wanted: list[str], missing: list[str]) -> None:
    assert lacking(wanted, NAMES) == missing


def test_a_certificate_that_is_not_for_a_name_is_told() -> None:
    assert wrong_names([], {}) is None
    assert wrong_names(["api.flowmind.app"], {"names": NAMES}) is None
    wrong = wrong_names(["a.other", "b.other"], {"names": NAMES})
    assert wrong == ("fail", "tls.hostname", "the certificate is not for a.other, b.other")
    unread = wrong_names(["a.other"], {})
    assert unread is not None
    assert unread.reason == "inconclusive"
