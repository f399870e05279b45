from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from accounts.models import User
from cms.pages import BasePage
from home.upkeep.models import ContentReview
from home.upkeep.permissions import may_confirm
from home.upkeep.reports import Report, in_language

from .forms import ConfirmForm, ReviewFilter, Urgency
from .queries import Review, review_of, reviews_for, source_version
from .services import confirm


def urgency(review: Review) -> Urgency:
    """Return in which group of the report a review stands by its day."""
    return Urgency(review.standing.value) if review.standing else Urgency.NEVER


def _is_wanted(review: Review, wanted: Mapping[str, Any]) -> bool:
    chosen = wanted.get("urgency")
    if chosen == Urgency.NOBODY and review.keepers:
        return False
    if chosen and chosen not in {Urgency.NOBODY, urgency(review)}:
        return False
    if wanted.get("unit") and review.unit_id != wanted["unit"]:
        return False
    return not wanted.get("person") or wanted["person"] in {person.pk for person in review.keepers}


class ReviewReport(Report):
    """When each page has to be looked at, by whom, and which pages nobody looks after."""

    page_title = _("Reviews of pages")
    header_icon = "date"
    file_name = "reviews"
    introduction = _("A page counts once for all its languages. Confirm it when you checked that all of it is true.")
    nothing = _("No page fits. Nothing has to be reviewed here.")
    columns = (
        TitleColumn(
            "title",
            label=_("Page"),
            accessor=lambda review: in_language(review.title, review.language),
            get_url=lambda review: reverse("upkeep:confirm", args=[review.page_id]),
        ),
        Column("type_name", label=_("Kind")),
        Column("urgency", label=_("Review"), accessor=lambda review: urgency(review).label),
        Column("due_on", label=pgettext_lazy("review of a page", "Due")),
        Column("verified_on", label=_("Last verified")),
        Column("unit", label=_("Unit")),
        Column("owner", label=_("Responsible person")),
        Column("deputy", label=_("Deputy")),
    )

    @cached_property
    def offered(self) -> list[Review]:
        """Return every review the person may see."""
        return reviews_for(self.user)

    def get_form(self) -> forms.Form:
        return ReviewFilter(self.request.GET or None, offered=self.offered)

    def rows(self, wanted: Mapping[str, Any]) -> list[Review]:
        return [review for review in self.offered if _is_wanted(review, wanted)]


class ConfirmView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Says when a page was last checked and by whom; posting confirms that it is still true."""

    template_name = "upkeep/confirm.html"
    form_class = ConfirmForm
    page_title = _("Is this page still true?")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_confirm(self.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Return who looks at it; Wagtail lets in nobody who has not signed in."""
        return cast("User", self.request.user)

    @cached_property
    def page(self) -> BasePage:
        """Return the version that stands for all languages."""
        page = source_version(get_object_or_404(Page, pk=self.kwargs["pk"], depth__gt=1))
        return page

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        reviews = {"url": reverse("upkeep:reviews"), "label": ReviewReport.page_title}
        return [*super().get_breadcrumbs_items(), reviews, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        log = ContentReview.objects.filter(page_key=self.page.translation_key).select_related("by")[:10]
        return context | {"object": self.page, "review": review_of(self.page.translation_key), "log": log}

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        try:
            confirm(page_id=self.page.pk, actor=self.user, note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Confirmed. Readers see the new date in every language."))
        return redirect("upkeep:reviews")
