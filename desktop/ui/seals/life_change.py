"""修改印章资料: what is written of a seal is put right, or somebody else approves its use from now on."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.domain.people import Account, Role
from desktop.domain.seals.life import SealLife
from desktop.domain.seals.life.changing import may_appoint, may_describe
from desktop.domain.seals.life.rules import KINDS, SHAPES
from desktop.i18n import _
from desktop.services import people, seals
from desktop.ui.desk import Desk
from desktop.ui.seals.life_form import Form
from desktop.ui.widgets.fields import ComboField, Field, LineField, NumberField


def ask_change(owner: QWidget, desk: Desk, life: SealLife) -> None:
    """Asks what is to be written of a seal, as far as this person may change it."""
    desk.run(owner, people.list_people, lambda everyone: _ask(owner, desk, life, everyone))


def _ask(owner: QWidget, desk: Desk, life: SealLife, everyone: Sequence[Account]) -> None:
    seal, clerk = life.seal, desk.office.clerk
    name, issuer, code, material = LineField(), LineField(), LineField(), LineField()
    for line, value in (
        (name, seal.name),
        (issuer, seal.issuer),
        (code, seal.book_code),
        (material, seal.material),
    ):
        line.set_text(value)
    size = NumberField(1, 99)
    size.set_raw(str(seal.diameter_mm))
    kind = ComboField([("", _("请选择"))] + [(each, each) for each in KINDS])
    kind.set_key(seal.kind)
    shape = ComboField([(each, each) for each in dict.fromkeys((*SHAPES, seal.shape))])
    shape.set_key(seal.shape)
    approvers = [(person.number, person.name) for person in everyone if person.has(Role.APPROVER)]
    approver = ComboField(approvers)
    if seal.approver not in dict(approvers):
        approver.set_items([(seal.approver, life.approver_name), *approvers])
    approver.set_key(seal.approver)
    fields = []
    if may_describe(clerk, seal):
        fields += [
            ("seal_name", Field(_("印章全称"), name)),
            ("issuer", Field(_("落款单位"), issuer)),
            ("book_code", Field(_("代字"), code)),
            ("kind", Field(_("种类"), kind)),
            ("diameter_mm", Field(_("直径（毫米）"), size)),
            ("shape", Field(_("式样"), shape)),
            ("material", Field(_("材质"), material, optional=True)),
        ]
    if may_appoint(clerk, seal):
        fields.append(("approver", Field(_("批准人"), approver)))
    ask = Form(
        owner.window(),
        _("修改“{name}”的资料？").format(name=seal.name),
        _(
            "只改写错了的资料，和换批准人。印面换了名称或大小的是另一枚章，请登记刻制。"
            "管理人用移交来换；今年已有登记的，代字明年才能改。原来的写法留在全部记录里。"
        ),
        _("保存"),
        fields,
        wide=("seal_name",),
    )

    def go() -> None:
        person = approver.key()
        after = replace(
            seal,
            name=name.text(),
            issuer=issuer.text(),
            book_code=code.text(),
            kind=str(kind.key() or ""),
            diameter_mm=size.value() or 0,
            shape=str(shape.key()),
            material=material.text(),
            approver=person if isinstance(person, int) else seal.approver,
        )
        desk.run(
            ask,
            lambda office: seals.change_seal(office, after, seal),
            lambda _life: ask.accept(),
            lambda problems: ask.show_problems(list(problems)),
        )

    ask.confirmed.connect(go)
    ask.open()
