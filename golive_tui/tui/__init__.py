"""The dashboard: what a person sees of a launch, and the keys that act on it.

May import client, launch, checklist and the ground modules; never engine, store or probes.
Start reading in ground/terminal.py (what the terminal can carry) and ground/app.py.
"""
