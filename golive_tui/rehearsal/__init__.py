"""Practise: the launch of a checklist against a stand-in of the customer's backend.

May import everything below `tui`, never `tui` itself; the engine is the real one, unchanged.
Start reading at `stand_in/serve.py`.
"""
