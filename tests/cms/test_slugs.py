import pytest

from cms.slugs import LONGEST, slug_of


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Згорани, Розгон", "uk", "zghorany-rozghon"),
        ("Єнакієве, Їжакевич, Йосипівка, Юрій, Яготин", "uk", "yenakiieve-yizhakevych-yosypivka-yurii-yahotyn"),
        ("Знам’янка і Короп'є", "uk", "znamianka-i-koropie"),
        ("Щоденні курси польської", "uk", "shchodenni-kursy-polskoi"),
        ("Zażółć gęślą jaźń: Łódź", "pl", "zazolc-gesla-jazn-lodz"),
        ("Residence card & PESEL", "en", "residence-card-pesel"),
    ],
)
def test_slug_is_the_title_in_plain_latin_letters(title: str, language: str, slug: str) -> None:
    assert slug_of(title, language) == slug


def test_slug_of_signs_only_is_not_empty() -> None:
    assert slug_of("!?", "uk") == "page"


def test_long_slug_is_cut_between_words() -> None:
    slug = slug_of("słowo " * 40, "pl")
    assert len(slug) <= LONGEST
    assert slug.endswith("slowo")
