"""The warning against private data: finds what is likely private, and stays silent about years, amounts, registers."""

import pytest

from consultations.postulates.sensitive import find_sensitive


def words_of(text: str) -> list[str]:
    return [finding.words for finding in find_sensitive(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Numer 44051401359 należy do osoby.", "44051401359"),
        ("Proszę dzwonić: 512 345 678.", "512 345 678"),
        ("Proszę dzwonić: 512345678", "512345678"),
        ("Tel. +48 512-345-678", "+48 512-345-678"),
        ("Тел. +380 44 123 45 67", "+380 44 123 45 67"),
        ("Biuro: (12) 616 12 34", "(12) 616 12 34"),
        ("Pisać na oksana.k@example.org!", "oksana.k@example.org"),
        ("Konto 61 1090 1014 0000 0712 1981 2874", "61 1090 1014 0000 0712 1981 2874"),
        ("IBAN DE89370400440532013000", "DE89370400440532013000"),
        ("Dowód ABA300000 zgubiono", "ABA300000"),
        ("Паспорт КВ 123456", "КВ 123456"),
        ("Paszport FA123456", "FA123456"),
        ("Karta RP 1234567", "RP 1234567"),
        ("Pani Maria jest zdiagnozowana od roku", "zdiagnozowana"),
        ("Má HIV", "HIV"),
        ("У неї діагноз", "діагноз"),
        ("She was diagnosed last year", "diagnosed"),
        ("Moja karta pobytu straciła ważność", "karta pobytu"),
        ("Він має статус біженця", "статус біженця"),
        ("He is undocumented", "undocumented"),
    ],
)
def test_likely_private_data_is_found(text, found) -> None:
    assert words_of(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "W latach 2024 2025 2026 fundusz wynosił 100 000 zł, a w 2023-2024 roku 250 000 000 zł.",
        "Koszt to 123 456 789 zł albo 123456789 PLN, czyli 1 234 567 890,00 zł.",
        "Organizacja ma KRS 0000123456, NIP 676-21-71-885 i REGON 351550287.",
        "KRS: 0000 123 456",
        "Spotkanie 27.02.2026 o 17:30, uchwała nr CXI/2904/18, ustawa z 24 kwietnia 2003.",
        "Miasto ma 800 000 mieszkańców i 18 dzielnic; kod 31-004 Kraków.",
        "Numer 12345678901 nie jest numerem PESEL.",
        "Sprawa POST/2026/0042 dotyczy osób z niepełnosprawnością i ich opiekunów.",
        "У 2025 році бюджет становив 123 456 789 грн.",
        "",
    ],
)
def test_years_amounts_and_register_numbers_raise_no_alarm(text) -> None:
    assert words_of(text) == []


def test_each_finding_says_what_it_looks_like() -> None:
    kinds = {str(finding.kind) for finding in find_sensitive("a@example.org, 44051401359")}
    assert len(kinds) == 2


def test_overlapping_kinds_are_told_once() -> None:
    assert words_of("44051401359@example.org") == ["44051401359@example.org"]


def test_a_hostile_text_is_read_in_no_time() -> None:
    for sign in ("a@", "1 ", "AB12", "+1-", "((("):
        find_sensitive(sign * 10_000)
