"""The public register of postulates."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from city.models import Named, Topic, Unit
from city.queries import names
from cms.paging import Paginator
from consultations.postulates.forms.register import RegisterForm
from consultations.postulates.notices import TOPIC, UNIT
from consultations.postulates.queries import public_register
from consultations.postulates.register import chosen

from .access import PER_PAGE


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List the public cases that fit the choice in the address."""
    form = RegisterForm(request.GET)
    page = Paginator(chosen(public_register(), form.choice()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "total": page.paginator.count,
        "followables": _followables(form),
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "postulates/register.html", context)


def _followables(form: RegisterForm) -> list[tuple[str, int, str]]:
    """Return kind, key and name of the topic and the unit to which the list is narrowed down, if it is to any."""
    models: dict[str, type[Named]] = {TOPIC: Topic, UNIT: Unit}
    return [
        (kind, row.pk, str(names(model).get(row.translation_key, row.name)))
        for kind, model in models.items()
        if kind in form.chosen and (row := model.objects.facts().filter(code=form.chosen[kind]).first())
    ]
