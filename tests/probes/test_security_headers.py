from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.security_headers import rules_of
from tests.probes import nginx
from tests.probes.fault_server import answering, serving
from tests.probes.looking import look_once, opened

BASIC = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
STRICT = {
    **BASIC,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=()",
}


def verdict(headers: dict[str, str], name: str) -> str:
    lower = {key.lower(): value for key, value in headers.items()}
    return rules_of("strict", {}, secure=True)[name](lower) or "ok"


def test_a_strict_site_is_ok_in_all() -> None:
    for name in rules_of("strict", {}, secure=True):
        assert verdict(STRICT, name) == "ok", name


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Strict-Transport-Security", "max-age=86400", "holds 1 days, wanted are 365"),
        ("Strict-Transport-Security", "includeSubDomains", "without max-age"),
        ("X-Content-Type-Options", "sniff", "is not nosniff"),
        ("Referrer-Policy", "no-referrer, unsafe-url", "tells other sites"),
        ("Content-Security-Policy", "script-src 'self' 'unsafe-inline'", "script-src 'unsafe-inl"),
        ("Content-Security-Policy", "img-src 'self'", "says nothing of scripts"),
        ("Server", "nginx/1.24.0", "tells what it runs"),
        ("X-Powered-By", "Express", "tells what it runs"),
        ("Permissions-Policy", "", "missing"),
    ],
)
def test_a_weak_header_is_told(name: str, value: str, words: str) -> None:
    assert words in verdict({**STRICT, name: value}, name.lower())


@pytest.mark.parametrize("name", [name for name in STRICT if name != "X-Frame-Options"])
def test_a_missing_header_is_told(name: str) -> None:
    assert verdict({k: v for k, v in STRICT.items() if k != name}, name.lower()) == "missing"


def test_framing_is_kept_out_by_either_header() -> None:
    assert verdict({"Content-Security-Policy": "frame-ancestors 'self'"}, "x-frame-options") == "ok"
    assert verdict({"X-Frame-Options": "ALLOWALL"}, "x-frame-options") != "ok"
    anyone = {"X-Frame-Options": "DENY", "Content-Security-Policy": "frame-ancestors *"}
    assert verdict(anyone, "x-frame-options") == "frame-ancestors lets anyone in"


def test_a_server_that_names_itself_without_a_version_leaks_nothing() -> None:
    assert verdict({"Server": "cloudflare"}, "server") == "ok"


async def test_a_look_names_every_bad_header() -> None:
    headers = {**BASIC, "X-Frame-Options": "", "Server": "Apache/2.4.1"}
    async with serving({"/": answering(headers=headers)}) as server:
        sample = await look_once("security_headers", {"url": server.url})
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert sample.detail.startswith("x-frame-options: missing")
        assert "server: tells what it runs" in sample.detail


async def test_over_plain_http_browsers_do_not_heed_hsts() -> None:
    async with serving({"/": answering(headers=BASIC)}) as server:
        sample = await look_once(
            "security_headers",
            {"url": server.url},
            "not verdicts.strict-transport-security exists",
            "verdicts.referrer-policy == 'ok'",
            "values.x-frame-options == 'DENY'",
        )
        assert sample.outcome == "ok", sample.detail


async def test_overrides_skip_a_header_or_ask_for_another() -> None:
    async with serving({"/": answering(headers=BASIC | {"X-Robots-Tag": "none"})}) as server:
        more = {"Referrer-Policy": "skip", "x-robots-tag": "^none$", "x-frame-options": "^SAME"}
        settings: dict[str, object] = {"url": server.url, "overrides": more}
        sample = await look_once("security_headers", settings)
        assert sample.detail == "x-frame-options: does not match ^SAME"


def test_an_override_that_is_no_pattern_is_told() -> None:
    with pytest.raises(InputError, match="is no pattern"):
        opened("security_headers", {"url": "http://x/", "overrides": {"x-a": "("}})


async def test_a_page_of_errors_is_told_first() -> None:
    async with serving({"/": answering(status="503 Busy")}) as server:
        sample = await look_once("security_headers", {"url": server.url})
        assert sample.reason == "http.status"


@nginx.needed
async def test_nginx_leaks_its_version_until_told_not_to(tmp_path: Path) -> None:
    add = "".join(f'add_header {name} "{value}" always; ' for name, value in BASIC.items())
    for tokens, outcome in (("on", "fail"), ("off", "ok")):
        server = f"server_tokens {tokens}; location / {{ {add} return 204; }}"
        async with nginx.nginx(tmp_path, server) as port:
            sample = await look_once("security_headers", {"url": f"http://127.0.0.1:{port}/"})
            assert sample.outcome == outcome, sample.detail
