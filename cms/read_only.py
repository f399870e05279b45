"""Admin lists of what the product itself writes: to look at and filter, never to edit, not even for a superuser."""

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Knows "view" and the actions named for it; adding, changing and deleting are nobody's."""

    def __init__(self, model: type[Model], actions: Sequence[str] = ()) -> None:
        super().__init__(model)
        self._actions = {"view", *actions}

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        """Say whether the person may do this to rows of the model."""
        return action in self._actions and bool(super().user_has_permission(user, action))


def register_read_only(model: type[Model], *, actions: Sequence[str] = ()) -> None:
    """Declare a model read-only in the admin; call it in wagtail_hooks before the viewset is made."""
    register_permission_policy(model, ReadOnlyPolicy(model, actions))


class ReadOnlyViewSet(ModelViewSet):
    """A list with filters and a page per row."""

    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: tuple[str, ...] = ()
