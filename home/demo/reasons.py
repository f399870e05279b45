"""The reasons a moderator of the demo chooses from."""

from django.conf import settings

from consultations.postulates.models import RejectionReason


def reasons() -> dict[str, RejectionReason]:
    """Return the reasons a moderator chooses from, by code."""
    rows = RejectionReason.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return {row.code: row for row in rows}
