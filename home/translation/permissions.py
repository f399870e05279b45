"""Who may speak for a translation."""

from wagtail.models import Page, TranslatableMixin

from accounts.models import User

from .rights import may_edit


def may_publish(person: User, translation: TranslatableMixin) -> bool:
    """Say whether the person may make this translation public, or say that it is right."""
    if isinstance(translation, Page):
        return bool(translation.permissions_for_user(person).can_publish())
    return may_edit(person, translation)
