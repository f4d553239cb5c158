"""TLS policies: one shared context for each, since building one reads every authority (20 ms)."""

import ssl
import warnings
from functools import lru_cache
from pathlib import Path

from golive_tui.errors import InputError

FLAGS = ssl.VERIFY_X509_TRUSTED_FIRST | ssl.VERIFY_X509_PARTIAL_CHAIN
"""Set explicitly: Python 3.13 adds VERIFY_X509_STRICT by itself, and the same site would pass on
one host and fail on another. A `ca` may hold an intermediate, as 3.13 allows."""


def client_context(
    *, verify: bool = True, ca: str = "", alpn: tuple[str, ...] = ()
) -> ssl.SSLContext:
    """The context of that policy; raises InputError for a `ca` that holds no certificates."""
    try:
        # A file that has changed since is another policy.
        stamp = Path(ca).stat().st_mtime_ns if ca else 0
        return _built(verify, ca, stamp, alpn)
    except (OSError, ssl.SSLError) as error:
        raise InputError(
            f"the authorities in {ca or 'the system'} cannot be read: {error}",
            hint="`ca` names a PEM file of certificates",
        ) from error


@lru_cache(maxsize=32)
def _built(
    verify: bool,
    ca: str,
    stamp: int,  # noqa: ARG001 - part of the key only
    alpn: tuple[str, ...],
) -> ssl.SSLContext:
    context = _trusting(ca) if verify else _blank()
    context.verify_flags = FLAGS
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if alpn:
        context.set_alpn_protocols(list(alpn))
    return context


def offering(
    least: ssl.TLSVersion, most: ssl.TLSVersion, alpn: tuple[str, ...] = ()
) -> ssl.SSLContext:
    """A context that offers these versions alone, with every cipher that this host's OpenSSL has,
    however weak, and that verifies nothing; raises ValueError or ssl.SSLError where it has none.

    Security level 0: above it the signatures of old versions (SHA-1) are not offered, and a server
    that would speak them refuses for want of these.
    """
    context = _blank()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        # That old versions are deprecated is why they are offered: to see them refused.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.maximum_version = most
        context.minimum_version = least
    if alpn:
        context.set_alpn_protocols(list(alpn))
    return context


def _blank() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _trusting(ca: str) -> ssl.SSLContext:
    """Trusts `ca`, else the system's authorities; on a host without any, those of httpx."""
    paths = ssl.get_default_verify_paths()
    if not ca and not paths.cafile and not paths.capath:
        import httpx

        return httpx.create_ssl_context(trust_env=False)
    context = _blank()
    if ca:
        context.load_verify_locations(ca)
    else:
        context.load_default_certs()
    return context
