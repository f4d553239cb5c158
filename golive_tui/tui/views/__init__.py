"""The other views and the overlays over all of them: probes, timer, events, who, item, help, here.

May import the desk, the frame, the dash's row builders, the ground, launch and checklist. What is
shown is made in plain rows (`*_rows.py`, pure); the widgets beside them only place it. Start
reading in rows.py and sheet.py, then probes.py.
"""
