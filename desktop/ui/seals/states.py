"""How the nine states look: icon and word, and a coloured chip only for what waits."""

from desktop.domain.seals import State

STATE_CHIPS = {
    State.DRAFT: ("neutral", "draft"),
    State.TO_VERIFY: ("pri", "finding"),
    State.TO_APPROVE: ("pri", "clock"),
    State.TO_SEAL: ("pri", "seal"),
    State.TO_KEEP: ("warn", "scan"),
    State.FILED: ("plain", "check"),
    State.RETURNED: ("neutral", "return"),
    State.REFUSED: ("neutral", "refused"),
    State.VOID: ("neutral", "void"),
}
"""Kind and icon of each state's chip (design guide §5, States)."""
