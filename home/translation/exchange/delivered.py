"""What a file of translations says, whatever its format. Nothing here has been compared with the database yet."""

from typing import NamedTuple


class Text(NamedTuple):
    """A text, where it stands, and what somebody made of it; ``is_unsure`` when they marked it so themselves."""

    path: str
    source: str
    target: str
    is_unsure: bool = False


class Delivered(NamedTuple):
    """The texts of one page or row; ``key`` names the translation they were taken from."""

    key: str
    source_language: str
    target_language: str
    texts: list[Text]


class UnreadableFile(ValueError):
    """The file is not what it says it is; the text says why, for the person who sent it."""
