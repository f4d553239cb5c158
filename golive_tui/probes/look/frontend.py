"""Looking at a frontend: the page, its scripts, and the chunks that these name, all bounded."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

import httpx

from golive_tui.checklist.condition import check_pattern
from golive_tui.errors import ConditionError, InputError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.frontend_page import chunks_in, joined, read_page, same_origin
from golive_tui.probes.look.http_exchange import Answer, objection_of
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import LONGEST_BODY, Trouble, Web

MOST_BYTES: Final = 8 * 1024 * 1024
AT_ONCE: Final = 4
"""Requests under way together."""
HOPS: Final = 3
"""Redirects that are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a frontend must serve, and must not."""

    plan: Plan
    api: str
    mock: tuple[str, ...]
    analytics: tuple[str, ...]
    holds: tuple[str, ...]
    also: tuple[str, ...]
    indexable: bool
    assets: bool
    max_files: int

    @staticmethod
    def read(
        *,
        plan: Plan,
        api: str,
        mock: tuple[str, ...],
        analytics: tuple[str, ...],
        holds: tuple[str, ...],
        also: tuple[str, ...],
        indexable: bool,
        assets: bool,
        max_files: int,
    ) -> "Wanted":
        """Raises InputError for what is no pattern."""
        for pattern in (*mock, *analytics, *holds):
            try:
                check_pattern(pattern)
            except ConditionError as error:
                raise InputError(f"frontend: {error.message}", hint=error.hint) from error
        return Wanted(
            plan=plan,
            api=api,
            mock=mock,
            analytics=analytics,
            holds=holds,
            also=also,
            indexable=indexable,
            assets=assets,
            max_files=max_files,
        )


class _Reading:
    """What was read of a frontend so far, and what is left of the bounds."""

    def __init__(self, answer: Answer, most: int) -> None:
        url = answer.plan.url
        self.answer = answer
        self.page = read_page(answer.text)
        self.base = joined(url, self.page.base) or url
        self.texts: dict[str, str] = {str(url): answer.text}
        self.broken: dict[str, str] = {}
        self.unread: list[str] = []
        """Texts that may be there and were not read, each with why: they prove nothing."""
        self.capped = False
        self._plan = answer.plan
        self._left = most
        self._bytes = MOST_BYTES
        self._asked: set[str] = {str(url)}

    def own(self, addresses: Iterable[str], base: httpx.URL | None = None) -> list[httpx.URL]:
        """Those of the addresses that are of the page's origin, in full."""
        found = (same_origin(base or self.base, each) for each in addresses)
        origin = self._plan.url
        return [url for url in found if url and same_origin(origin, str(url))]

    async def fetch(
        self, web: Web, urls: list[httpx.URL], *, body: bool
    ) -> list[tuple[httpx.URL, str]]:
        """Fetch what was not yet; the texts that are new, by their addresses."""
        new = [url for url in dict.fromkeys(urls) if str(url) not in self._asked]
        self.capped |= len(new) > self._left or self._bytes <= 0
        new = new[: self._left] if self._bytes > 0 else []
        self._left -= len(new)
        self._asked.update(map(str, new))
        if not new:
            return []
        plans = [replace(self._plan, url=url) for url in new]
        longest = max(LONGEST_BODY, self._bytes // min(AT_ONCE, len(plans)))
        found = await web.ask_all(plans, at_once=AT_ONCE, body=body, longest=longest)
        texts: list[tuple[httpx.URL, str]] = []
        for url, each in zip(new, found, strict=True):
            if isinstance(each, Trouble):
                self._not_read(url, str(each), body=body)
                if each.reading.reason != "http.too_large":
                    self.broken[str(url)] = str(each)
            elif each.status != 200:
                self._not_read(url, f"HTTP {each.status}", body=body and each.status >= 500)
                self.broken[str(url)] = f"HTTP {each.status}"
            elif body:
                self._bytes -= len(each.text)
                self.texts[str(url)] = each.text
                texts.append((url, each.text))
        return texts

    def _not_read(self, url: httpx.URL, why: str, *, body: bool) -> None:
        if body:
            self.capped = True
            self.unread.append(f"{url}: {why}")


async def see(web: Web, wanted: Wanted) -> Observation:
    """Read, and look for what must be there and what must not."""
    answer = await web.follow(wanted.plan, HOPS)
    reading = _Reading(answer, wanted.max_files)
    await _read_all(web, wanted, reading)
    return _judged(web, wanted, reading)


async def _read_all(web: Web, wanted: Wanted, reading: _Reading) -> None:
    urls = [*reading.own(wanted.also), *reading.own(reading.page.scripts)]
    scripts = await reading.fetch(web, urls, body=True)
    broken = dict(reading.broken)
    for _ in range(2):
        # What a script names may be no file of this site, so it is read if it is there.
        named = [
            each
            for url, text in scripts
            for base in (reading.base, url)
            for each in reading.own(chunks_in(text), base)
        ]
        scripts = await reading.fetch(web, named, body=True)
    reading.broken = broken
    if wanted.assets:
        await reading.fetch(web, reading.own(reading.page.assets), body=False)


def _judged(web: Web, wanted: Wanted, reading: _Reading) -> Observation:
    answer, page = reading.answer, reading.page
    texts = reading.texts
    api_in = [url for url, text in texts.items() if wanted.api and wanted.api in text]
    mock = [
        f"{pattern} in {url}"
        for pattern in wanted.mock
        for url, text in texts.items()
        if re.search(pattern, text)
    ]
    missing, lacking = (_unfound(each, texts.values()) for each in (wanted.analytics, wanted.holds))
    noindex = page.noindex or "noindex" in answer.header("x-robots-tag").lower()
    facts: dict[str, object] = {
        "url": str(answer.plan.url),
        "status": answer.status,
        "read": list(texts),
        "api_in": api_in,
        "mock_found": mock,
        "analytics_missing": missing,
        "holds_missing": lacking,
        "broken": [f"{url}: {why}" for url, why in reading.broken.items()],
        "noindex": noindex,
        "foreign": [each for each in page.scripts if not reading.own([each])],
        "capped": reading.capped,
    }
    wrong = [f"mock data: {each}" for each in mock]
    if wanted.indexable and noindex:
        wrong.append("search engines are kept out by noindex")
    if wanted.assets:
        wrong += [f"{url}: {why}" for url, why in reading.broken.items()]
    unfound = [f"{pattern} is not found" for pattern in (*missing, *lacking)]
    if wanted.api and not api_in:
        unfound.insert(0, f"{wanted.api} is not found in what it serves")
    if reading.capped and not wrong and (unfound or wanted.mock) and answer.status < 400:
        # What was found is wrong in any case; what was not may lie where nothing was read.
        why = reading.unread[0] if reading.unread else "`max_files` allows for more"
        said = "; ".join([*unfound, f"not all that it loads was read: {why}"])
        return web.unclear(said, facts=facts)
    wrong = [*wrong, *unfound]
    return web.seen("; ".join(wrong), facts=facts, objection=objection_of(answer))


def _unfound(patterns: Iterable[str], texts: Collection[str]) -> list[str]:
    """Those of the patterns that are in none of the texts."""
    return [each for each in patterns if not any(re.search(each, text) for text in texts)]
