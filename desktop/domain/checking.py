"""Checking a paper: what its QR says, and what the signature and the register say of it.

A paper carries its key facts in clear (masked) and the office's signature over them. Whoever receives it can
compare the facts with the print and check the signature with the office's public key alone, without a network;
the office can say whether its register holds the paper, and in which state.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.ledger import canonical
from desktop.domain.problems import Problem, Refused
from desktop.i18n import _

VERSION = 1
SIGNATURE_BYTES = 64
"""An Ed25519 signature. Source: RFC 8032, 5.1.6."""

TITLES = {
    "number": _("编号"),
    "document": _("文书"),
    "name": _("姓名"),
    "id": _("公民身份号码"),
    "to": _("送交单位"),
    "copies": _("份数"),
    "date": _("日期"),
}
"""The facts that are compared with the paper, in the order in which they are read out."""
TECHNICAL = frozenset({"v", "office", "facts", "wording"})
"""What a QR also holds: its layout, the office's mark, the digest of all printed facts, the wording's version."""
NEEDED = frozenset({"v", "office", "number", "date", "facts"})

PRINTED = {
    "number": _("编号"),
    "matter": _("事项"),
    "document": _("文书"),
    "name": _("姓名"),
    "id_number": _("公民身份号码"),
    "address": _("住址"),
    "recipient": _("送交单位"),
    "purpose": _("用途"),
    "statement": _("现实表现"),
    "copies": _("份数"),
    "visited_on": _("核实日期"),
}
"""All facts that a paper prints, by their names in a file of facts. What a paper does not print is empty."""
OWN = {"paper": _("文书内容")}
"""What the facts of a paper of the office's own hold besides: the digest of what stands on it."""


class Verdict(StrEnum):
    """What a check comes to. Only the first says that the paper holds."""

    GENUINE = "genuine"
    SIGNED = "signed"
    UNCHECKED = "unchecked"
    NOT_SEALED = "not_sealed"
    REISSUED = "reissued"
    VOID = "void"
    CHANGED = "changed"
    OTHER_MATTER = "other_matter"
    FORGED = "forged"
    FOREIGN = "foreign"
    UNSIGNED = "unsigned"
    NO_SUCH_NUMBER = "no_such_number"
    LOST = "lost"
    NEVER_APPROVED = "never_approved"
    NO_SUCH_CODE = "no_such_code"
    FACTS_DIFFER = "facts_differ"


HOLDS = frozenset({Verdict.GENUINE, Verdict.SIGNED, Verdict.UNCHECKED, Verdict.NOT_SEALED})
"""The verdicts that find nothing against the paper."""


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What the QR of a paper says: its facts, and the signature over them (empty when there is none)."""

    facts: Mapping[str, object]
    signature: bytes

    @property
    def office(self) -> str:
        """The mark of the office that is said to have issued the paper."""
        return str(self.facts["office"])

    @property
    def number(self) -> str:
        """The register number that the paper bears."""
        return str(self.facts["number"])

    @property
    def digest(self) -> str:
        """The digest of all printed facts, in hexadecimal."""
        return str(self.facts["facts"])

    def signed_bytes(self) -> bytes:
        """The bytes that the office signed."""
        return canonical(dict(self.facts))


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register holds under a number.

    `facts` is empty when no paper was ever approved. `is_void` and `is_sealed` say how far the entry came; `state`
    is its word, `corrected_by` the number that put it right.
    """

    number: str
    facts: Mapping[str, object]
    state: str
    is_void: bool
    is_sealed: bool
    void_reason: str = ""
    corrected_by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer: the verdict, its words, the facts to compare with the paper, and what differs.

    `lines` are (title, value) pairs; `differs` holds (title, on the paper, in the register).
    """

    verdict: Verdict
    message: str
    lines: tuple[tuple[str, str], ...] = ()
    differs: tuple[tuple[str, str, str], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found against the paper."""
        return self.verdict in HOLDS


