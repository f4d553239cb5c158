"""Looking for paths that must not be public.

A page app answers 200 with its page to every path. So a path that cannot exist is asked first,
and what looks like its answer is no find; what bears a file's own signature is one in any case.
"""

import re
import secrets
from dataclasses import replace
from typing import Final

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import Answer, status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Trouble, Web

SIGNATURES: Final = {
    "a Git repository": re.compile(r"\Aref: refs/|\A[0-9a-f]{40}\s*\Z|^\[core\]", re.MULTILINE),
    "settings": re.compile(r"^(?:export )?[A-Z][A-Z0-9_]{2,60}=", re.MULTILINE),
    "credentials": re.compile(r"aws_secret_access_key|_authToken=|^[\w.-]{1,60}:\$(?:apr1|2y)\$"),
    "a dump of a database": re.compile(r"^(?:CREATE TABLE|INSERT INTO|-- (?:MySQL|PostgreSQL))"),
    "a compose file": re.compile(r"^services:\s*$", re.MULTILINE),
    "metrics": re.compile(r"^# (?:HELP|TYPE) ", re.MULTILINE),
    "an actuator": re.compile(r'"_links"\s*:'),
    "the server's status": re.compile(r"Apache Server Status|^Active connections: ", re.MULTILINE),
    "phpinfo": re.compile(r"<title>.{0,40}phpinfo\(\)|PHP Version"),
}
_HIDDEN: Final = frozenset({400, 401, 403, 404, 405, 406, 410, 421, 451})
_LIKE: Final = 0.1
"""Pages of one kind whose lengths differ by less than this share are the same page: a nonce or
the path itself may stand in them."""


async def see(web: Web, site: Plan, paths: tuple[str, ...]) -> Observation:
    """Ask for what cannot exist, then for each path."""
    absent = await web.ask(_at(site, f"/golive-{secrets.token_hex(8)}"))
    if absent.status >= 500 or absent.status == 429:
        facts: dict[str, object] = {"absent_status": absent.status}
        said = f"the site answers {status_words(absent.status)} to what cannot exist"
        return web.unclear(said, facts=facts)
    found = {path: await _made_of(web, site, path, absent) for path in paths}
    exposed = [path for path, (_, said) in found.items() if said.startswith("exposed")]
    unclear = [path for path, (_, said) in found.items() if said.startswith("unclear")]
    facts = {
        "exposed": exposed,
        "paths": {
            path: {"status": status, "found": said} for path, (status, said) in found.items()
        },
        "unclear": unclear,
        "soft_404": 200 <= absent.status < 300,
        "absent_status": absent.status,
    }
    if exposed:
        told = ", ".join(f"{path} ({found[path][1].partition(': ')[2]})" for path in exposed)
        return web.seen(f"public: {told}", facts=facts)
    if unclear:
        told = ", ".join(f"{path} ({found[path][1].partition(': ')[2]})" for path in unclear)
        return web.unclear(f"no telling of {told}", facts=facts)
    return web.seen(facts=facts)


async def _made_of(web: Web, site: Plan, path: str, absent: Answer) -> tuple[int | None, str]:
    """The status of a path, and what is made of it: exposed, hidden or unclear, and why."""
    try:
        answer = await web.ask(_at(site, path))
    except Trouble as trouble:
        if trouble.reading.reason == "http.too_large":
            return None, f"exposed: {trouble}"
        raise
    status = answer.status
    for what, signature in SIGNATURES.items():
        if signature.search(answer.text) and not _is_page(answer):
            return status, f"exposed: {what}"
    if status in _HIDDEN:
        return status, "hidden"
    if _like(answer, absent):
        return status, "hidden: the site answers so to what cannot exist"
    if 200 <= status < 300:
        return status, f"exposed: HTTP {status}"
    if answer.location:
        return status, f"unclear: a redirect to {answer.location}"
    return status, f"unclear: HTTP {status}"


def _at(site: Plan, path: str) -> Plan:
    return replace(site, url=site.url.join("/" + path.lstrip("/")))


def _is_page(answer: Answer) -> bool:
    """A page of HTML bears signatures by accident: docs that show a `.env`."""
    page = answer.header("content-type").startswith("text/html")
    return page and not re.search("Apache Server Status|phpinfo", answer.text)


def _like(answer: Answer, absent: Answer) -> bool:
    """Whether an answer is the one that the site gives to what cannot exist."""
    if answer.status != absent.status:
        return False
    if answer.location or absent.location:
        return _target(answer) == _target(absent)
    kinds = [each.header("content-type").partition(";")[0] for each in (answer, absent)]
    longer = max(len(answer.text), len(absent.text))
    apart = abs(len(answer.text) - len(absent.text))
    return answer.text == absent.text or (
        kinds == ["text/html", "text/html"] and apart <= _LIKE * longer
    )


def _target(answer: Answer) -> str:
    """Where a redirect leads, without what it says of the path that was asked for."""
    path = answer.plan.url.path
    return answer.location.partition("?")[0].replace(path, "").rstrip("/")
