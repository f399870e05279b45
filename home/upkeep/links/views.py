from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from home.upkeep.models import CheckedLink, LinkUse
from home.upkeep.permissions import looks_after_all
from home.upkeep.reports import Report

from .forms import LinkFilter, ReplaceForm
from .queries import links_seen_by, name_of_place, narrowed, with_uses
from .replacing import REPLACEABLE, Fate, Replacement, plan_replacement, replace_address

MOST_PLACES = 3


def problem_in_words(link: CheckedLink) -> str:
    """Return what is wrong with a link, with the server's number where it gave one."""
    text = link.get_problem_display() if link.problem else ""
    return f"{text} ({link.http_status})" if text and link.http_status else str(text)


def address_of_place(use: LinkUse) -> str:
    """Return where an editor changes it; empty for contact data, which is not a page."""
    if not use.page_id:
        return ""
    anchor = f"#block-{use.block_id}-section" if use.block_id else ""
    return reverse("wagtailadmin_pages:edit", args=[use.page_id]) + anchor


def _places(link: Any) -> SafeString:
    """Return the first places of a link, each with the language of its page."""
    named = [
        (address_of_place(use), use.page.locale.language_code, use.page.title, use.page.locale.language_code,
         name_of_place(use))
        for use in link.places if use.page
    ]  # fmt: skip
    shown = format_html_join(
        "", '<li><a href="{}" lang="{}">{}</a> ({}) – {}</li>', named[:MOST_PLACES]
    ) + format_html_join("", "<li>{}</li>", ((use.thing,) for use in link.places if not use.page))
    rest = len(named) - MOST_PLACES
    more = ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest} if rest > 0 else ""
    return format_html("<ul>{}</ul>{}", shown, more)


class LinkReport(Report):
    """Where links on live pages lead, and which of them lead nowhere."""

    page_title = gettext_lazy("Links")
    header_icon = "link"
    file_name = "links"
    form_class = LinkFilter
    introduction = gettext_lazy(
        "Every link of every live page is checked each night. What does not exist counts as broken at once, "
        "a server that does not answer only after three nights in a row."
    )
    nothing = gettext_lazy("All is well: no link needs attention here.")
    columns = (
        TitleColumn(
            "shown", label=gettext_lazy("Address"), get_url=lambda link: reverse("upkeep:link", args=[link.pk])
        ),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("status", label=gettext_lazy("State"), accessor="get_status_display"),
        Column("problem", label=gettext_lazy("Problem"), accessor=problem_in_words),
        Column("failing_since", label=gettext_lazy("Since")),
        Column("places", label=gettext_lazy("Where it stands"), accessor=_places),
    )

    def rows(self, wanted: Mapping[str, Any]) -> QuerySet[CheckedLink]:
        return narrowed(links_seen_by(self.user), wanted)

    def table_data(self, rows: Sequence[CheckedLink]) -> Sequence[CheckedLink]:
        return with_uses(rows)


class LinkView(WagtailAdminTemplateMixin, TemplateView):
    """One link: every place where it stands, and for editors what replacing it would do; posting does it."""

    template_name = "upkeep/link.html"
    page_title = gettext_lazy("Link")
    header_icon = "link"

    @property
    def user(self) -> User:
        """Return who looks at it; Wagtail lets in nobody who has not signed in."""
        return cast("User", self.request.user)

    @cached_property
    def link(self) -> Any:
        """Return the link with its places."""
        return with_uses([get_object_or_404(links_seen_by(self.user), pk=self.kwargs["pk"])])[0]

    @cached_property
    def may_replace(self) -> bool:
        """Say whether the person may replace it; places in our own data are chosen, not written."""
        return self.link.kind in REPLACEABLE and looks_after_all(self.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        links = {"url": reverse("upkeep:links"), "label": LinkReport.page_title}
        return [*super().get_breadcrumbs_items(), links, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        places = [(use, address_of_place(use), name_of_place(use)) for use in self.link.places]
        context |= {"link": self.link, "problem": problem_in_words(self.link), "places": places}
        return context | (self._plan(kwargs.get("form")) if self.may_replace else {})

    def _plan(self, form: ReplaceForm | None) -> dict[str, Any]:
        """Return the form and, once it holds a new address, what would become of each page."""
        form = form or ReplaceForm(self.request.GET if "new" in self.request.GET else None, link=self.link)
        if form.initial == {} and not form.is_bound and self.link.moved_to:
            form.initial = {"new": self.link.moved_to}
        if not form.is_bound or not form.is_valid():
            return {"form": form}
        plan = plan_replacement(link_id=self.link.pk, new=form.cleaned_data["new"], actor=self.user)
        return {"form": form, "plan": _with_places(plan), "new": form.cleaned_data["new"]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Replace the address everywhere and say what became of the pages."""
        form = ReplaceForm(request.POST, link=self.link)
        if not self.may_replace or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        done = replace_address(link_id=self.link.pk, new=form.cleaned_data["new"], actor=self.user)
        for fate, count in Counter(replacement.fate for replacement in done).items():
            tell = messages.success if fate in {Fate.PUBLISH, Fate.DRAFT} else messages.warning
            text = ngettext("%(count)d page: %(fate)s.", "%(count)d pages: each %(fate)s.", count)
            tell(request, text % {"count": count, "fate": fate.label})
        return redirect("upkeep:links")


def _with_places(plan: list[Replacement]) -> list[tuple[Replacement, list[str]]]:
    return [
        (row, [name_of_place(LinkUse(page=row.page, field=place.field, block=place.block)) for place in row.places])
        for row in plan
    ]
