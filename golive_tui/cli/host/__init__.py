"""What this host is like for a launch: one file a subject, each a list of findings.

May import every room; nothing here imports Textual, and nothing is changed for good. Start reading
at `finding.py`; `golive_tui/cli/doctor.py` puts the files in order.
"""
