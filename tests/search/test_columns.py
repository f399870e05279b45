"""Words as an engine stores them."""

from hypothesis import given
from hypothesis import strategies as st

from search.engines.columns import encoded


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_keys_stay_different(one: str, other: str) -> None:
    assert (encoded(one) == encoded(other)) == (one == other)


@given(st.text(min_size=1))
def test_encoded_key_is_one_lower_case_word(key: str) -> None:
    assert encoded(key).isalnum()
    assert encoded(key) == encoded(key).lower()
