"""What is asked before the launch is changed: one small dialog for each kind of act.

May import the desk, the ground, launch and checklist. Start reading in item.py. A dialog only
makes a request and hands it to the desk; esc always means that nothing happened.
"""
