"""The dashboard itself: tree, probe panels, timer, event tail, at every size of terminal.

May import the desk, the frame, the ground, launch and checklist. Start reading in dash.py.
"""
