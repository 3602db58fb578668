"""A list too long to hold: its records are read page by page, as they come into sight."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

KEPT = 40
"""How many pages are held; the one not looked at for longest goes first."""


class PagedRecords(Sequence[Any]):
    """`count` records, `size` a page. `wanted` is called once with the number of each page that is missing.

    A record whose page has not been read yet is None.
    """

    def __init__(self, count: int, size: int, wanted: Callable[[int], None]) -> None:
        self._count, self.size, self._wanted = count, size, wanted
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(self._count))]
        number, row = divmod(place, self.size)
        if number not in self._pages and number not in self._asked:
            self._asked.add(number)
            self._wanted(number)
        page = self._pages.get(number, ())
        if page:
            self._pages.move_to_end(number)
        return page[row] if row < len(page) else None

    def put(self, number: int, records: Sequence[Any]) -> range:
        """Takes a page that was read. Gives the rows it fills."""
        self._asked.discard(number)
        self._pages[number] = records
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return range(number * self.size, min(self._count, (number + 1) * self.size))

    def held(self) -> Iterator[tuple[int, Any]]:
        """The rows that are there now, with their records."""
        for number, page in self._pages.items():
            for row, record in enumerate(page):
                yield number * self.size + row, record
