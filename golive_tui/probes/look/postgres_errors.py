"""What PostgreSQL's refusals mean: by SQLSTATE, and by its words where libpq tells no SQLSTATE."""

import re
from typing import TYPE_CHECKING, Final, Literal

from golive_tui.probes.look.reasons import Reading

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

_BY_STATE: Final[dict[str, tuple[Literal["fail", "error"], str]]] = {
    # PostgreSQL's manual, appendix A
    "57P03": ("fail", "db.starting"),  # cannot_connect_now
    "53300": ("fail", "db.pool_exhausted"),  # too_many_connections
    "25006": ("fail", "db.read_only"),  # read_only_sql_transaction
    "57014": ("fail", "db.timeout"),  # query_canceled: statement_timeout, mostly
    "57P01": ("fail", "tcp.reset"),  # admin_shutdown
    "57P02": ("fail", "tcp.reset"),  # crash_shutdown
    "42601": ("error", "config.invalid"),  # syntax_error
    "42703": ("error", "config.invalid"),  # undefined_column
    "42P01": ("fail", "assert.missing_value"),  # undefined_table
    "3F000": ("fail", "assert.missing_value"),  # invalid_schema_name
}
_BY_CLASS: Final = {"28": "auth.rejected", "53": "db.pool_exhausted", "08": "tcp.reset"}

_LOGIN: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    # What libpq, the server and poolers say while logging in, where no SQLSTATE is handed on. The
    # server's words are in its own language (lc_messages): what is not here is `db.rejected`.
    (
        "db.starting",
        ("starting up", "shutting down", "not (?:yet )?accepting", "recovery mode"),
    ),
    (
        "db.pool_exhausted",
        (
            "too many (?:clients|connections)",
            "remaining connection slots",
            "no more connections allowed",
            "max_client_conn",
            "MaxClientsInSessionMode",
        ),
    ),
    (
        "auth.rejected",
        (
            "authentication failed",
            "no password supplied",
            r"no pg_hba\.conf entry",
            'role ".*" does not exist',
            "not permitted to log in",
            "Tenant or user not found",
            "SASL",
            "SCRAM",
        ),
    ),
    ("tls.untrusted", ("certificate verify failed", "certificate has expired")),
    ("tls.hostname", ("does not match host name",)),
    ("tls.protocol", (r"\bSSL\b", "sslmode", "root certificate file")),
    ("tcp.refused", ("Connection refused",)),
    ("tcp.timeout", ("timed? ?out", "timeout expired")),
    ("tcp.reset", ("server closed the connection", "Connection reset", "Broken pipe")),
    ("tcp.unreachable", ("No route to host",)),
    ("host.offline", ("Network is unreachable", "Cannot assign requested address")),
    ("dns.nxdomain", ("No such file or directory", "could not translate host name")),
    ("db.read_only", ("session is (?:not )?read-only", "server is (?:not )?in hot standby")),
)
_OURS: Final = frozenset({"host.offline"})

_WHERE: Final = re.compile(
    r"connection to server (?:at|on) \"[^\"]*\"(?: \([^)]*\))?, port \d+ failed: "
    r"|connection to server on socket \"[^\"]*\" failed: |(?:FATAL|ERROR): +"
)


class PostgresError(Exception):
    """The server refused: its SQLSTATE where that is known, and its words."""

    def __init__(self, state: str, words: str) -> None:
        super().__init__(words)
        self.state = state
        self.words = words

    @property
    def reading(self) -> Reading:
        """What it means for a sample."""
        if not self.state:
            return _by_words(self.words)
        outcome, reason = _BY_STATE.get(
            self.state, ("fail", _BY_CLASS.get(self.state[:2], "db.rejected"))
        )
        return Reading(outcome, reason, f"{self.words} ({self.state})")


def of_login(message: str) -> PostgresError:
    """The refusal of a login; of several addresses' the last, without libpq's preamble."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    telling = [line for line in lines if _WHERE.search(line)] or lines[:1] or ["no word why"]
    return PostgresError("", _WHERE.sub("", telling[-1]))


def of_result(result: "PGresult") -> PostgresError:
    """The refusal of a statement."""
    from psycopg import pq

    state = result.error_field(pq.DiagnosticField.SQLSTATE) or b""
    words = result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or result.error_message
    said = words.decode("utf-8", "replace").strip()
    return PostgresError(state.decode("ascii", "replace"), said)


def _by_words(words: str) -> Reading:
    for reason, patterns in _LOGIN:
        if re.search("|".join(patterns), words[:2000], re.IGNORECASE):
            return Reading("error" if reason in _OURS else "fail", reason, words)
    return Reading("fail", "db.rejected", words)
