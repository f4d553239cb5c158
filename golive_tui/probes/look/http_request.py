"""The request of a probe, and what becomes of it at a redirect."""

import base64
from dataclasses import dataclass, replace
from typing import Final

import httpx

from golive_tui.errors import InputError
from golive_tui.probes.look.http_headers import TOKEN, check_header
from golive_tui.text import clean

_HARMLESS: Final = frozenset({"accept", "accept-encoding", "accept-language", "user-agent"})
"""What may be told to another origin. Anything else may be a credential under any name."""

IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One request to make: immutable, so that a redirect makes another."""

    url: httpx.URL
    method: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    server_name: str = ""

    @staticmethod
    def read(
        *, url: str, method: str, headers: dict[str, str], body: str, server_name: str
    ) -> "Plan":
        """The plan of a checklist's fields; raises InputError for what is no request."""
        try:
            read = httpx.URL(url)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InputError(f"http: `{clean(url, 100)}` is no URL: {error}") from error
        if read.scheme not in {"http", "https"} or not read.host:
            raise InputError(
                f"http: `{clean(url, 100)}` is no address",
                hint="it begins with http:// or https:// and a host",
            )
        if not TOKEN.fullmatch(method):
            raise InputError(f"http: `{clean(method, 40)}` is no method")
        sent = dict(headers)
        if read.userinfo and not any(name.lower() == "authorization" for name in sent):
            pair = f"{read.username}:{read.password}".encode()
            sent["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
        if server_name and not any(name.lower() == "host" for name in sent):
            sent["Host"] = server_name
        for name, value in sent.items():
            check_header("http", name, value)
        return Plan(
            url=read.copy_with(username=None, password=None, fragment=None),
            method=method.upper(),
            headers=tuple(sent.items()),
            body=body.encode(),
            server_name=server_name,
        )

    def request(self) -> httpx.Request:
        """As httpx sends it: with a host, a length, and an offer to pack the body."""
        headers = httpx.Headers({"Accept": "*/*", "Accept-Encoding": "gzip, deflate"})
        headers["User-Agent"] = "golive"
        headers.update(dict(self.headers))
        return httpx.Request(self.method, self.url, headers=headers, content=self.body or None)

    def redirected(self, status: int, location: str) -> "Plan | str":
        """The next request, or the reason not to make it; never over to plain HTTP.

        Headers stay behind when the origin changes, and so does a body: either may hold a secret.
        """
        try:
            url = self.url.join(location)
        except (httpx.InvalidURL, UnicodeError):
            return "http.protocol"
        if url.scheme not in {"http", "https"} or not url.host:
            return "http.protocol"
        if self.url.scheme == "https" and url.scheme == "http":
            return "http.downgrade"
        url = url.copy_with(username=None, password=None, fragment=None)
        method, body = self._method_after(status), self.body
        if method != self.method:
            body = b""
        if _origin(url) == _origin(self.url):
            return replace(self, url=url, method=method, body=body)
        if body:
            return "http.protocol"
        kept = tuple((name, value) for name, value in self.headers if name.lower() in _HARMLESS)
        return replace(self, url=url, method=method, body=b"", headers=kept, server_name="")

    def _method_after(self, status: int) -> str:
        """RFC 9110, section 15.4: 303 is fetched; 301 and 302 turn a POST into a GET."""
        if (status == 303 and self.method != "HEAD") or (
            status in {301, 302} and self.method == "POST"
        ):
            return "GET"
        return self.method


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)
