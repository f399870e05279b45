"""Who may translate what. A translator may do everything in one language and nothing in any other.

Pages say it themselves, by the rights on the tree of a language. Snippets have one permission for all languages, so
translators get none; the policy here lets them change the rows of their own language, and those only.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from wagtail.models import Locale, Page, TranslatableMixin, get_translatable_models
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from accounts.models import User
from accounts.roles import Role, translator_group
from cms.languages import target_languages

_OWN_LANGUAGE = frozenset({"change", "view"})


def translates_into(user: Any) -> frozenset[str]:
    """Return the languages of which the person is a translator; one query for each request."""
    known: frozenset[str] | None = getattr(user, "_translates_into", None)
    if known is None:
        groups = _groups_of(user)
        known = frozenset(code for code in target_languages() if translator_group(code) in groups)
        user._translates_into = known
    return known


def works_in(user: Any) -> list[str]:
    """Return the languages whose translations the person looks after: their own, or all for an editor."""
    groups = _groups_of(user)
    if user.is_superuser or {Role.EDITOR.value, Role.ADMINISTRATOR.value} & groups:
        return target_languages()
    return [code for code in target_languages() if code in translates_into(user)]


def _groups_of(user: Any) -> frozenset[str]:
    known: frozenset[str] | None = getattr(user, "_names_of_groups", None)
    if known is None:
        active = user.is_authenticated and user.is_active
        known = frozenset(user.groups.values_list("name", flat=True)) if active else frozenset()
        user._names_of_groups = known
    return known


def may_edit(user: User | AnonymousUser, instance: Model) -> bool:
    """Say whether the person may change this page or row of reference data, in its language."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return bool(policy_registry.get_by_type(type(instance)).user_has_permission_for_instance(user, "change", instance))


def may_translate(user: User, translation: Translation) -> bool:
    """Say whether the person may change the target of the translation; nobody may when it is gone."""
    try:
        return may_edit(user, translation.get_target_instance())
    except ObjectDoesNotExist:
        return False


def may_submit_into(user: User | AnonymousUser, locales: Iterable[Locale], instance: Model) -> list[Locale]:
    """Keep the languages into which the person may send the page or row for translation."""
    if not user.has_perm("wagtail_localize.submit_translation"):
        return []
    own = set(works_in(user))
    return [locale for locale in locales if locale.language_code in own]


class TranslatorsPolicy(ModelPermissionPolicy):
    """The model's own permissions, and for translators the rows of their language."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether some row may be acted on; which one is asked per instance."""
        return self._holds(user, action) or (action in _OWN_LANGUAGE and bool(translates_into(user)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Say whether this row may be acted on."""
        if self._holds(user, action):
            return True
        return action in _OWN_LANGUAGE and instance.locale.language_code in translates_into(user)

    def user_has_any_permission_for_instance(self, user: Any, actions: Collection[str], instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Model]:
        """Keep the rows the person may act on in one of these ways."""
        rows: QuerySet[Model] = self.model._default_manager.all()
        if any(self._holds(user, action) for action in actions):
            return rows
        if _OWN_LANGUAGE.isdisjoint(actions):
            return rows.none()
        return rows.filter(locale__language_code__in=translates_into(user))

    def _holds(self, user: Any, action: str) -> bool:
        return bool(super().user_has_permission(user, action))


def translatable_snippets() -> list[type[TranslatableMixin]]:
    """Return every translatable model that is no page and no part of a page."""
    return [
        model
        for model in get_translatable_models()
        if not issubclass(model, Page) and hasattr(model, "snippet_viewset")
    ]


def install() -> None:
    """Make wagtail-localize's views and the lists of snippets ask here; called once at start-up."""
    for model in get_translatable_models():
        if not issubclass(model, Page):
            register_permission_policy(model, TranslatorsPolicy(model))
    edit_translation.user_can_edit_instance = may_edit
