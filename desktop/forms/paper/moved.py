"""A finished paper moved on its sheet, for a printer that sets everything a little off. Its size stays 100 %."""

from io import BytesIO

import pikepdf

from desktop.domain.printing import Offset
from desktop.forms.paper.geometry import MM


def move(pdf: bytes, offset: Offset) -> bytes:
    """The same pages, all moved by `offset`; the very same bytes where there is nothing to move."""
    if offset == Offset():
        return pdf
    right, up = offset.right / 10 * MM, -offset.down / 10 * MM
    moved = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_add(f"q 1 0 0 1 {right:.4f} {up:.4f} cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
        document.save(moved, deterministic_id=True)
    return moved.getvalue()
