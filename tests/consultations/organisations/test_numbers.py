import pytest
from django.core.exceptions import ValidationError

from consultations.organisations.numbers import is_valid_nip, validate_krs


@pytest.mark.parametrize("nip", ["1234563218", "6761013717", "5260250274"])
def test_real_nip_is_accepted(nip: str) -> None:
    assert is_valid_nip(nip)


@pytest.mark.parametrize(
    "nip",
    [
        "1234567890",
        "0000000000",
        "123456321",
        "12345632181",
        "123456321x",
        "١٢٣٤٥٦٣٢١٨",
    ],
)
def test_what_cannot_be_a_nip_is_refused(nip: str) -> None:
    assert not is_valid_nip(nip)


@pytest.mark.parametrize("krs", ["0000000000", "123", "00001234567"])
def test_what_cannot_be_a_krs_number_is_refused(krs: str) -> None:
    with pytest.raises(ValidationError):
        validate_krs(krs)


def test_krs_number_needs_no_check_digit() -> None:
    validate_krs("0000123456")
