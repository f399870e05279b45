from django.contrib.sitemaps.views import index as serve_index
from django.contrib.sitemaps.views import sitemap as serve_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from .sitemaps import sitemaps


@require_safe
def sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """Serve the sitemap named, else the index of all of them with all their pages: a large one has several."""
    response: HttpResponse
    if section is None:
        response = serve_index(request, sitemaps(), sitemap_url_name="sitemap_of_language")
    else:
        response = serve_sitemap(request, sitemaps(), section=section)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines out of places that are for people who signed in."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/accounts/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
