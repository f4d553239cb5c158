"""The rehearsal's certificates, which lie beside this file (`tls/README.md` says what it is)."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

_PACKAGE = "golive_tui.rehearsal.stand_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFiles:
    """Paths that hold as long as the context that gave them."""

    ca: Path
    certificate: Path
    expired: Path
    key: Path

    def server_context(self, which: Callable[[], str] = lambda: "valid") -> ssl.SSLContext:
        """What the TLS endpoint serves with: TLS 1.2 or newer, and at each handshake the
        certificate that `which` names, `valid` or `expired`."""
        valid, expired = self._context(self.certificate), self._context(self.expired)

        def choose(handshake: ssl.SSLObject | ssl.SSLSocket, *_: object) -> None:
            if which() == "expired":
                handshake.context = expired

        valid.sni_callback = choose
        return valid

    def _context(self, certificate: Path) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(certificate, self.key)
        context.set_alpn_protocols(["http/1.1"])
        return context


@contextmanager
def tls_files() -> Iterator[TlsFiles]:
    """The files on disk, also when the package is not."""
    folder = files(_PACKAGE) / "tls"
    with ExitStack() as stack:
        yield TlsFiles(
            ca=stack.enter_context(as_file(folder / "ca.pem")),
            certificate=stack.enter_context(as_file(folder / "rehearsal-only.pem")),
            expired=stack.enter_context(as_file(folder / "rehearsal-expired.pem")),
            key=stack.enter_context(as_file(folder / "rehearsal-only.key")),
        )
