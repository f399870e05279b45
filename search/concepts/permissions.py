from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def may_write(user: User | AnonymousUser) -> bool:
    return user.has_perms(["concepts.add_concept", "concepts.change_concept"])


def may_read(user: User | AnonymousUser) -> bool:
    return user.has_perm("concepts.view_concept") or user.has_perm("concepts.change_concept")
