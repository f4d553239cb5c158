"""The reason that an exception stands for, from the closed list of `launch/samples.py`.

Libraries wrap: `httpcore.ConnectError` over `OSError` over `ConnectionRefusedError`. The chain of
causes is walked from the outside, and the first link that is known by itself decides. Protocol
libraries are told apart by name, so that reading a reason imports none of them.
"""

import errno
import socket
import ssl
import traceback
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from golive_tui.errors import InputError, TemplateError


class Reading(NamedTuple):
    """What an exception means for a sample."""

    outcome: Literal["fail", "error"]
    reason: str
    detail: str


_BY_VERIFY_CODE: Final = {
    # X509_V_ERR_*, openssl/x509_vfy.h
    9: "tls.not_yet_valid",
    10: "tls.expired",
    18: "tls.self_signed",
    19: "tls.untrusted",
    20: "tls.chain_incomplete",
    21: "tls.chain_incomplete",
    62: "tls.hostname",
    64: "tls.hostname",
}
_BY_GAI_CODE: Final[dict[int, tuple[Literal["fail", "error"], str]]] = {
    socket.EAI_NONAME: ("fail", "dns.nxdomain"),
    getattr(socket, "EAI_NODATA", socket.EAI_NONAME): ("fail", "dns.no_address"),
    getattr(socket, "EAI_ADDRFAMILY", socket.EAI_NONAME): ("fail", "dns.no_address"),
    # The resolver of this host had no answer to give: it is down, or what it asked is. From here
    # that cannot be told apart, so it does not count against the target.
    socket.EAI_AGAIN: ("error", "dns.servfail"),
    socket.EAI_FAIL: ("error", "dns.servfail"),
}
_BY_ERRNO: Final[dict[int, tuple[Literal["fail", "error"], str]]] = {
    errno.ECONNREFUSED: ("fail", "tcp.refused"),
    errno.ECONNRESET: ("fail", "tcp.reset"),
    errno.ECONNABORTED: ("fail", "tcp.reset"),
    errno.EPIPE: ("fail", "tcp.reset"),
    errno.ETIMEDOUT: ("fail", "tcp.timeout"),
    errno.EHOSTUNREACH: ("fail", "tcp.unreachable"),
    # No route from here: this host is offline, or has no IPv6.
    errno.ENETUNREACH: ("error", "host.offline"),
    errno.ENETDOWN: ("error", "host.offline"),
    errno.EADDRNOTAVAIL: ("error", "host.offline"),
    # This host is out of something; that says nothing of the target.
    errno.EMFILE: ("error", "inconclusive"),
    errno.ENFILE: ("error", "inconclusive"),
    errno.ENOMEM: ("error", "inconclusive"),
    errno.ENOBUFS: ("error", "inconclusive"),
    errno.EACCES: ("error", "inconclusive"),
    errno.EPERM: ("error", "inconclusive"),
}
_LOCAL_TLS: Final = frozenset({"NO_CIPHERS_AVAILABLE", "NO_PROTOCOLS_AVAILABLE"})


def reason_of(error: BaseException) -> Reading:
    """What the exception means; an unknown one is a bug of ours, never the target's fault."""
    for link in _chain(error):
        reading = _read(link)
        if reading is not None:
            return reading
    return Reading("error", "probe.bug", f"{type(error).__name__}: {error}{_place(error)}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        # Also what a `from None` hides: httpcore's pool raises everything anew that way.
        link = link.__cause__ or link.__context__


def _read(error: BaseException) -> Reading | None:
    match error:
        case TemplateError():
            return Reading("error", "secret.unset", error.message)
        case InputError():
            return Reading("error", "config.invalid", error.message)
        case ssl.SSLError():
            return _read_tls(error)
        case socket.gaierror():
            known = _BY_GAI_CODE.get(error.errno or 0, ("error", "dns.servfail"))
            return Reading(*known, f"{error.strerror or error}")
        case UnicodeError():
            return Reading("error", "config.invalid", "no name of a host")
        case zlib.error():
            return Reading("fail", "http.decode", "the body is damaged: it does not unpack")
        case EOFError():
            return Reading("fail", "tcp.reset", "the peer hung up")
        case OSError():
            known_errno = _BY_ERRNO.get(error.errno or 0)
            return Reading(*known_errno, f"{error.strerror}") if known_errno else None
        case _:
            return _read_by_name(error)


def _read_tls(error: ssl.SSLError) -> Reading | None:
    if isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError):
        return None  # the engine of every handshake, not its end
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = _BY_VERIFY_CODE.get(error.verify_code, "tls.untrusted")
        return Reading("fail", reason, f"certificate: {error.verify_message}")
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Reading("fail", "tls.protocol", "the peer hung up during the TLS handshake")
    what = (error.reason or "").replace("_", " ").lower() or "TLS went wrong"
    if error.reason in _LOCAL_TLS:
        return Reading("error", "inconclusive", f"this host cannot offer that: {what}")
    if "ALERT" in (error.reason or ""):
        return Reading("fail", "tls.alert", f"the peer refuses: {what}")
    hint = ": is it TLS at all?" if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST"} else ""
    return Reading("fail", "tls.protocol", f"{what}{hint}")


def _read_by_name(error: BaseException) -> Reading | None:
    library = type(error).__module__.partition(".")[0]
    name = type(error).__name__
    if library in {"httpcore", "httpx", "h11"}:
        return _read_http(name, str(error))
    if library == "websockets":
        return _read_websocket(error, name)
    if library == "dns":
        return Reading("fail", "dns.servfail", f"the name server's answer makes no sense: {name}")
    return None


def _read_http(name: str, text: str) -> Reading | None:
    if name != "RemoteProtocolError":
        return None
    if "without sending complete" in text or "incomplete" in text:
        return Reading("fail", "http.truncated", "the body ended before its announced end")
    if "without sending a response" in text:
        return Reading("fail", "tcp.reset", "the peer hung up without an answer")
    return Reading("fail", "http.protocol", f"no HTTP: {text}")


def _read_websocket(error: BaseException, name: str) -> Reading | None:
    if name in {"ConnectionClosedError", "ConnectionClosedOK", "ConnectionClosed"}:
        return Reading("fail", "ws.closed_abnormal", str(error))
    if name.startswith("Invalid") or name in {"NegotiationError", "DuplicateParameter"}:
        return Reading("fail", "ws.rejected", f"{error}")
    return None


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    last = frames[-1]
    return f" ({Path(last.filename).name}:{last.lineno})"
