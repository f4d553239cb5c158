import ssl
from datetime import UTC, datetime

import httpx
import pytest
from cryptography import x509

from golive_tui.rehearsal.stand_in.tls_files import tls_files
from golive_tui.rehearsal.stand_in.world import World
from tests.rehearsal.stand_in.serving import backend, served


def trusting(ca: object) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(ca))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_client_that_knows_the_ca_reads_health_over_tls(host: str) -> None:
    with tls_files() as files:
        async with (
            served(backend(World(seed=1)), files.server_context()) as port,
            httpx.AsyncClient(verify=trusting(files.ca)) as client,
        ):
            reply = await client.get(f"https://{host}:{port}/health")
    assert reply.json()["status"] == "healthy"


@pytest.mark.parametrize("name", ["api.flowmind.app", "citypulse.flowmind.app", "flowmind.app"])
async def test_the_certificate_bears_the_names_of_the_customer(name: str) -> None:
    with tls_files() as files:
        async with (
            served(backend(World(seed=1)), files.server_context()) as port,
            httpx.AsyncClient(verify=trusting(files.ca)) as client,
        ):
            url = f"https://127.0.0.1:{port}/health/live"
            reply = await client.get(url, extensions={"sni_hostname": name})
    assert reply.status_code == 200


async def test_a_client_that_does_not_know_the_ca_refuses() -> None:
    with tls_files() as files:
        async with (
            served(backend(World(seed=1)), files.server_context()) as port,
            httpx.AsyncClient() as client,
        ):
            with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
                await client.get(f"https://localhost:{port}/health")


def test_the_files_are_good_for_the_rehearsal_alone() -> None:
    with tls_files() as files:
        ca = x509.load_pem_x509_certificate(files.ca.read_bytes())
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    for each in (ca, certificate):
        assert each.not_valid_before_utc == datetime(2024, 1, 1, tzinfo=UTC)
        assert each.not_valid_after_utc == datetime(2044, 1, 1, tzinfo=UTC)
    constraints = ca.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    permitted = {str(name.value) for name in constraints.value.permitted_subtrees or ()}
    assert permitted == {"localhost", "flowmind.app", "127.0.0.1/32"}
    certificate.verify_directly_issued_by(ca)


async def test_the_certificate_can_be_told_to_be_expired() -> None:
    which = "expired"
    with tls_files() as files:
        async with (
            served(backend(World(seed=1)), files.server_context(lambda: which)) as port,
            httpx.AsyncClient(verify=trusting(files.ca)) as client,
        ):
            with pytest.raises(httpx.ConnectError, match="certificate has expired"):
                await client.get(f"https://localhost:{port}/health")
            which = "valid"
            assert (await client.get(f"https://localhost:{port}/health")).status_code == 200
