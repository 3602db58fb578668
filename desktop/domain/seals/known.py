"""Residents the office knows from earlier entries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownResident:
    """A resident as their newest entry says, with what was put right since. `use` is that entry."""

    use: int
    name: str
    id_number: str
    phone: str
    address: str
