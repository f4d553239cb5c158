"""The reports of Trivy, npm audit and OWASP ZAP, each told by its content and counted.

A report that looked at nothing proves nothing: no results, no dependencies, no site is not the
same as no findings. Each reader raises InputError for such a report, and for one of another shape.
"""

from collections.abc import Mapping

from golive_tui.errors import InputError
from golive_tui.probes.look.json_parts import amount, mapping, mappings, words
from golive_tui.probes.look.report_date import read_time
from golive_tui.probes.look.scan_counts import Findings

Document = Mapping[str, object]


def is_trivy(document: Document) -> bool:
    """Trivy's JSON since version 0.20 (SchemaVersion 2)."""
    return "SchemaVersion" in document and ("ArtifactName" in document or "Results" in document)


def read_trivy(document: Document) -> Findings:
    """Vulnerabilities, failed checks of configuration, secrets and licences, all alike."""
    if document.get("SchemaVersion") != 2:
        raise InputError("it is of Trivy, but not of SchemaVersion 2")
    found = Findings(
        format="trivy",
        tool="Trivy",
        target=words(document.get("ArtifactName")),
        told=read_time(document.get("CreatedAt")),
    )
    results = mappings(document.get("Results"))
    if not results:
        raise InputError("it has no Results: Trivy has looked at nothing")
    for result in results:
        for part in ("Vulnerabilities", "Secrets", "Licenses"):
            for finding in mappings(result.get(part)):
                found.add(finding.get("Severity"))
        for check in mappings(result.get("Misconfigurations")):
            if check.get("Status") == "PASS":
                continue
            if check.get("Status") == "EXCEPTION":
                found.suppressed += 1
            else:
                found.add(check.get("Severity"))
        found.suppressed += len(mappings(result.get("ExperimentalModifiedFindings")))
    return found


def is_npm_audit(document: Document) -> bool:
    """`npm audit --json` of npm 7 and later; also when it only tells why it could not."""
    return "auditReportVersion" in document or (
        set(mapping(document.get("error"))) >= {"code", "summary"}
    )


def read_npm_audit(document: Document) -> Findings:
    """One finding a package, as npm counts; its sums must be those of its list."""
    if "error" in document:
        why = words(mapping(document["error"]).get("summary"))
        raise InputError(f"npm audit could not look: {why}")
    if document.get("auditReportVersion") != 2:
        raise InputError("it is of npm audit, but not of auditReportVersion 2")
    found = Findings(format="npm-audit", tool="npm audit")
    for package in mapping(document.get("vulnerabilities")).values():
        found.add(mapping(package).get("severity"))
    metadata = mapping(document.get("metadata"))
    told = mapping(metadata.get("vulnerabilities"))
    for theirs, ours in (
        ("critical", "critical"),
        ("high", "high"),
        ("moderate", "medium"),
        ("low", "low"),
        ("info", "info"),
    ):
        number = amount(told.get(theirs))
        if number != found.counts[ours]:
            held = found.counts[ours]
            raise InputError(f"it tells of {told.get(theirs, 'no')} {theirs}, and holds {held}")
    if not amount(mapping(metadata.get("dependencies")).get("total")):
        raise InputError("npm audit has looked at no dependency")
    return found


def is_zap(document: Document) -> bool:
    """ZAP's traditional JSON report, with or without requests."""
    return "@version" in document and "site" in document


def read_zap(document: Document) -> Findings:
    """One finding an alert, however many pages have it. ZAP knows no critical risk."""
    sites = document.get("site")
    listed = mappings([sites] if isinstance(sites, Mapping) else sites)
    if not listed:
        raise InputError("it has no site: ZAP has looked at nothing")
    found = Findings(
        format="zap",
        tool=f"ZAP {words(document.get('@version'), 40)}",
        target=", ".join(words(site.get("@name")) for site in listed[:3]),
        told=read_time(document.get("created")) or read_time(document.get("@generated")),
    )
    for site in listed:
        if not isinstance(site.get("alerts"), list):
            raise InputError("a site in it has no list of alerts")
        for alert in mappings(site["alerts"]):
            if amount(alert.get("confidence")) == 0:  # a person called it a false positive
                found.suppressed += 1
                continue
            risk = amount(alert.get("riskcode"))
            levels = ("info", "low", "medium", "high")
            found.add(levels[risk] if risk is not None and risk < 4 else None)
    return found