def _refuse(message: str, field: str = "text") -> Refused:
    return Refused([Problem("checking.code", message, field)])


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """A JSON object whose names stand in it once; a name given twice could show one value and sign another."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name given twice")
    return made


def is_code(text: str) -> bool:
    """Whether a text can only be meant as the content of a QR."""
    return text.lstrip().startswith("{")


def read_code(text: str) -> PaperCode:
    """What a QR says. Raises `Refused` when it is not the code of a paper of this program."""
    try:
        data = json.loads(text, object_pairs_hook=_once)
        facts = {name: value for name, value in data.items() if name != "sig"}
        canonical(facts)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _refuse(_("这不是有据文书的二维码。内容读不懂。请对准纸脚的二维码重新扫一次。")) from error
    version = facts.get("v")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise _refuse(_("这张纸是更新版本的有据做的。这里的版本读不懂。请先升级程序。"))
    if version != VERSION or isinstance(version, bool) or not facts.keys() >= NEEDED:
        raise _refuse(_("这不是有据文书的二维码。内容不全。请对准纸脚的二维码重新扫一次。"))
    unknown = sorted(facts.keys() - TITLES.keys() - TECHNICAL)
    if unknown:
        raise _refuse(_("二维码里多出“{name}”。有据不写这一项。请向出具单位核对。").format(name=unknown[0]))
    for name, value in facts.items():
        wanted = int if name in ("v", "copies", "wording") else str
        if type(value) is not wanted:
            raise _refuse(_("二维码里“{name}”的写法不对。请向出具单位核对。").format(name=name))
    return PaperCode(facts, _signature(data.get("sig")))


def _signature(value: object) -> bytes:
    """The signature, or nothing when it is missing or cut."""
    try:
        found = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        return b""
    return found if len(found) == SIGNATURE_BYTES else b""


def lines_of(facts: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The facts as they are read out to be compared with the paper."""
    return tuple(
        (title, str(facts[name])) for name, title in TITLES.items() if facts.get(name) not in ("", None)
    )


def facts_digest(facts: Mapping[str, object]) -> str:
    """The digest of all printed facts. Raises `Refused` for a name or a value that no paper has."""
    problems = []
    for name, value in facts.items():
        if name not in PRINTED and name not in OWN:
            message = _("没有“{name}”这一项。可写的有：{names}。").format(name=name, names="、".join(PRINTED))
            problems.append(Problem("checking.fact", message, name))
        elif name == "copies" and (isinstance(value, bool) or not isinstance(value, int)):
            problems.append(Problem("checking.fact", _("份数要写整数。请改正。"), name))
        elif name != "copies" and not isinstance(value, str) and not (name == "visited_on" and value is None):
            problems.append(Problem("checking.fact", _("这一项要写文字。请照纸上抄写。"), name))
    if problems:
        raise Refused(problems)
    whole = {name: facts.get(name, None if name in ("copies", "visited_on") else "") for name in PRINTED}
    whole |= {name: facts[name] for name in OWN if facts.get(name)}
    return hashlib.sha256(canonical(whole)).hexdigest()


def check_alone(code: PaperCode) -> Finding:
    """What can be said with nothing but the QR: the facts, to be compared with the paper."""
    if not code.signature:
        return _unsigned(code)
    message = _("还没有核对签名。请先逐项对照纸上的内容；再用 --public-key 或 --office 核对签名。")
    return Finding(Verdict.UNCHECKED, message, lines_of(code.facts))


def _unsigned(code: PaperCode) -> Finding:
    message = _("二维码里没有签名，或者签名残缺。有据的正式文书都有签名。请向出具单位核对。")
    return Finding(Verdict.UNSIGNED, message, lines_of(code.facts))


def _foreign(code: PaperCode, office: str) -> Finding:
    message = _("这是另一个单位的文书（{theirs}），不是 {ours} 的。请用出具单位的公开钥匙核对。")
    return Finding(Verdict.FOREIGN, message.format(theirs=code.office, ours=office), lines_of(code.facts))


def check_by_key(code: PaperCode, *, key_office: str, signature_holds: bool) -> Finding:
    """What the public key alone can say. `key_office` is empty when the key does not say whose it is."""
    if not code.signature:
        return _unsigned(code)
    if key_office and key_office != code.office:
        return _foreign(code, key_office)
    if not signature_holds:
        message = _("签名对不上。内容被改过，或者不是这把钥匙签的。请不要采用，并向出具单位核对。")
        return Finding(Verdict.FORGED, message, lines_of(code.facts))
    message = _("签名对得上。请逐项对照纸上的内容；以后有没有作废，要向出具单位查。")
    return Finding(Verdict.SIGNED, message, lines_of(code.facts))


