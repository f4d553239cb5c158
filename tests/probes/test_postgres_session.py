import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.postgres_errors import PostgresError
from golive_tui.probes.look.postgres_session import Login, Session
from golive_tui.probes.look.stages import Stages
from tests.probes import postgres_stub as stub
from tests.probes.fault_server import serving


async def test_libpq_is_handed_addresses_and_keeps_the_name_for_tls() -> None:
    info = await Login.read("postgresql://u:p%40ss@localhost:5433/shop").addressed(Stages())
    assert "host=localhost" in info
    assert "hostaddr=" in info
    assert "application_name=golive" in info
    several = Login.read("host=a,b port=1,2 dbname=shop")
    assert "hostaddr" not in await several.addressed(Stages())
    assert "hostaddr=127.0.0.1" in await Login.read("host=127.0.0.1").addressed(Stages())


def test_the_password_is_known_so_that_it_can_be_kept_out() -> None:
    assert Login.read("postgresql://u:p%40ss@h/").password == "p@ss"
    assert Login.read("postgresql://h/").password == ""


@pytest.mark.parametrize("port", ["0", "70000", "x"])
async def test_a_port_that_is_none(port: str) -> None:
    with pytest.raises(InputError):
        await Login.read(f"host=127.0.0.1 port={port}").addressed(Stages())


async def test_a_session_knows_its_stages_and_closes_twice() -> None:
    stages = Stages()
    answer = stub.error("42P01", "no table", "ERROR") + stub.READY
    async with serving(stub.letting_in(answer)) as server:
        login = Login.read(f"postgresql://u@127.0.0.1:{server.port}/")
        session = await Session.opened(login, stages)
        assert set(stages.seconds) == {"connect", "login"}
        assert session.ip == "127.0.0.1"
        with pytest.raises(PostgresError) as caught:
            await session.run("SELECT")
        assert caught.value.state == "42P01"
        with pytest.raises(PostgresError):
            await session.run("SELECT")
        session.close()
        session.close()
