import httpx

from golive_tui.probes.look.frontend_page import MOST, chunks_in, joined, read_page, same_origin

PAGE = """<!doctype html>
<base href="/app/"><base href="/other/">
<meta name=robots content="NOINDEX, nofollow">
<link rel=stylesheet href="a.css"><link rel="modulepreload" href="/m.js">
<link rel=preload as=script href=p.js><link rel=canonical href=https://x/>
<script src=main.js></script><script>inline()</script>
<img src="logo.png"><p>text
"""


def test_a_page_tells_what_it_loads() -> None:
    page = read_page(PAGE)
    assert page.scripts == ["/m.js", "p.js", "main.js"]
    assert page.assets == ["a.css", "logo.png"]
    assert (page.base, page.noindex) == ("/app/", True)


def test_what_is_no_page_loads_nothing() -> None:
    assert read_page('{"a": "<"}').scripts == []
    assert read_page("<" * 10_000).assets == []
    assert len(read_page("<img src=a>" * 10_000).assets) == MOST


def test_a_script_names_its_chunks() -> None:
    script = 'import("./assets/a-1.js");x=["assets/b.js",`../c.mjs`];y="no.json"'
    assert chunks_in(script) == ["./assets/a-1.js", "assets/b.js", "../c.mjs"]


def test_only_the_own_origin_is_read() -> None:
    base = httpx.URL("https://a.example/app/")
    assert str(same_origin(base, "x.js#1")) == "https://a.example/app/x.js"
    assert str(same_origin(base, "//a.example/x.js")) == "https://a.example/x.js"
    for other in ("//b.example/x.js", "http://a.example/x", "data:,x", "https://[bad/x"):
        assert same_origin(base, other) is None
    assert joined(base, "https://a:port/") is None