def check_in_register(
    code: PaperCode, *, office: str, registered: Registered | None, signature_holds: bool
) -> Finding:
    """What the office's register says of a paper; `signature_holds` for one of the office's keys for papers."""
    if not code.signature:
        return _unsigned(code)
    if code.office != office:
        return _foreign(code, office)
    lines = lines_of(code.facts)
    if registered is None:
        if signature_holds:
            message = _(
                "签名是本单位的，登记簿里却没有 {number}。登记簿可能被换成了旧的。请马上用存在别处的检查点校验。"
            )
            return Finding(Verdict.LOST, message.format(number=code.number), lines)
        message = _("登记簿里没有 {number}。这张纸不是本单位出的。请不要采用。")
        return Finding(Verdict.NO_SUCH_NUMBER, message.format(number=code.number), lines)
    if not registered.facts:
        message = _("{number} 没有批准过（{state}），不会有正式的纸。请不要采用。")
        words = message.format(number=registered.number, state=registered.state)
        return Finding(Verdict.NEVER_APPROVED, words, lines)
    names = (*TITLES, *sorted(TECHNICAL))
    differing = [name for name in names if code.facts.get(name) != registered.facts.get(name)]
    if differing:
        return _differing(code, registered, differing, signature_holds=signature_holds)
    if not signature_holds:
        message = _("内容和登记簿一样，签名却不是本单位的。这是照着真的伪造的。请不要采用。")
        return Finding(Verdict.FORGED, message, lines)
    return _in_state(registered, lines)


def _differing(
    code: PaperCode, registered: Registered, names: Sequence[str], *, signature_holds: bool
) -> Finding:
    lines = lines_of(code.facts)
    differs = tuple(
        (title, str(code.facts.get(name, "")), str(registered.facts.get(name, "")))
        for name, title in TITLES.items()
        if name in names
    )
    if signature_holds:
        message = _("签名是本单位的，但 {number} 后来重新批准过，纸上的内容不再算数。请换用新的一张。")
        return Finding(Verdict.REISSUED, message.format(number=registered.number), lines, differs)
    if "facts" in names and "name" in names:
        message = _("{number} 在登记簿里是另一件事。这张纸用了别处的编号。请不要采用。")
        return Finding(Verdict.OTHER_MATTER, message.format(number=registered.number), lines, differs)
    what = "、".join(title for title, _on_paper, _kept in differs) or _("看不见的内容")
    message = _("{what}被改过，和登记簿对不上。请不要采用。").format(what=what)
    return Finding(Verdict.CHANGED, message, lines, differs)


def _in_state(registered: Registered, lines: tuple[tuple[str, str], ...]) -> Finding:
    if registered.is_void:
        message = _("{number} 已作废{why}。这张纸不能再用。").format(
            number=registered.number,
            why=_("（{reason}）").format(reason=registered.void_reason) if registered.void_reason else "",
        )
        return Finding(Verdict.VOID, message, lines)
    if not registered.is_sealed:
        message = _("登记簿里有 {number}，签名对得上；但登记簿里还没有盖章（{state}）。请看清纸上的印章。")
        words = message.format(number=registered.number, state=registered.state)
        return Finding(Verdict.NOT_SEALED, words, lines)
    corrected = (
        _("它后来由 {number} 更正。").format(number=registered.corrected_by)
        if registered.corrected_by
        else ""
    )
    message = _("登记簿里有 {number}（{state}），签名对得上。{corrected}请逐项对照纸上的内容。")
    words = message.format(number=registered.number, state=registered.state, corrected=corrected)
    return Finding(Verdict.GENUINE, words, lines)


def check_by_number(registered: Registered) -> Finding:
    """What the register says of a paper whose 核验码 was typed; its facts are read out to be compared."""
    return _in_state(registered, lines_of(registered.facts))


def no_such_code(code: str) -> Finding:
    """The answer to a 核验码 that no paper of the office bears."""
    message = _("登记簿里没有核验码 {code}。请对照纸脚再输一次；还是没有，这张纸不是本单位出的。")
    return Finding(Verdict.NO_SUCH_CODE, message.format(code=code))


def compare_facts(finding: Finding, code_digest: str, typed_digest: str, differing: Sequence[str]) -> Finding:
    """The finding after all facts copied from the paper were compared too.

    `differing` names (as in `PRINTED`) what the register holds otherwise; it is empty without a register.
    """
    if not finding.holds or code_digest == typed_digest:
        return finding
    what = "、".join((PRINTED | OWN)[name] for name in differing)
    message = (
        _("纸上的{what}和登记簿不一样。纸上的内容被改过，或抄错了。请对照原件。").format(what=what)
        if what
        else _("纸上的内容和签名时不一样。内容被改过，或抄错了。请对照原件再抄一次。")
    )
    return Finding(Verdict.FACTS_DIFFER, message, finding.lines)
