import os
import ssl
from pathlib import Path
from types import SimpleNamespace

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look import contexts
from golive_tui.probes.look.contexts import client_context, offering
from tests.probes.certificates import Authority


def test_a_policy_has_one_context() -> None:
    assert client_context() is client_context()
    assert client_context(alpn=("h2",)) is not client_context()


def test_the_policy_is_the_same_on_every_python() -> None:
    """3.13 adds VERIFY_X509_STRICT to what it makes by default; here flags are set, not added."""
    context = client_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.verify_flags == contexts.FLAGS
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_without_verifying_nothing_is_verified() -> None:
    context = client_context(verify=False)
    assert context.verify_mode is ssl.CERT_NONE
    assert not context.check_hostname


def test_an_authority_of_ones_own_is_the_only_one(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    context = client_context(ca=authority.pem)
    assert context.cert_store_stats()["x509_ca"] == 1
    os.utime(authority.pem, (1, 1))
    assert client_context(ca=authority.pem) is not context


def test_a_file_without_certificates_is_a_wrong_setting(tmp_path: Path) -> None:
    empty = tmp_path / "ca.pem"
    empty.write_text("no certificate")
    for name in (str(empty), str(tmp_path / "nowhere.pem")):
        with pytest.raises(InputError, match="cannot be read"):
            client_context(ca=name)


def test_a_host_without_authorities_gets_those_of_httpx(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = SimpleNamespace(cafile=None, capath=None)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    assert contexts._trusting("").cert_store_stats()["x509_ca"] > 10


def test_an_old_version_is_offered_on_purpose() -> None:
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_3):
        context = offering(version, version, ("h2",))
        assert (context.minimum_version, context.maximum_version) == (version, version)
        assert context.verify_mode == ssl.CERT_NONE
