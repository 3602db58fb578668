"""How the columns of a list share its width, and what is remembered of a width that somebody drew."""

from collections.abc import Mapping, Sequence

from desktop.ui.theme import LARGE_SCALE, theme
from desktop.ui.widgets.records import Column

LEAST = 40
"""No column is drawn narrower, in pixels."""


def share(columns: Sequence[Column], room: int, drawn: Mapping[str, int]) -> dict[int, int]:
    """The width of each column that is shown, by its place, in pixels. `drawn` holds what somebody drew, by key.

    Columns give way by their priority; those that stretch take the rest. Where drawn widths leave no room for
    the columns that must stay, the design's own are taken: no column ever stands outside the list.
    """
    for wanted in (drawn, {}):
        widths = {place: theme().scaled(wanted.get(c.key, c.width)) for place, c in enumerate(columns)}
        for place in sorted(widths, key=lambda place: -columns[place].priority):
            if columns[place].priority and sum(widths.values()) > room:
                del widths[place]
        if sum(widths.values()) <= room:
            break
    spare = max(0, room - sum(widths.values()))
    stretching = [place for place in widths if columns[place].stretch]
    for place in stretching:
        widths[place] += spare // len(stretching)
    return widths


def as_drawn(columns: Sequence[Column], shown: Mapping[int, int]) -> dict[str, int]:
    """What to remember of the columns as they stand now, so that `share` gives them the same widths again."""
    stretching = [place for place in shown if columns[place].stretch]
    spare = min((shown[place] - theme().scaled(columns[place].width) for place in stretching), default=0)
    return {
        columns[place].key: _normal(width - max(0, spare) if columns[place].stretch else width)
        for place, width in shown.items()
    }


def _normal(width: int) -> int:
    """A width in 大字, as it is in normal type; rounded up, so that it comes back as it was."""
    return -(-width * LARGE_SCALE[1] // LARGE_SCALE[0]) if theme().large else width
