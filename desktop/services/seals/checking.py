"""Checking a paper that somebody brings: by its QR or its 核验码, with the public key or with the register."""

import hashlib
import json
from collections.abc import Mapping

from desktop.domain import checking as rules
from desktop.domain import ledger
from desktop.domain.papers import Paper
from desktop.domain.problems import Missing, Problem, Refused
from desktop.domain.seals import STATE_WORDS, SealUse, State, StepKind
from desktop.forms import posters
from desktop.i18n import _
from desktop.services.office import PAPER, Office
from desktop.services.seals.facts import all_facts
from desktop.services.seals.uses import grouped
from desktop.storage import keys
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import uses

PAPERS = "/papers"
"""What follows the office's mark in the name of its key for papers, apart from that for checkpoints."""
SEALED = frozenset({State.TO_KEEP, State.FILED})

Facts = Mapping[str, object]


def check_with_key(text: str, public_key: str = "", facts: Facts | None = None) -> rules.Finding:
    """What a QR is worth without the office: by the public key when one is given (a verifier key or PEM).

    Raises Refused when the text is no code, the key no key, or a fact is none that a paper has.
    """
    code = rules.read_code(text)
    if public_key:
        name, public = read_key(public_key)
        finding = rules.check_by_key(
            code,
            key_office=name.removesuffix(PAPERS),
            signature_holds=keys.signature_holds(public, code.signature, code.signed_bytes()),
        )
    else:
        finding = rules.check_alone(code)
    if facts is None:
        return finding
    return rules.compare_facts(finding, code.digest, rules.facts_digest(facts), ())


def read_key(text: str) -> tuple[str, bytes]:
    """Whose public key it is, and its bytes. Raises Refused."""
    try:
        return keys.read_public_key(text)
    except ValueError as error:
        message = _("这不是公开钥匙。公开钥匙是一行字，或一个 PEM 文件。请向出具单位要公开钥匙。")
        raise Refused([Problem("checking.key", message, "public_key")]) from error


def check_paper(office: Office, text: str, facts: Facts | None = None) -> tuple[rules.Finding, int | None]:
    """What the register says of a paper, by its QR or its 核验码; with it the key of the entry, if there is one.

    Nothing but masked facts comes back. Raises Refused when the text is neither, or a fact is none.
    """
    with office.read() as work:
        if rules.is_code(text):
            return _check_code(work, office, rules.read_code(text), facts)
        return _check_number(work, text, facts)


def _check_code(
    work: Work, office: Office, code: rules.PaperCode, facts: Facts | None
) -> tuple[rules.Finding, int | None]:
    publics = [public for _seq, public, _wrapped, _signed in offices.signing_keys(work, PAPER)]
    signed = code.signed_bytes()
    entry, registered = _registered(work, uses.find_number(work, code.number))
    finding = rules.check_in_register(
        code,
        office=office.database.origin,
        registered=registered,
        signature_holds=any(keys.signature_holds(public, code.signature, signed) for public in publics),
    )
    use = entry.seq if entry is not None and code.office == office.database.origin else None
    return _compare(finding, code.digest, facts, entry), use


def _check_number(work: Work, text: str, facts: Facts | None) -> tuple[rules.Finding, int | None]:
    letters = grouped(text)
    if len(letters) != len("7K3F-M9QX-2D8A"):
        message = _("这既不是二维码的内容，也不是 12 位核验码。请对照纸脚再输一次。")
        raise Refused([Problem("checking.code", message, "text")])
    entry, registered = _registered(work, uses.find_check_code(work, letters))
    if entry is None or registered is None:
        return rules.no_such_code(letters), None
    finding = rules.check_by_number(registered)
    return _compare(finding, str(registered.facts["facts"]), facts, entry), entry.seq


def _compare(
    finding: rules.Finding, digest: str, facts: Facts | None, entry: SealUse | None
) -> rules.Finding:
    """The finding after the facts copied from the paper were compared; it names what the register holds otherwise."""
    if facts is None:
        return finding
    typed = rules.facts_digest(facts)
    kept = all_facts(entry) if entry is not None else {}
    differing = [name for name, value in kept.items() if (facts.get(name) or None) != (value or None)]
    return rules.compare_facts(finding, digest, typed, differing)


def _registered(work: Work, use: int | None) -> tuple[SealUse | None, rules.Registered | None]:
    """The entry and what the register holds of its paper; an entry of an old book never had a paper of ours."""
    if use is None:
        return None, None
    try:
        entry = uses.get_use(work, use)
    except Missing:
        return None, None
    _code, facts, _signature = uses.check_code_of(work, use)
    void = entry.step(StepKind.VOIDED)
    return entry, rules.Registered(
        number=entry.number,
        facts=json.loads(facts) if facts else {},
        state=STATE_WORDS[entry.state],
        is_void=entry.state is State.VOID,
        is_sealed=entry.state in SEALED,
        void_reason=void.text if void else "",
        corrected_by="、".join(uses.number_of(work, later) for later in entry.corrected_by),
    )


def public_key(office: Office) -> str:
    """The office's public key for papers, as one line to be handed on. Anybody may know it."""
    with office.read() as work:
        public = offices.signing_keys(work, PAPER)[-1][1]
    return ledger.verifier_key(office.database.origin + PAPERS, public)


def print_key_poster(office: Office) -> Paper:
    """The public key as a poster for the wall, to be scanned by whoever checks our papers; printing it is an event."""
    with office.write() as work:
        public = offices.signing_keys(work, PAPER)[-1][1]
        profile = offices.read_settings(work)["profile"]
        fingerprint = hashlib.sha256(public).hexdigest()
        paper = posters.key_poster(
            posters.KeyPoster(
                office=f"{profile['community']}居民委员会",
                key=ledger.verifier_key(office.database.origin + PAPERS, public),
                fingerprint=fingerprint,
                issued_on=office.today(),
            )
        )
        work.record("office.key_printed", fingerprint=fingerprint)
        return paper
