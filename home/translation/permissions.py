"""Who may speak for a translation."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from wagtail.models import Page, TranslatableMixin


def may_publish(person: AbstractBaseUser, translation: TranslatableMixin) -> bool:
    """Say whether the person may make this translation public, or say that it is right."""
    if isinstance(translation, Page):
        return bool(translation.permissions_for_user(person).can_publish())
    options = translation._meta
    return isinstance(person, PermissionsMixin) and person.has_perm(f"{options.app_label}.change_{options.model_name}")
