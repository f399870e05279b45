"""Feeds of the registers, in the language of their address, narrowed by the same choices as the lists."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from city.models import Unit
from city.queries import names
from cms.feeds import MarkedAtom
from consultations.postulates.forms.register import FilterForm, PromisesForm, RegisterForm
from consultations.postulates.models import Postulate
from consultations.postulates.outlook import outlook
from consultations.postulates.permissions import Actor
from consultations.postulates.promises import PromiseOrder, PublicPromise, chosen_promises, shown_promises
from consultations.postulates.queries import public_register
from consultations.postulates.register import Order, chosen

LATEST = 50


def _address(name: str, form: FilterForm) -> str:
    query = form.query(sort="")
    return reverse(f"postulates:{name}") + (f"?{query}" if query else "")


def _titled(title: str, form: FilterForm) -> str:
    words = form.summary()
    return _("%(title)s – %(filters)s") % {"title": title, "filters": words} if words else title


class RegisterFeed(Feed[Postulate, RegisterForm]):
    """The public cases that changed last: all of them, or those of a topic, a unit or any other choice."""

    feed_type = MarkedAtom
    description_template = "postulates/feed_case.html"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> RegisterForm:
        return RegisterForm(request.GET)

    def title(self, form: RegisterForm) -> str:
        return _titled(_("%(site)s: postulates") % {"site": settings.SITE_NAME}, form)

    def link(self, form: RegisterForm) -> str:
        return _address("register", form)

    def feed_url(self, form: RegisterForm) -> str:
        return _address("register_feed", form)

    def items(self, form: RegisterForm) -> list[Postulate]:
        return list(chosen(public_register(), replace(form.choice(), sort=Order.CHANGED))[:LATEST])

    def item_title(self, item: Postulate) -> str:
        return str(item)

    def item_link(self, item: Postulate) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Postulate) -> str:
        return f"urn:uuid:{item.key}"

    def item_pubdate(self, item: Postulate) -> datetime | None:
        return item.registered_at or item.submitted_at

    def item_updateddate(self, item: Postulate) -> datetime | None:
        changed: datetime | None = item.changed_at  # type: ignore[attr-defined]
        return changed or item.submitted_at

    def item_extra_kwargs(self, item: Postulate) -> dict[str, str]:
        return {"language": item.language}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"outlook": outlook(context["obj"])}


class CommitmentsFeed(Feed[PublicPromise, PromisesForm]):
    """The promises that were made or reported on last."""

    feed_type = MarkedAtom
    description_template = "postulates/feed_commitment.html"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PromisesForm:
        return PromisesForm(request.GET)

    def title(self, form: PromisesForm) -> str:
        return _titled(_("%(site)s: what the city promised") % {"site": settings.SITE_NAME}, form)

    def link(self, form: PromisesForm) -> str:
        return _address("commitments", form)

    def feed_url(self, form: PromisesForm) -> str:
        return _address("commitments_feed", form)

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
