"""What happens to a rehearsal, as lines for people."""

from golive_tui.launch.fault_facts import FaultFact, RehearsalFaulted


def fault_sentence(who: str, fact: FaultFact) -> str:
    """One line, not cleaned yet: what it was made to suffer, or what is mended."""
    if not isinstance(fact, RehearsalFaulted):
        return f"{who} mended the rehearsal: {fact.name or 'everything'}"
    named = f"{fact.fault} ({fact.name})" if fact.name != fact.fault else fact.fault
    said = ", ".join(f"{key} {value}" for key, value in fact.settings.items())
    return f"{who} made the rehearsal fail: {named}{f': {said}' if said else ''}"
