"""Which file, and where its events go."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.limits import MAX_CALENDAR_KB
from home.models import SectionPage


def sections_for(user: AbstractBaseUser | AnonymousUser) -> list[SectionPage]:
    """Return the sections of events below which the person may write. A constant number of queries."""
    writable = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    sections = SectionPage.objects.filter(listing=SectionPage.Listing.EVENTS, pk__in=writable.values("pk"))
    return list(sections.select_related("locale").order_by("path"))


class ImportForm(forms.Form):
    """A calendar file, or the text of one that was looked at already."""

    section = forms.ChoiceField(label=_("Section"))
    file = forms.FileField(
        label=_("Calendar file (.ics)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("Nothing is published: the events come in as drafts."),
    )
    content = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: list[SectionPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(page.pk), f"{page.title} ({page.locale.language_code})") for page in sections]
        self.fields["section"] = forms.ChoiceField(label=_("Section"), choices=offered)

    def clean(self) -> dict[str, Any]:
        """Return the bytes of the file as ``calendar``; a file chosen now comes before one looked at."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > MAX_CALENDAR_KB * 1024:
            words = _("The file is larger than %(most)d kB. Export a shorter time from your calendar.")
            raise ValidationError({"file": words % {"most": MAX_CALENDAR_KB}})
        cleaned["calendar"] = file.read() if file else cleaned.get("content", "").encode()
        if not cleaned["calendar"] and not self.errors:
            raise ValidationError({"file": _("Choose a calendar file.")})
        return cleaned
