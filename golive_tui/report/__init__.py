"""Tell: what a launch is, as documents for scripts and people. Pure: values in, values out.

May import `store` (to be handed what it read), `launch` and below. Start reading at `status.py`.
"""
