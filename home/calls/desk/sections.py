"""Where pages of calls may be written."""

from django.conf import settings
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from home.models import CallPage, SectionPage


def sections_for(person: User) -> list[SectionPage]:
    """Return the Polish sections below which the person may write; those with pages of calls come first."""
    writable = PagePermissionPolicy().instances_user_has_permission_for(person, "add")
    found = SectionPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE, pk__in=writable.values("pk"))
    steps = SectionPage.steplen
    used = {path[:-steps] for path in CallPage.objects.values_list("path", flat=True)}
    return sorted(found, key=lambda page: (page.path not in used, page.path))
