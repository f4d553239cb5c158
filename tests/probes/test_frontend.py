import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look import frontend
from tests.probes.fault_server import FaultServer, Script, answering, redirecting, serving
from tests.probes.looking import look_once, opened

API = "https://api.example"
HTML = {"Content-Type": "text/html"}


def site(page: str, **files: str) -> dict[str, Script]:
    scripts: dict[str, Script] = {"/": answering(page.encode(), headers=HTML)}
    scripts |= {f"/{name}": answering(text.encode()) for name, text in files.items()}
    return scripts


def settings(server: FaultServer, **more: object) -> dict[str, object]:
    return {"url": server.url, "api": API, "mock": ["MOCK[_A-Z]*=1"], **more}


async def test_the_api_is_found_in_a_chunk_that_a_script_names() -> None:
    files = site(
        '<script type=module src="/assets/main.js"></script><img src="/logo.png">',
        **{
            "assets/main.js": 'import("./lazy.js");track("G-1234567")',
            "assets/lazy.js": f'fetch("{API}/v1")',
            "logo.png": "x",
        },
    )
    async with serving(files) as server:
        sample = await look_once(
            "frontend",
            settings(server, analytics=[r"G-\d{7}"], indexable=True),
            "status == 200",
            "noindex == false",
            "capped == false",
            f"api_in contains '{server.url}/assets/lazy.js'",
        )
        assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("page", "more", "words"),
    [
        ("<script src=/a.js></script>", {}, f"{API} is not found in what it serves"),
        (f"{API} MOCK_DATA=1", {}, "mock data: MOCK[_A-Z]*=1 in http://127.0.0.1"),
        (API, {"analytics": ["G-1"]}, "G-1 is not found"),
        (API, {"holds": ["Sentry", "api"]}, "Sentry is not found"),
        (f"{API}<script src=/gone.js></script>", {}, "/gone.js: HTTP 404"),
        (f"{API}<img src=/gone.png>", {}, "/gone.png: HTTP 404"),
        (f"{API}<meta name=robots content=noindex>", {"indexable": True}, "kept out by noindex"),
    ],
)
async def test_what_is_wrong_is_named(page: str, more: dict[str, object], words: str) -> None:
    async with serving(site(page, **{"a.js": "x"})) as server:
        sample = await look_once("frontend", settings(server, **more))
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert words in sample.detail


async def test_broken_assets_and_noindex_may_be_left_out_of_the_question() -> None:
    page = f"{API}<img src=/gone.png><meta name=robots content=noindex>"
    async with serving(site(page)) as server:
        sample = await look_once("frontend", settings(server, assets=False), "noindex == true")
        assert sample.outcome == "ok", sample.detail
        assert len(server.heads) == 1


async def test_scripts_of_other_origins_are_told_and_never_fetched() -> None:
    async with serving(site(API)) as other:
        page = f"{API}<script src={other.url}/a.js></script>"
        async with serving(site(page)) as server:
            sample = await look_once("frontend", settings(server), "foreign.0 contains 'a.js'")
            assert sample.outcome == "ok", sample.detail
            assert other.heads == []


async def test_settings_that_a_script_fetches_are_read_too() -> None:
    async with serving(site("<p>", **{"config.json": f'{{"api": "{API}"}}'})) as server:
        assert (await look_once("frontend", settings(server))).outcome == "fail"
        also = await look_once("frontend", settings(server, also=["/config.json"]))
        assert also.outcome == "ok", also.detail


async def test_what_was_not_read_is_no_proof() -> None:
    page = "".join(f"<script src=/{n}.js></script>" for n in range(9))
    files = {f"{n}.js": "x" for n in range(9)}
    async with serving(site(page, **files)) as server:
        sample = await look_once("frontend", settings(server, max_files=3), "capped == true")
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")
        assert "`max_files` allows for more" in sample.detail
        assert len(server.heads) == 4


BIG = "x" * 1_200_000


async def test_a_large_bundle_is_read_to_its_end() -> None:
    files = site("<script src=/big.js></script>", **{"big.js": f"{BIG}{API} MOCK_DATA=1"})
    async with serving(files) as server:
        sample = await look_once("frontend", settings(server))
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert "mock data: " in sample.detail


@pytest.mark.parametrize("assets", [True, False])
@pytest.mark.parametrize(
    "named", ["<script src=/big.js></script>", "<script src=/main.js></script>"]
)
async def test_a_script_that_is_larger_than_is_read_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, named: str, assets: bool
) -> None:
    monkeypatch.setattr(frontend, "MOST_BYTES", 1_100_000)
    files = site(f"{API}{named}", **{"big.js": BIG, "main.js": 'import("./big.js")'})
    async with serving(files) as server:
        sample = await look_once("frontend", settings(server, assets=assets))
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")
        assert "/big.js: a body of more than " in sample.detail


async def test_a_chunk_that_answers_with_an_error_proves_nothing() -> None:
    files = site(f"{API}<script src=/main.js></script>", **{"main.js": 'import("./lazy.js")'})
    files["/lazy.js"] = answering(b"MOCK_DATA=1", status="503 Busy")
    async with serving(files) as server:
        sample = await look_once("frontend", settings(server))
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")
        assert "/lazy.js: HTTP 503" in sample.detail


async def test_the_page_behind_a_redirect_is_the_one_that_is_read() -> None:
    async with serving({"/": redirecting("/de/"), "/de/": answering(API.encode())}) as server:
        sample = await look_once("frontend", settings(server), f"url == '{server.url}/de/'")
        assert sample.outcome == "ok", sample.detail


async def test_a_page_of_errors_is_told_first() -> None:
    async with serving({"/": answering(status="500 Oh")}) as server:
        assert (await look_once("frontend", settings(server))).reason == "http.status"


def test_a_pattern_that_is_none_is_told() -> None:
    with pytest.raises(InputError, match="is no pattern"):
        opened("frontend", {"url": "http://x/", "mock": ["("]})
