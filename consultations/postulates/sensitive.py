"""Finds what probably ought not to stand in a text that becomes public. It warns; it never decides.

It reads no database. Numbers count only where their check digits are right or their form leaves little doubt, so that
years, amounts and register numbers of organisations raise no alarm.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.pl import pesel

LONGEST = 20_000
_ID_CARD_WEIGHTS = (7, 3, 1, 9, 7, 3, 1, 7, 3)
_AMOUNT = r"(?!\s*(?:,\d{1,2})?\s*(?:zł|PLN|EUR|USD|UAH|euro|грн|злот|tys|mln|€|\$|%))"
_REGISTER = re.compile(r"(?:REGON|KRS|NIP|RSPO|ЄДРПОУ)[\s:nr.№]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that should perhaps go, and what they look like."""

    words: str
    kind: Promise
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: Promise
    expression: re.Pattern[str]
    is_real: Callable[[str], bool] = bool


def _has_id_card_digits(text: str) -> bool:
    signs = re.sub(r"\s", "", text)
    values = [int(sign, 36) for sign in signs]
    return sum(value * weight for value, weight in zip(values, _ID_CARD_WEIGHTS, strict=True)) % 10 == 0


def _is_account(text: str) -> bool:
    number = re.sub(r"[\s-]", "", text)
    return bool(iban.is_valid(number if number[:2].isalpha() else f"PL{number}"))


def _is_telephone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return not digits.endswith("0000") and len(set(digits)) > 1


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})\w*", re.IGNORECASE)


_PATTERNS = (
    _Pattern(_("e-mail address"), re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    _Pattern(_("PESEL number"), re.compile(r"(?<!\d)\d{11}(?!\d)"), pesel.is_valid),
    _Pattern(
        _("bank account"),
        re.compile(r"(?<![\w])(?:[A-Z]{2})?\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,4})?(?!\w)"),
        _is_account,
    ),
    _Pattern(
        _("number of a residence card"), re.compile(r"(?<!\w)(?:RP|PL|RR|ZZ)[ ]?\d{7}(?!\d)")
    ),
    _Pattern(
        _("number of an identity card"), re.compile(r"(?<!\w)[A-Z]{3}[ ]?\d{6}(?!\d)"), _has_id_card_digits
    ),
    _Pattern(
        _("number of a passport"), re.compile(r"(?<!\w)(?:[A-Z]{2}\d{6,7}|[А-ЯІЇЄҐ]{2}[ ]?\d{6})(?!\d)")
    ),
    _Pattern(
        _("telephone number"),
        re.compile(
            r"(?<![\d+])(?<!\d[ -])"
            r"(?:(?:\+|00)(?!48)\d{2,3}(?:[ -]?\(?\d{2,4}\)?){3,5}|(?:(?:\+|00)48[ -]?)?\d{3}([ -]?)\d{3}\1\d{3}"
            r"|\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2})"
            r"(?![ -]?\d)" + _AMOUNT,
            re.IGNORECASE,
        ),
        _is_telephone,
    ),
    _Pattern(
        _("health"),
        _words(
            "zdiagnozowan", "diagnoz", "HIV", "nowotw[oó]r", "schizofreni", "depresj",
            "діагно", "ВІЛ(?!\\w)", "онколог", "шизофрен", "депресі",
            "diagnos", "cancer", "schizophren", "depression",
        ),
    ),
    _Pattern(
        _("residence status"),
        _words(
            "kart[aęyą] pobytu", "status\\w* uchodźcy", "nielegaln", "ochron\\w+ międzynarodow", "deportac",
            "карт[аиуою]+ побиту", "статус\\w* біженця", "нелегальн", "депортац",
            "residence card", "residence permit", "refugee status", "undocumented", "illegal", "deport",
        ),
    ),
)  # fmt: skip


def find_sensitive(text: str) -> list[Finding]:
    """Return what looks like private data, in the order of the text; each word once, by the first kind that fits."""
    found = sorted(_all(text[:LONGEST]), key=lambda finding: (finding.start, -finding.end))
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def _all(text: str) -> Iterator[Finding]:
    for pattern in _PATTERNS:
        for match in pattern.expression.finditer(text):
            words = match.group().strip()
            is_register = _REGISTER.search(text[max(0, match.start() - 12) : match.start()])
            if pattern.is_real(words) and not is_register:
                yield Finding(words, pattern.kind, match.start(), match.end())
