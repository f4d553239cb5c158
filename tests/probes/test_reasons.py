import ast
import errno
import re
import socket
import ssl
import zlib
from itertools import pairwise
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosedError, InvalidHandshake

import golive_tui.probes
from golive_tui.launch.samples import REASONS
from golive_tui.probes.look.reasons import reason_of

ROOM = Path(golive_tui.probes.__file__).parent


def verification(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    error.verify_message = "as the library says"
    return error


def tls(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (OSError(errno.ECONNREFUSED, "x"), "fail", "tcp.refused"),
        (OSError(errno.ECONNRESET, "x"), "fail", "tcp.reset"),
        (OSError(errno.EPIPE, "x"), "fail", "tcp.reset"),
        (OSError(errno.ETIMEDOUT, "x"), "fail", "tcp.timeout"),
        (OSError(errno.EHOSTUNREACH, "x"), "fail", "tcp.unreachable"),
        (OSError(errno.ENETUNREACH, "x"), "error", "host.offline"),
        (OSError(errno.EMFILE, "x"), "error", "inconclusive"),
        (OSError(errno.EIO, "x"), "error", "probe.bug"),
        (socket.gaierror(socket.EAI_NONAME, "x"), "fail", "dns.nxdomain"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "error", "dns.servfail"),
        (socket.gaierror(12345, "x"), "error", "dns.servfail"),
        (verification(9), "fail", "tls.not_yet_valid"),
        (verification(10), "fail", "tls.expired"),
        (verification(18), "fail", "tls.self_signed"),
        (verification(19), "fail", "tls.untrusted"),
        (verification(20), "fail", "tls.chain_incomplete"),
        (verification(21), "fail", "tls.chain_incomplete"),
        (verification(62), "fail", "tls.hostname"),
        (verification(23), "fail", "tls.untrusted"),
        (tls("TLSV1_ALERT_PROTOCOL_VERSION"), "fail", "tls.alert"),
        (tls("WRONG_VERSION_NUMBER"), "fail", "tls.protocol"),
        (tls("NO_CIPHERS_AVAILABLE"), "error", "inconclusive"),
        (ssl.SSLEOFError(8, "x"), "fail", "tls.protocol"),
        (zlib.error("x"), "fail", "http.decode"),
        (EOFError("x"), "fail", "tcp.reset"),
        (UnicodeError("x"), "error", "config.invalid"),
        (httpcore.RemoteProtocolError("nonsense"), "fail", "http.protocol"),
        (InvalidHandshake("x"), "fail", "ws.rejected"),
        (ConnectionClosedError(None, None), "fail", "ws.closed_abnormal"),
        (KeyError("x"), "error", "probe.bug"),
    ],
)
def test_each_exception_has_its_reason(error: Exception, outcome: str, reason: str) -> None:
    reading = reason_of(error)
    assert (reading.outcome, reading.reason) == (outcome, reason)
    assert reading.reason in REASONS


def chained(*links: BaseException) -> BaseException:
    for outer, inner in pairwise(links):
        outer.__cause__ = inner
    return links[0]


def test_the_cause_below_the_wrappers_decides() -> None:
    error = chained(
        httpcore.ConnectError("All connection attempts failed"),
        OSError("All connection attempts failed"),
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
    )
    assert reason_of(error).reason == "tcp.refused"


def test_what_was_handled_on_the_way_is_no_cause() -> None:
    """A handshake goes on by SSLWantReadError; the reset that then ends it is the reason."""
    reset = ConnectionResetError(errno.ECONNRESET, "reset")
    reset.__context__ = ssl.SSLWantReadError(2, "more")
    assert reason_of(reset).reason == "tcp.reset"
    error_with_context = KeyError("x")
    error_with_context.__context__ = ssl.SSLWantReadError(2, "more")
    assert reason_of(error_with_context).reason == "probe.bug"


def test_a_circle_of_causes_ends() -> None:
    one, two = KeyError("one"), KeyError("two")
    one.__cause__, two.__cause__ = two, one
    assert reason_of(one).reason == "probe.bug"


@given(code=st.integers(min_value=-5, max_value=200))
def test_every_error_number_has_a_reason_of_the_list(code: int) -> None:
    assert reason_of(OSError(code, "x")).reason in REASONS
    assert reason_of(socket.gaierror(code, "x")).reason in REASONS
    assert reason_of(verification(code)).reason in REASONS


def test_every_reason_that_stands_in_the_room_is_on_the_list() -> None:
    """A text such as "tcp.refused" in the code is a reason, and must be one of the list."""
    stages = {reason.partition(".")[0] for reason in REASONS if "." in reason}
    found: set[str] = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if re.fullmatch(r"[a-z]+\.[a-z_]+", text) and text.partition(".")[0] in stages:
                    found.add(text)
    facts = {"tls.days_left", "host.name"}
    assert found - facts <= REASONS
    assert len(found) > 30
