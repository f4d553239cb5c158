"""The frame around every view: strip, tabs, crumbs, notices, keys, and the modes themselves.

May import the desk, the ground, launch and checklist. Start reading in modes.py, which names the
views, and view.py, which says what one is.
"""
