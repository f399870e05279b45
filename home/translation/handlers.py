"""What translations need done day by day."""

from cms.outbox.registry import daily, recurring

from .records import drop_unused_texts


@recurring("translation.drop_unused_texts", daily(at="03:40"))
def drop_texts() -> None:
    """Forget wordings of sources that no translation was made from."""
    drop_unused_texts()
