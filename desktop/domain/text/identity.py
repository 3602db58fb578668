"""Identity numbers and telephone numbers: checked, read, and masked.

*Source:* GB 11643 (公民身份号码). The area code is a hint, never a reason to refuse: districts change, and residence
permits of Hong Kong, Macao, Taiwan and foreigners carry codes of their own.
"""

import re
import unicodedata
from datetime import date

from desktop.domain.problems import Problem
from desktop.i18n import _

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
EARLIEST_YEAR = 1900
CLAUSE = "GB 11643"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})?[2-9]\d{6,7}(转\d{1,6})?")
_SHORT = re.compile(r"(1\d{2,4}|9\d{4}|[4-8]00\d{7})")


def clean_id_number(text: str) -> str:
    """The number as it is kept: half-width, no blanks, a capital X."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check_character(first17: str) -> str:
    """The last character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def check_id_number(text: str, today: date, *, field: str = "id_number") -> list[Problem]:
    """Whether this can be a person's identity number: form, date of birth, check character."""
    number = clean_id_number(text)
    if not number:
        return [_problem("empty", _("没有填公民身份号码。请照身份证填写。"), field)]
    if len(number) != LENGTH:
        message = _("公民身份号码{most} {have} 位，应为 18 位。请对照身份证{what}。").format(
            most=_("只有") if len(number) < LENGTH else _("有"),
            have=len(number),
            what=_("补上") if len(number) < LENGTH else _("改正"),
        )
        return [_problem("length", message, field)]
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return [
            _problem(
                "form",
                _("公民身份号码里有别的字符。前 17 位是数字，末位是数字或 X。请对照身份证改正。"),
                field,
            )
        ]
    born = _born(number)
    if born is None or not born.year >= EARLIEST_YEAR or born > today:
        return [
            _problem("birth", _("公民身份号码里的出生日期（第 7 至 14 位）不对。请对照身份证改正。"), field)
        ]
    if number[-1] != check_character(number[:-1]):
        return [
            _problem("check", _("公民身份号码的校验位不对，多半是抄错了一位。请对照身份证逐位核对。"), field)
        ]
    return []


def _problem(rule: str, message: str, field: str) -> Problem:
    return Problem(f"text.id_number_{rule}", message, field, CLAUSE)


def birth_date(text: str) -> date | None:
    """The date of birth in the number, or None when it holds none."""
    number = clean_id_number(text)
    return _born(number) if len(number) == LENGTH else None


def sex(text: str) -> str:
    """男 or 女 by the seventeenth digit; empty when the number is not complete."""
    number = clean_id_number(text)
    if len(number) != LENGTH or not number[16].isdecimal():
        return ""
    return "男" if int(number[16]) % 2 else "女"


def mask_id_number(text: str) -> str:
    """The number as screens and lists show it: the first three and the last two characters."""
    number = clean_id_number(text)
    if len(number) <= 5:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def clean_phone(text: str) -> str:
    """A telephone number without blanks, dashes, brackets and the prefix of China."""
    return re.sub(r"^(\+|00)86", "", re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)))


def check_phone(text: str, *, field: str = "phone") -> list[Problem]:
    """A warning about a number that looks wrong; never a reason to refuse. An empty one is fine."""
    number = clean_phone(text)
    if not number or any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _SHORT)):
        return []
    return [Problem("text.phone_form", _("电话号码看起来不对。请核对一下；确实如此可以不改。"), field)]


def mask_phone(text: str) -> str:
    """A telephone number as screens and lists show it: 138****8000."""
    number = clean_phone(text)
    if len(number) <= 4:
        return "*" * len(number)
    if len(number) < 11:
        return number[:2] + "*" * (len(number) - 4) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]
