"""An address has one kind, and a fault or none."""

import pytest

from home.upkeep.links.addresses import fault_in_mail, fault_in_phone, fault_in_url, internal, kind_of

OURS = frozenset({"city.example", "city.example:8000"})


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("page:12", "page"), ("page:12#fees", "anchor"), ("document:3", "document"), ("mailto:a@example.org", "mail"),
        ("TEL:+48123", "phone"), ("https://city.example/pl/", "own"), ("http://City.Example:8000/x", "own"),
        ("/pl/poradnik/", "own"), ("https://elsewhere.example/", "external"), ("//elsewhere.example/", "other"),
        ("javascript:alert(1)", "other"), ("poradnik", "other"), ("https://city.example@evil.example/", "external"),
    ],
)  # fmt: skip
def test_kind_of_an_address(address: str, kind: str) -> None:
    assert kind_of(address, OURS) == kind


def test_internal_address_names_a_row_and_a_place_on_it() -> None:
    assert internal("page:12#op%C5%82aty") == (12, "opłaty")
    assert internal("page:") == (0, "")


@pytest.mark.parametrize("address", ["mailto:a@example.org", "mailto:a@example.org,b@example.org?subject=Hej%20tam"])
def test_good_mail_address_has_no_fault(address: str) -> None:
    assert fault_in_mail(address) == ""


@pytest.mark.parametrize("address", ["mailto:", "mailto:urząd", "mailto:a@example.org, ", "mailto:a@b@c.pl"])
def test_bad_mail_address_has_a_fault(address: str) -> None:
    assert fault_in_mail(address) == "bad_mail"


@pytest.mark.parametrize("number", ["+48 58 308 44 44", "112", "58-524-45-00", "+380 44 256 05 10", "(58)%20308"])
def test_number_that_can_be_dialled_has_no_fault(number: str) -> None:
    assert fault_in_phone(f"tel:{number}") == ""


@pytest.mark.parametrize("number", ["", "12", "+48 58 308 44", "zadzwoń", "58 308 44 44 wew. 5", "+4812345678901234"])
def test_number_that_cannot_be_dialled_has_a_fault(number: str) -> None:
    assert fault_in_phone(f"tel:{number}") == "bad_phone"


@pytest.mark.parametrize("address", ["https://", "http://exa mple.org", "ftp://example.org/", "https://-x-/"])
def test_address_no_browser_opens_has_a_fault(address: str) -> None:
    assert fault_in_url(address) == "bad_address"
