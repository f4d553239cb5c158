"""Whether a certificate is for a name."""

from collections.abc import Mapping, Sequence

from golive_tui.probes.look.reasons import Reading


def lacking(wanted: Sequence[str], names: Sequence[str]) -> list[str]:
    """The wanted names that the certificate's names do not cover.

    `*.example.com` covers one label, `api.example.com` and not `a.b.example.com` (RFC 6125,
    6.4.3); a wildcard that is wanted must itself be there.
    """
    have = {_plain(name) for name in names}
    return [name for name in wanted if not _covered(_plain(name), have)]


def wrong_names(wanted: Sequence[str], facts: Mapping[str, object]) -> Reading | None:
    """What speaks against the certificate of these facts; None where it is for all names."""
    if not wanted:
        return None
    names = facts.get("names")
    if not isinstance(names, list):
        return Reading("error", "inconclusive", "the names of the certificate cannot be read")
    missing = lacking(wanted, [str(name) for name in names])
    if not missing:
        return None
    return Reading("fail", "tls.hostname", f"the certificate is not for {', '.join(missing)}")


def _covered(name: str, have: set[str]) -> bool:
    if name in have:
        return True
    label, _, rest = name.partition(".")
    return label != "*" and bool(label and rest) and f"*.{rest}" in have


def _plain(name: str) -> str:
    return name.strip().lower().removesuffix(".")
