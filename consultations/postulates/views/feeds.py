"""Feeds of the registers, in the language of their address, narrowed by the same choices as the lists."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from city.models import Unit
from city.queries import names
from cms.feeds import LATEST, EntriesFeed, FeedEntry, SiteFeed
from consultations.organisations.models import Organisation
from consultations.postulates.feed_entries import case_entries
from consultations.postulates.forms.register import FilterForm, PromisesForm, RegisterForm
from consultations.postulates.permissions import Actor
from consultations.postulates.promises import PromiseOrder, PublicPromise, chosen_promises, shown_promises
from consultations.postulates.queries import public_register
from consultations.postulates.register import Choice, Order, cases_naming, chosen


def _address(name: str, form: FilterForm) -> str:
    query = form.query(sort="")
    return reverse(f"postulates:{name}") + (f"?{query}" if query else "")


def _titled(title: str, form: FilterForm) -> str:
    words = form.summary()
    return _("%(title)s – %(filters)s") % {"title": title, "filters": words} if words else title


class RegisterFeed(EntriesFeed[RegisterForm]):
    """The public cases that changed last: all of them, or those of a topic, a unit or any other choice."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> RegisterForm:
        return RegisterForm(request.GET)

    def title(self, form: RegisterForm) -> str:
        return _titled(_("%(site)s: postulates") % {"site": settings.SITE_NAME}, form)

    def link(self, form: RegisterForm) -> str:
        return _address("register", form)

    def feed_url(self, obj: RegisterForm) -> str:
        return _address("register_feed", obj)

    def items(self, form: RegisterForm) -> list[FeedEntry]:
        return case_entries(chosen(public_register(), replace(form.choice(), sort=Order.CHANGED)))


class OrganisationFeed(EntriesFeed[Organisation]):
    """The public cases that changed last of those that an organisation filed or signed under its name."""

    def get_object(self, request: HttpRequest, pk: int) -> Organisation:
        return get_object_or_404(Organisation.objects.visible_to(AnonymousUser()), pk=pk)

    def title(self, organisation: Organisation) -> str:
        return _("%(site)s: postulates of %(organisation)s") % {
            "site": settings.SITE_NAME,
            "organisation": organisation.legal_name,
        }

    def link(self, organisation: Organisation) -> str:
        return organisation.get_absolute_url()

    def feed_url(self, obj: Organisation) -> str:
        return reverse("postulates:organisation_feed", args=[obj.pk])

    def items(self, organisation: Organisation) -> list[FeedEntry]:
        return case_entries(chosen(cases_naming(organisation), Choice(sort=Order.CHANGED)))


class CommitmentsFeed(SiteFeed[PublicPromise, PromisesForm]):
    """The promises that were made or reported on last."""

    description_template = "postulates/feed_commitment.html"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PromisesForm:
        return PromisesForm(request.GET)

    def title(self, form: PromisesForm) -> str:
        return _titled(_("%(site)s: what the city promised") % {"site": settings.SITE_NAME}, form)

    def link(self, form: PromisesForm) -> str:
        return _address("commitments", form)

    def feed_url(self, obj: PromisesForm) -> str:
        return _address("commitments_feed", obj)

    def items(self, form: PromisesForm) -> list[PublicPromise]:
        rows = chosen_promises(replace(form.choice(), sort=PromiseOrder.REPORTED))[:LATEST]
        return shown_promises(rows, names(Unit), Actor())

    def item_title(self, item: PublicPromise) -> str:
        return f"{item.row.response.postulate.reference}: {item.row.text}"

    def item_link(self, item: PublicPromise) -> str:
        return item.row.get_absolute_url()

    def item_guid(self, item: PublicPromise) -> str:
        return f"urn:uuid:{item.key}"

    def item_pubdate(self, item: PublicPromise) -> datetime | None:
        return item.row.response.published_at

    def item_updateddate(self, item: PublicPromise) -> datetime | None:
        changed: datetime | None = item.row.reported_at  # type: ignore[attr-defined]
        return changed

    def item_extra_kwargs(self, item: PublicPromise) -> dict[str, str]:
        return {"language": item.row.response.language}
