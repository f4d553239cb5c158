import pytest

from golive_tui.probes.look.scan_counts import SEVERITIES, Findings, rated, severity_of


@pytest.mark.parametrize(
    ("word", "severity"),
    [
        ("CRITICAL", "critical"),
        ("Moderate", "medium"),
        ("Informational", "info"),
        ("UNKNOWN", "unknown"),
        ("dreadful", "unknown"),
        (None, "unknown"),
    ],
)
def test_every_word_is_some_severity(word: object, severity: str) -> None:
    assert severity_of(word) == severity


@pytest.mark.parametrize(
    ("score", "severity"),
    [(10, "critical"), (9, "critical"), (8.9, "high"), (4, "medium"), (0.1, "low"), (0, "info")],
)
def test_scores_are_rated_as_cvss_rates_them(score: float, severity: str) -> None:
    assert rated(score) == severity


def test_findings_begin_at_none_of_each() -> None:
    found = Findings(format="x")
    assert found.counts == dict.fromkeys(SEVERITIES, 0)
    found.add("moderate")
    assert found.counts["medium"] == 1
    assert Findings(format="y").counts["medium"] == 0
