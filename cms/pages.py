"""What every page of the site has, whatever its type."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import StreamValue
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from .alternates import alternates, language_links, language_name, translations_of
from .blocks.body import images_in
from .choices import faults_of_choices
from .fallback import address_of, best_versions, readers_language
from .images import load_renditions
from .pictures import faults_of_images
from .slugs import slug_of
from .synchronized import SharedFrame
from .versions import EASY, EASY_QUERY, Versions, easy_alternates, easy_links

SCHEDULE = ("go_live_at", "expire_at")


def in_source_language() -> Q:
    """Offer only the rows other tables point at: those in the source language."""
    return Q(locale__language_code=settings.LANGUAGE_CODE)


def works_in_the_office() -> Q:
    """Offer only people who may enter the administration."""
    return Q(groups__permissions__codename="access_admin", is_active=True)


class MinorEditPanel(FieldPanel):
    """The tick is shown where it means something: on a published page in the source language."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            page = self.instance
            is_source = page.live and page.locale.language_code == settings.LANGUAGE_CODE
            return bool(is_source and super().is_shown())


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
        if not self.instance.has_unpublished_changes:
            self.initial["is_minor_edit"] = False
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

    def _post_clean(self) -> None:
        self.instance.is_saved_unfinished = self.is_deferred_validation
        if "easy_text-count" not in self.data:  # a form sent without it must not empty it
            self.cleaned_data.pop("easy_text", None)
        super()._post_clean()


class BasePage(Page, Versions):  # type: ignore[django-manager-missing] # Wagtail's carries no types
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
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"), null=True, blank=True, validators=[MaxValueValidator(60)],
        help_text=_("Leave empty for what is usual for this kind of page. 0 means that it never has to be reviewed."),
    )  # fmt: skip

    is_minor_edit = models.BooleanField(
        _("minor edit: translations stay up to date"),
        default=False,
        help_text=_("For a slip of the pen that changes nothing of what the text says. Counts for this publication."),
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        BaseTranslatableField("slug"),
        BaseTranslatableField("is_minor_edit"),
        SharedFrame("seo_title"),
        SharedFrame("search_description"),
        SynchronizedField("owner_unit", overridable=False),
        SynchronizedField("content_owner", overridable=False),
        SynchronizedField("deputy", overridable=False),
        SynchronizedField("verified_on", overridable=False),
        SynchronizedField("review_months", overridable=False),
        *Versions.versions_fields,
    ]
    base_form_class = PageForm
    is_saved_unfinished = False  # an editor keeps a draft that need not be right yet
    # The server makes the address of a new page from its title; the browser's own guess would come before it.
    content_panels: ClassVar[list[Any]] = [FieldPanel("title")]
    settings_panels: ClassVar[list[Any]] = [
        MinorEditPanel("is_minor_edit"),
        MultiFieldPanel(
            [
                FieldPanel("owner_unit"),
                FieldPanel("content_owner"),
                FieldPanel("deputy"),
                FieldPanel("verified_on", read_only=True),
                FieldPanel("review_months"),
            ],
            heading=_("Responsibility"),
        ),
        *Page.settings_panels,
    ]

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:
        """Return the tabs of the form; a page type only names its panels."""
        tabs = [
            (cls.content_panels, _("Content")),
            (cls.versions_panels, _("Easy to read, signed")),
            (cls.promote_panels, _("Promote")),
            (cls.settings_panels, _("Settings")),
        ]
        return TabbedInterface(
            [ObjectList(panels, heading=heading) for panels, heading in tabs], base_form_class=cls.base_form_class
        )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a page without a plain address one made of what it has or of its title, then check everything."""
        self._give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Give a draft an address in the same way, then check what a draft must have."""
        self._give_slug()
        super().minimal_clean()

    def clean(self) -> None:
        """Refuse what may not be published; a draft that an editor only keeps may still hold it."""
        super().clean()
        faults = {} if self.is_saved_unfinished else self.faults()
        if faults:
            raise ValidationError(faults)

    def faults(self) -> dict[str, list[str]]:
        """Return, by field, what keeps the page from being published. Page types add their own to ``super()``'s."""
        return faults_of_images(self) | faults_of_choices(self) | self.faults_of_versions()

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the page as a revision has it, but verified when the page was: an older draft cannot undo that."""
        page: Self = super().with_content_json(content)
        page.verified_on = self.verified_on
        return page

    def _give_slug(self) -> None:
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        is_plain = bool(self.slug) and self.slug.isascii()
        if is_plain or parent is None:
            return
        locale = self.locale if self.locale_id else Locale.objects.get(pk=parent.locale_id)
        wished = slug_of(self.slug or self.title, locale.language_code)
        self.slug: str = find_available_slug(parent, wished, ignore_page_id=self.pk)

    @property
    def language(self) -> str:
        """The language the page is written in."""
        return str(self.locale.language_code)

    def languages_with_easy_text(self) -> frozenset[str]:
        """Return the languages of the live versions of this page that have an easy-to-read text. One query."""
        rows = type(self).objects.filter(translation_key=self.translation_key, live=True).select_related("locale")
        return frozenset(row.language for row in rows if row.has_easy_text)

    def serve(self, request: HttpRequest, *args: Any, moved: bool = False, **kwargs: Any) -> HttpResponse:
        """Show the page in its language, or as a marked fallback to readers of another; send on who came astray."""
        if moved:
            return redirect(address_of(self, readers_language(), request) or "/")
        is_easy = request.GET.get("version") == EASY
        if is_easy and not self.has_easy_text:
            return redirect(request.path)
        versions = translations_of(self)
        links, others = language_links(versions, request), alternates(versions, request)
        if is_easy:
            easy = self.languages_with_easy_text()
            links, others = easy_links(links, versions, easy), easy_alternates(others, easy)
        request.language_links, request.alternates = links, others  # type: ignore[attr-defined]
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        is_easy = self.has_easy_text and request.GET.get("version") == EASY
        text = self.easy_text if is_easy else getattr(self, "body", None)
        load_renditions([getattr(self, "image", None), *(images_in(text) if isinstance(text, StreamValue) else ())])
        return context | {
            "is_easy": is_easy,
            "film": self.film(),
            "is_fallback": self.language != readers_language(),
            "page_language_name": language_name(self.language),
            "canonical": f"{self.get_full_url(request)}{EASY_QUERY if is_easy else ''}",
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
