"""checklists/services.toml against PostgreSQL, Redis, Prometheus and nginx: by `golive check`."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trustme

from golive_tui.checklist_files import shipped
from golive_tui.cli.main import main
from tests.probes.nginx import needed, nginx
from tests.probes.services import PASSWORD, free_port, postgres, prometheus, redis_server
from tests.support.waiting import wait_until_async

SECRET = "q7F-made-up-2mZx9Lw0Rk4Vt8Bn6Hs1Jd3"


def copied(folder: Path, **values: str) -> Path:
    """The shipped file with these values of its target."""
    text = shipped()["services"].read_text(encoding="utf-8")
    for name, value in values.items():
        text, found = re.subn(rf'(?m)^{name} = ".*?"', f'{name} = "{value}"', text, count=1)
        assert found == 1, name
    copy = folder / "services.toml"
    copy.write_text(text, encoding="utf-8")
    return copy


class Site:
    """Files of a web site with a certificate, and a configuration, all as they should be."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.root.mkdir()
        self.release("2026.11.1")
        (self.root / "index.html").write_text("home")
        self.ca = folder / "ca.pem"
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.ca))
        issued = authority.issue_cert("localhost").private_key_and_cert_chain_pem
        issued.write_to_path(str(self.root / "pem"))
        self.config = folder / "config.toml"
        self.config.write_text("debug = false\n")
        self.config.chmod(0o640)

    def release(self, version: str) -> None:
        (self.root / "version.json").write_text(f'{{"version": "{version}"}}')

    @contextlib.asynccontextmanager
    async def served(self, plain: int) -> AsyncIterator[int]:
        """Over TLS, with a redirect from plain HTTP at that port; yields the port of TLS."""
        tls = "ssl_certificate pem; ssl_certificate_key pem; ssl_protocols TLSv1.2 TLSv1.3;"
        to = f"server {{ listen 127.0.0.1:{plain}; return 301 https://localhost:PORT/; }}"
        async with nginx(self.root, tls, http=to, tls=True) as port:
            yield port


async def found(copy: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """Verdict and reason by kind; nothing secret is told."""
    argv = ["check", "--checklist", str(copy), "--target", "production", "--all", "--json"]
    await asyncio.to_thread(main, argv)
    told = capsys.readouterr().out
    assert SECRET not in told
    assert PASSWORD not in told
    return {
        each["kind"]: (each["verdict"], each["reason"])
        for item in json.loads(told)["items"]
        for each in item["checks"]
    }


@needed
async def test_each_item_passes_where_all_is_well_and_says_what_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site, plain = Site(tmp_path), free_port()
    async with contextlib.AsyncExitStack() as stack:
        database = stack.enter_context(postgres())
        stack.enter_context(database.served())
        redis = stack.enter_context(redis_server(tmp_path / "r", "--requirepass", PASSWORD))
        metrics = stack.enter_context(prometheus(tmp_path))
        port = await stack.enter_async_context(site.served(plain))
        await wait_until_async(database.answers)
        monkeypatch.setenv("JWT_SECRET", SECRET)
        monkeypatch.setenv("POSTGRES_DSN", database.dsn())
        monkeypatch.setenv("REDIS_URL", f"redis://:{PASSWORD}@127.0.0.1:{redis}/0")
        copy = copied(
            tmp_path,
            site=f"https://localhost:{port}",
            plain=f"http://localhost:{plain}",
            host="localhost",
            port=str(port),
            ca=str(site.ca),
            prometheus=metrics,
            config=str(site.config),
        )

        async def all_pass() -> bool:
            return {verdict for verdict, _ in (await found(copy, capsys)).values()} == {"pass"}

        await wait_until_async(all_pass)
        site.config.chmod(0o644)
        site.release("2026.10.9")
        monkeypatch.setenv("JWT_SECRET", "changeme")
        monkeypatch.setenv("REDIS_URL", f"redis://:wrong@127.0.0.1:{redis}/0")
        wrong = await found(copy, capsys)
        failed = {kind for kind, (verdict, _) in wrong.items() if verdict == "fail"}
        assert failed == {"file", "secret", "version", "redis"}
        assert wrong["redis"] == ("fail", "auth.rejected")
