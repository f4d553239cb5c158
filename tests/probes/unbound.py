"""A real unbound of the tests, which answers for zones of its own."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.probes.services import program, running
from tests.support.waiting import wait_until

ZONE = """$ORIGIN flow.test.
@ 3600 IN SOA ns1 ops 1 3600 600 86400 60
@ 3600 IN NS ns1
@ 3600 IN NS ns2
ns1 3600 IN A 127.0.0.1
ns2 3600 IN A 127.0.0.2
api {ttl} IN A {address}
www {ttl} IN CNAME api
"""


@contextlib.contextmanager
def unbound(folder: Path, ip: str, port: int, zone: str) -> Iterator[str]:
    """Answers for flow.test on that address and port; skips where there is no unbound."""
    folder.mkdir()
    (folder / "flow.test").write_text(zone)
    (folder / "unbound.conf").write_text(
        f"""server:
  interface: {ip}@{port}
  access-control: 127.0.0.0/8 allow
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "{folder}"
  pidfile: "{folder}/pid"
  use-syslog: no
  do-not-query-localhost: yes
  module-config: "iterator"
  local-zone: "test." nodefault
auth-zone:
  name: "flow.test"
  zonefile: "{folder}/flow.test"
  for-upstream: no
  for-downstream: yes
remote-control:
  control-enable: no
"""
    )
    argv = [program("unbound", "usr/sbin"), "-d", "-c", str(folder / "unbound.conf")]
    with running(argv, folder):
        wait_until(lambda: "start of service" in (folder / "log").read_text())
        yield f"{ip}:{port}"
