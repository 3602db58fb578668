"""Where each entry stands, derived from the registers for the lists: its line, the counts, the search index."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from desktop.domain import seals as rules
from desktop.domain.seals.rules import AFTER_STEP
from desktop.domain.seals.takeover import Mark
from desktop.domain.text.names import pinyin_keys, search_key
from desktop.storage.base import from_json
from desktop.storage.database import Work
from desktop.storage.seals import words
from desktop.storage.seals.tables import UseCount, UseState

TAKEN_OFFSET = "+08:00"
"""Where the days of old registers were: their books know no hours, and all offices live by China's."""
COUNT_KEY = ("seal", "year", "month", "matter", "handler", "state")
COUNTED = ("copies", "impressions", "kept_pages")

_ADD_STATE = insert(UseState)
_STATE = select(UseState.__table__).where(UseState.use == bindparam("of"))
_CHANGE_STATE = update(UseState).where(UseState.use == bindparam("of"))
_ADD_COUNT = insert(UseCount)
_CHANGE_COUNT = (
    update(UseCount)
    .where(*(getattr(UseCount, name) == bindparam(f"of_{name}") for name in COUNT_KEY))
    .values({name: getattr(UseCount, name) + bindparam(f"more_{name}") for name in ("entries", *COUNTED)})
)


def put_states(work: Work, states: list[dict[str, object]]) -> None:
    """Puts new entries into the lists, the counts and the search index."""
    work.connection.execute(_ADD_STATE, states)
    counts: dict[tuple[object, ...], list[int]] = {}
    for state in states:
        _count(counts, state, 1)
    _add_counts(work, counts)
    words.add(work, ((state["use"], state["search"]) for state in states))  # type: ignore[misc]


def change_state(work: Work, state: dict[str, object]) -> None:
    """Changes an entry's line in the lists and the counts. What it is found by does not change."""
    before = dict(work.connection.execute(_STATE, {"of": state["use"]}).mappings().one())
    work.connection.execute(_CHANGE_STATE, {**state, "of": state["use"]})
    counts: dict[tuple[object, ...], list[int]] = {}
    _count(counts, before, -1)
    _count(counts, state, 1)
    _add_counts(work, counts)


def count_key(state: Any) -> tuple[object, ...]:
    """Under which count an entry's line falls; 0 stands for no matter and no handler."""
    return tuple(0 if state[name] is None else state[name] for name in COUNT_KEY)


def _count(counts: dict[tuple[object, ...], list[int]], state: Any, sign: int) -> None:
    found = counts.setdefault(count_key(state), [0] * (1 + len(COUNTED)))
    for place, value in enumerate((1, *(state[name] for name in COUNTED))):
        found[place] += sign * value


def _add_counts(work: Work, counts: dict[tuple[object, ...], list[int]]) -> None:
    for key, more in counts.items():
        if not any(more):
            continue
        named = dict(zip(COUNT_KEY, key, strict=True))
        added = dict(zip(("entries", *COUNTED), more, strict=True))
        changed = work.connection.execute(
            _CHANGE_COUNT,
            {f"of_{name}": value for name, value in named.items()}
            | {f"more_{name}": value for name, value in added.items()},
        )
        if changed.rowcount == 0:
            work.connection.execute(_ADD_COUNT, named | added)


def derived_state(row: Any, steps: Iterable[Any], kept_pages: int) -> dict[str, object]:
    """What `use_states` must say of an entry with these steps; verification compares it with what stands there.

    A use entered afterwards (补录) stands at its real time.
    """
    state, at, sealed_at, impressions = rules.State.TO_VERIFY, row.submitted_at, None, 0
    approver, keeper_approved = None, False
    for step in steps:
        kind = rules.StepKind(step.kind)
        state = AFTER_STEP[kind]
        if kind is rules.StepKind.APPROVED:
            approver, keeper_approved = step.by, step.keeper_approved
        if kind is rules.StepKind.SEALED:
            at = sealed_at = row.used_at or step.at
            impressions = step.impressions or 0
    return {
        "use": row.seq,
        "seal": row.seal,
        "year": row.year,
        "running": row.running,
        "matter": row.matter,
        "handler": row.handler,
        "approver": approver,
        "state": state.value,
        "at": at,
        "month": at[:7],
        "sealed_at": sealed_at,
        "copies": row.copies,
        "impressions": impressions,
        "kept_pages": kept_pages,
        "keeper_approved": keeper_approved,
        "taken_over": False,
        "search": search_text(row),
    }


def taken_state(row: Any) -> dict[str, object]:
    """What `use_states` must say of an entry taken over: filed, or void, and approved by nobody of this office."""
    at = f"{row.used_on}T00:00:00{TAKEN_OFFSET}"
    state = rules.State.VOID if Mark.VOID in from_json(row.marks) else rules.State.FILED
    return {
        "use": row.seq,
        "seal": row.seal,
        "year": row.year,
        "running": row.running,
        "matter": row.matter,
        "handler": None,
        "approver": None,
        "state": state.value,
        "at": at,
        "month": at[:7],
        "sealed_at": at,
        "copies": row.copies,
        "impressions": 0,
        "kept_pages": 0,
        "keeper_approved": False,
        "taken_over": True,
        "search": taken_search_text(row),
    }


def taken_search_text(row: Any) -> str:
    """What an entry taken over is found by: number, name in characters and pinyin, the old book's words."""
    parts = [str(row.running), row.number.replace(" ", ""), row.document, row.matter_written, row.recipient]
    if row.applicant_name:
        parts += [search_key(row.applicant_name), *pinyin_keys(row.applicant_name)]
    return "\n".join(part for part in parts if part).casefold()


def search_text(row: Any) -> str:
    """What an entry is found by: number, names in characters and pinyin, document, recipient."""
    parts = [str(row.running), row.number.replace(" ", ""), row.document, row.recipient]
    for name in (row.applicant_name, row.agent_name):
        if name:
            parts += [search_key(name), *pinyin_keys(name)]
    return "\n".join(parts).casefold()
