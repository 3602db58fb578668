"""The page of GB/T 9704-2012 in millimetres, and the step and pitch of its grid."""

# Points in one millimetre.
MM = 72 / 25.4

A4_WIDTH, A4_HEIGHT = 210.0, 297.0
# 天头, 订口 and 版心. Source: GB/T 9704-2012, 5.2.1 and 5.2.2.
TOP, LEFT = 37.0, 28.0
BLOCK_WIDTH, BLOCK_HEIGHT = 156.0, 225.0
RIGHT, BOTTOM = LEFT + BLOCK_WIDTH, TOP + BLOCK_HEIGHT
# 22 lines of 28 characters. Source: GB/T 9704-2012, 5.2.3.
LINES, CHARACTERS = 22, 28
PITCH = BLOCK_HEIGHT / LINES
STEP = BLOCK_WIDTH / CHARACTERS
# 3 号 and 2 号, in points.
BODY_SIZE, TITLE_SIZE = 16.0, 22.0
# 28 characters of 16 pt are 158 mm; each is set this much tighter (points) to fill 156 mm.
BODY_SPACING = STEP * MM - BODY_SIZE

# How far a line of ideographs reaches above and below its baseline, in em.
ASCENT, DESCENT = 0.88, 0.12


def baseline(top: float, height: float, size: float) -> float:
    """Where the baseline of `size` points lies (mm from the page's top), the line centred in a strip."""
    return top + height / 2 + (ASCENT - DESCENT) / 2 * size / MM


def line_top(number: int) -> float:
    """The upper edge of line `number` (from 0) of the grid, in mm from the page's top."""
    return TOP + number * PITCH
