"""The public register of postulates."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.paging import Paginator
from consultations.postulates.forms.register import RegisterForm
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
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "postulates/register.html", context)
