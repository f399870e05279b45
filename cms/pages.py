"""What every page of the site has, whatever its type."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from .alternates import alternates, language_links, language_name, translations_of
from .blocks.body import images_without_text
from .fallback import address_of, best_versions, readers_language
from .slugs import slug_of

SCHEDULE = ("go_live_at", "expire_at")


def in_source_language() -> Q:
    """Offer only the rows other tables point at: those in the source language."""
    return Q(locale__language_code=settings.LANGUAGE_CODE)


def works_in_the_office() -> Q:
    """Offer only people who may enter the administration."""
    return Q(groups__permissions__codename="access_admin", is_active=True)


def is_translation(page: Page) -> bool:
    """Say whether the page has a version in the source language that it follows."""
    if not page.pk or page.locale.language_code == settings.LANGUAGE_CODE:
        return False
    versions = Page.objects.filter(translation_key=page.translation_key)
    return bool(versions.filter(locale__language_code=settings.LANGUAGE_CODE).exists())


class PageForm(WagtailAdminPageForm):
    """The form of a page; an address left empty is made of the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Leave empty: it is made of the title.")
        if is_translation(self.instance):
            for name in SCHEDULE:
                self.fields.pop(name, None)

    @property
    def show_schedule_publishing_toggle(self) -> bool:
        """Say whether the person may set when the page appears; a translation follows its source."""
        return "go_live_at" in self.fields

    def clean(self) -> dict[str, Any]:
        title = self.cleaned_data.get("title")
        if title and self.parent_page and not self.cleaned_data.get("slug"):
            slug = slug_of(title, self.parent_page.locale.language_code)
            self.cleaned_data["slug"] = find_available_slug(self.parent_page, slug, ignore_page_id=self.instance.pk)
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class BasePage(Page):
    """A page with somebody responsible for it and an address made of its title.

    Personal data: which member of staff looks after the page, to remind them; erased with the page.
    """

    owner_unit = models.ForeignKey(
        "city.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to=in_source_language, verbose_name=_("responsible unit"),
    )  # fmt: skip
    content_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to=works_in_the_office, verbose_name=_("responsible person"),
    )  # fmt: skip
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to=works_in_the_office, verbose_name=_("deputy"),
    )  # fmt: skip
    verified_on = models.DateField(
        _("last verified"), null=True, blank=True, help_text=_("When somebody last checked that all of this is true.")
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        BaseTranslatableField("slug"),
        SynchronizedField("owner_unit", overridable=False),
        SynchronizedField("content_owner", overridable=False),
        SynchronizedField("deputy", overridable=False),
        SynchronizedField("verified_on", overridable=False),
    ]
    base_form_class = PageForm
    # The server makes the address of a new page from its title; the browser's own guess would come before it.
    content_panels: ClassVar[list[Any]] = [FieldPanel("title")]
    settings_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("owner_unit"),
                FieldPanel("content_owner"),
                FieldPanel("deputy"),
                FieldPanel("verified_on"),
            ],
            heading=_("Responsibility"),
        ),
        *Page.settings_panels,
    ]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a page without an address one made of its title, then check everything."""
        self._give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Give a draft without an address one made of its title, then check what a draft must have."""
        self._give_slug()
        super().minimal_clean()

    def clean(self) -> None:
        """Refuse an image in the body that says nothing to people who do not see it."""
        super().clean()
        body = getattr(self, "body", None)
        if isinstance(body, StreamValue) and any(images_without_text(body)):
            raise ValidationError(
                {"body": _("Describe each image in words (alternative text) or mark it as decorative.")}
            )

    def _give_slug(self) -> None:
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        if self.slug or parent is None:
            return
        locale = self.locale if self.locale_id else Locale.objects.get(pk=parent.locale_id)
        self.slug: str = find_available_slug(parent, slug_of(self.title, locale.language_code), ignore_page_id=self.pk)

    @property
    def language(self) -> str:
        """The language the page is written in."""
        return str(self.locale.language_code)

    def serve(self, request: HttpRequest, *args: Any, moved: bool = False, **kwargs: Any) -> HttpResponse:
        """Show the page in its language, or as a marked fallback to readers of another; send on who came astray."""
        if moved:
            return redirect(address_of(self, readers_language(), request) or "/")
        versions = translations_of(self)
        request.language_links = language_links(versions, request)  # type: ignore[attr-defined]
        request.alternates = alternates(versions, request)  # type: ignore[attr-defined]
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "is_fallback": self.language != readers_language(),
            "page_language_name": language_name(self.language),
            "canonical": self.get_full_url(request),
            "alternates": getattr(request, "alternates", []),
            "trail": self.trail(request),
        }

    def trail(self, request: HttpRequest) -> list[dict[str, str]]:
        """Return the pages above this one, each as the reader gets it, this one last."""
        language = readers_language()
        above = list(self.get_ancestors().filter(depth__gt=1).values_list("translation_key", flat=True))
        if not above:
            return []
        versions = best_versions(above, language)
        pages = [versions[key].page for key in above if key in versions] + [self]
        return [
            {
                "title": page.title,
                "url": address_of(page, language, request) or "",
                "language": page.locale.language_code,
            }
            for page in pages
        ]
