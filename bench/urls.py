"""The site's addresses and one that answers with nothing, through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def trivial(request: HttpRequest) -> HttpResponse:
    """Answer with two letters: what Django and our middleware cost without a page."""
    return HttpResponse("ok")


urlpatterns = [path("bench/trivial/", trivial), *site]
