"""How far a printer is off, from what was measured on its test sheet."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.printing import MOST_OFFSET_TENTHS, Offset, check_offset, offset_from


@given(st.integers(0, 1200), st.integers(0, 1200))
def test_what_was_measured_and_the_offset_come_to_what_is_due(left: int, top: int) -> None:
    offset = offset_from(left, top, 500, 600)
    assert (left + offset.right, top + offset.down) == (500, 600)


def test_a_centimetre_off_is_a_printer_more_is_a_mistake() -> None:
    most = MOST_OFFSET_TENTHS
    assert check_offset(Offset(most, -most)) == []
    found = check_offset(Offset(most + 1, -most - 1))
    assert [(problem.rule, problem.field) for problem in found] == [
        ("printing.offset", "right"),
        ("printing.offset", "down"),
    ]
