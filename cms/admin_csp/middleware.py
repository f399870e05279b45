"""Which content security policy a page of the admin gets."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Styles, not scripts: the editor writes style attributes and style elements while one types.
_ADMIN = {
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# A preview is a public page shown in a frame of the editor: it keeps the public policy but for that frame.
_PREVIEW = {"frame-ancestors": [SELF]}


class AdminPolicyMiddleware:
    """Gives the admin its policy and leaves every other page to the public one. Stands inside django-csp's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with the policy that its address asks for."""
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")) and not getattr(response, "_csp_exempt", False):
            # Wagtail draws a preview by a request of its own, which comes back with the policy of a public page.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_replace = _PREVIEW if _is_preview(request) else _ADMIN  # type: ignore[attr-defined]
        return response


def _is_preview(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    return "preview" in name or name in {"view_draft", "revisions_view"}
