import pytest

from golive_tui.launch.samples import REASONS
from golive_tui.probes.look import postgres_errors
from golive_tui.probes.look.postgres_errors import PostgresError, of_login

AT = 'connection to server at "127.0.0.1", port 5432 failed: '


def test_a_login_s_message_loses_its_preamble_and_keeps_the_last_word() -> None:
    two = f"{AT}Connection refused\n\tIs the server running?\n{AT}FATAL:  it is full\n"
    assert of_login(two).words == "it is full"
    on = 'connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory\n'
    assert of_login(on).reading == ("fail", "dns.nxdomain", "No such file or directory")
    assert of_login("").words == "no word why"


@pytest.mark.parametrize(
    ("state", "outcome", "reason"),
    [
        ("57P03", "fail", "db.starting"),
        ("28P01", "fail", "auth.rejected"),
        ("28000", "fail", "auth.rejected"),
        ("53300", "fail", "db.pool_exhausted"),
        ("25006", "fail", "db.read_only"),
        ("57014", "fail", "db.timeout"),
        ("42601", "error", "config.invalid"),
        ("08006", "fail", "tcp.reset"),
        ("XX000", "fail", "db.rejected"),
    ],
)
def test_a_sqlstate_is_a_reason(state: str, outcome: str, reason: str) -> None:
    assert PostgresError(state, "oh").reading == (outcome, reason, f"oh ({state})")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("SSL error: certificate verify failed", "tls.untrusted"),
        ('server certificate for "a" does not match host name "b"', "tls.hostname"),
        ("Connection timed out", "tcp.timeout"),
        ("server closed the connection unexpectedly", "tcp.reset"),
        ("Network is unreachable", "host.offline"),
        ("password authentication failed", "auth.rejected"),
    ],
)
def test_words_are_a_reason_where_there_is_no_state(words: str, reason: str) -> None:
    assert PostgresError("", words).reading.reason == reason


def test_every_reason_is_of_the_closed_list() -> None:
    named = {reason for _, reason in postgres_errors._BY_STATE.values()}
    named |= {reason for reason, _ in postgres_errors._LOGIN}
    assert named | set(postgres_errors._BY_CLASS.values()) <= REASONS
