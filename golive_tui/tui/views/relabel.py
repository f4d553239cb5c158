"""Has the frame say anew where one is: a view moved its cursor."""

from textual.widget import Widget

from golive_tui.tui.frame.frame import Frame


def relabel(widget: Widget) -> None:
    """Crumbs and keys, for where the cursor is now."""
    if widget.is_attached and isinstance(frame := widget.screen, Frame):
        frame.label()
