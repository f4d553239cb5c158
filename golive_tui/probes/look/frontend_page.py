"""What a page loads: its scripts, styles and images, and whether search engines may list it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import httpx

MOST: Final = 500
"""Addresses kept of one page."""

_CHUNK = re.compile(r"""["'`](\.{0,2}/?(?:[\w.-]{1,60}/){0,6}[\w.-]{1,100}\.m?js)["'`]""")
_STYLES: Final = frozenset({"stylesheet", "modulepreload", "preload", "icon", "manifest"})


@dataclass(slots=True)
class Page:
    """Addresses as the page has them, in its order."""

    scripts: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    base: str = ""
    noindex: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "script":
                self._keep(self.page.scripts, given.get("src", ""))
            case "link" if _STYLES & set(given.get("rel", "").lower().split()):
                href = given.get("href", "")
                script = given.get("as") == "script" or given.get("rel", "") == "modulepreload"
                self._keep(self.page.scripts if script else self.page.assets, href)
            case "img":
                self._keep(self.page.assets, given.get("src", ""))
            case "base" if not self.page.base:
                self.page.base = given.get("href", "")
            case "meta" if given.get("name", "").lower() in {"robots", "googlebot"}:
                self.page.noindex |= "noindex" in given.get("content", "").lower()

    def _keep(self, into: list[str], address: str) -> None:
        if address and len(into) < MOST:
            into.append(address)


def read_page(text: str) -> Page:
    """What a page of HTML loads; of what is no HTML, whatever looks like it."""
    reader = _Reader()
    reader.feed(text)
    return reader.page


def chunks_in(script: str) -> list[str]:
    """Scripts that a script names: a bundler splits what is loaded later into files of its own."""
    return list(dict.fromkeys(_CHUNK.findall(script)))[:MOST]


def same_origin(base: httpx.URL, address: str) -> httpx.URL | None:
    """The address in full, if it is of that origin and fetched by HTTP; else None."""
    url = joined(base, address)
    if url is None or (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port):
        return None
    return url.copy_with(fragment=None)


def joined(base: httpx.URL, address: str) -> httpx.URL | None:
    """The address in full; None for what is none."""
    try:
        return base.join(address.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return None
