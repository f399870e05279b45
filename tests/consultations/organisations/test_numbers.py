"""Acceptance check 65: the vectors of NIP, REGON and KRS are accepted or refused as listed."""

import pytest
from django.core.exceptions import ValidationError

from consultations.organisations.numbers import (
    compact_ade,
    compact_krs,
    compact_nip,
    compact_regon,
    is_valid_nip,
    is_valid_regon,
    validate_ade,
    validate_krs,
    validate_nip,
    validate_regon,
)


@pytest.mark.parametrize("nip", ["1234563218", "6761013717", "5260250274"])
def test_nip_with_the_right_check_digit_is_accepted(nip: str) -> None:
    assert is_valid_nip(nip)


@pytest.mark.parametrize("nip", ["1234567890", "123456321", "12345632181", "123456321x", "١٢٣٤٥٦٣٢١٨", ""])
def test_what_cannot_be_a_nip_is_refused(nip: str) -> None:
    with pytest.raises(ValidationError):
        validate_nip(nip)


@pytest.mark.parametrize("regon", ["123456785", "351554353", "12345678512347"])
def test_regon_with_the_right_check_digits_is_accepted(regon: str) -> None:
    assert is_valid_regon(regon)


@pytest.mark.parametrize(
    "regon",
    [
        "123456789",
        "12345678",
        "1234567850",
        "12345678512348",  # the last check digit is wrong
        "12345678612342",  # the check digit of its first nine is wrong
        "١٢٣٤٥٦٧٨٥",
    ],
)
def test_what_cannot_be_a_regon_is_refused(regon: str) -> None:
    with pytest.raises(ValidationError):
        validate_regon(regon)


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_equal_digits_are_neither_a_nip_nor_a_krs_number(digit: str) -> None:
    for validate in (validate_nip, validate_krs):
        with pytest.raises(ValidationError):
            validate(digit * 10)


@pytest.mark.parametrize("length", [9, 14])
def test_all_zeros_are_no_regon(length: int) -> None:
    with pytest.raises(ValidationError):
        validate_regon("0" * length)


def test_krs_number_needs_no_check_digit() -> None:
    validate_krs("0000123456")


@pytest.mark.parametrize("krs", ["0000000000", "123", "00001234567", "000012345x"])
def test_what_cannot_be_a_krs_number_is_refused(krs: str) -> None:
    with pytest.raises(ValidationError):
        validate_krs(krs)


@pytest.mark.parametrize("written", ["123456", "0000123456", " 0000 123 456 ", "KRS 0000123456", "krs: 123456"])
def test_krs_number_gets_its_zeros_in_front(written: str) -> None:
    assert compact_krs(written) == "0000123456"


def test_empty_krs_number_stays_empty() -> None:
    assert compact_krs("  ") == ""


@pytest.mark.parametrize("written", ["1234563218", "123-456-32-18", "PL 123 456 32 18", "123–456–32–18"])
def test_nip_may_be_written_with_separators_and_country(written: str) -> None:
    assert compact_nip(written) == "1234563218"


@pytest.mark.parametrize("written", ["351554353", "351 554 353", "351-554-353"])
def test_regon_may_be_written_with_separators(written: str) -> None:
    assert compact_regon(written) == "351554353"


def test_address_for_e_delivery_may_be_written_in_small_letters() -> None:
    assert compact_ade(" ae:pl-12345-12345-abcde-12 ") == "AE:PL-12345-12345-ABCDE-12"
    validate_ade("AE:PL-12345-12345-ABCDE-12")


@pytest.mark.parametrize(
    "ade", ["AE:PL-1234-12345-ABCDE-12", "AE:DE-12345-12345-ABCDE-12", "AE:PL-12345-12345-ABCD1-12", "x@example.org"]
)
def test_what_cannot_be_an_address_for_e_delivery_is_refused(ade: str) -> None:
    with pytest.raises(ValidationError):
        validate_ade(ade)
