"""A person is looked up by ID number through the indexes, never by reading the whole register."""

from typing import Any

from sqlalchemy import event

from desktop.domain.seals import State
from desktop.services.office import Office
from desktop.storage import privacy
from tests.builders import id_number, with_agent
from tests.conftest import MakeUse


def plan_of(office: Office, wanted: str) -> list[str]:
    """How the database looks for the entries of a person of this ID number."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        asked.append((statement, parameters))

    with office.read() as work:
        event.listen(office.database.engine, "before_cursor_execute", note)
        privacy.mentions(work, "", wanted)
        event.remove(office.database.engine, "before_cursor_execute", note)
        looked = [(text, given) for text, given in asked if "UNION ALL" in text]
        assert len(looked) == 1
        text, given = looked[0]
        return [str(row[3]) for row in work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)]


def test_a_person_is_found_by_id_number_without_reading_the_register(
    handler: Office, make_use: MakeUse
) -> None:
    use = make_use(State.TO_APPROVE)
    plan = plan_of(handler, id_number())
    assert [line for line in plan if line.startswith("SCAN")] == []
    assert {line.split(" INDEX ")[1].split(" (")[0] for line in plan if "ix_" in line} == {
        "ix_seal_uses_applicant_id_number",
        "ix_seal_uses_agent_id_number",
        "ix_taken_uses_applicant_id_number",
    }
    with handler.read() as work:
        assert [found.use for found in privacy.mentions(work, "", id_number())] == [use.seq]


def test_an_agent_is_found_by_id_number(handler: Office, make_use: MakeUse) -> None:
    request = with_agent()
    use = make_use(
        State.TO_APPROVE,
        materials=request.materials,
        agent_name=request.agent_name,
        agent_id_number=request.agent_id_number,
        agent_relation=request.agent_relation,
    )
    with handler.read() as work:
        found = privacy.mentions(work, "", request.agent_id_number)
    assert [(one.use, one.role) for one in found] == [(use.seq, "agent")]
