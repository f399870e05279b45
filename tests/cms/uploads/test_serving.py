"""What a person sent is handed out as a thing to keep, never as a part of the site."""

import pytest
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile, FileField
from django.http import FileResponse, HttpRequest
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_safe

import cms.urls
from accounts.models import User
from cms.uploads.kinds import KINDS
from cms.uploads.names import random_path
from cms.uploads.serving import inert_response
from cms.uploads.storage import private_storage
from tests.cms.uploads.samples import HTML

_FUTURE = "Fri, 01 Jan 2100 00:00:00 GMT"
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
def download(request: HttpRequest, name: str) -> FileResponse:
    file = private_storage().open(name)
    return inert_response(file, request.GET["as"], content_type=request.GET.get("type", "text/plain"))


@require_safe
def gone(request: HttpRequest) -> FileResponse:
    field = FileField(storage=private_storage)
    return inert_response(FieldFile(User(), field, "tests/gone"), "a.pdf", content_type="application/pdf")


urlpatterns = [
    path("admin/files/<path:name>", download),
    path("files/<path:name>", download),
    path("en/gone", gone),
    *cms.urls.urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def stored() -> str:
    """Return the name of a stored file that a browser would love to run."""
    return private_storage().save(random_path("tests"), ContentFile(HTML))


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_kind_is_a_download_that_a_browser_does_not_run(client: Client, stored: str, kind):
    response = client.get(f"/files/{stored}", {"as": f"a.{kind.extensions[0]}", "type": kind.mime})
    headers = response.headers
    assert response.status_code == 200
    assert b"".join(response) == HTML
    assert headers["Content-Disposition"] == f'attachment; filename="a.{kind.extensions[0]}"'
    assert headers["Content-Type"] == kind.mime
    assert headers["Content-Length"] == str(len(HTML))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"


def test_policy_of_the_admin_does_not_replace_that_of_a_file(client: Client, stored: str):
    assert client.get(f"/admin/files/{stored}", {"as": "a.txt"}).headers["Content-Security-Policy"] == POLICY


def test_name_in_any_script_survives_and_cannot_forge_a_header(client: Client, stored: str):
    def disposition(name: str) -> str:
        return client.get(f"/files/{stored}", {"as": name}).headers["Content-Disposition"]

    assert disposition("Статут.pdf") == "attachment; filename*=utf-8''%D0%A1%D1%82%D0%B0%D1%82%D1%83%D1%82.pdf"
    assert "\n" not in disposition('a"\r\nSet-Cookie: a=b.pdf')
    assert disposition("../../a\\b.pdf") == 'attachment; filename="b.pdf"'


def test_head_tells_the_same_without_the_content(client: Client, stored: str):
    whole, head = (method(f"/files/{stored}", {"as": "a.txt"}) for method in (client.get, client.head))
    assert b"".join(head) == b""
    assert dict(head.headers) == dict(whole.headers)


def test_nothing_can_be_learnt_from_conditions_or_ranges(client: Client, stored: str):
    asked = {
        "HTTP_RANGE": "bytes=0-3",
        "HTTP_IF_NONE_MATCH": "*",
        "HTTP_IF_MODIFIED_SINCE": _FUTURE,
    }
    response = client.get(f"/files/{stored}", {"as": "a.txt"}, **asked)
    assert response.status_code == 200
    assert b"".join(response) == HTML
    assert not {"ETag", "Last-Modified", "Content-Range"} & set(response.headers)
    assert response.headers["Accept-Ranges"] == "none"


@override_settings(MIDDLEWARE=["django.middleware.http.ConditionalGetMiddleware"])
def test_no_etag_even_where_the_site_makes_them(client: Client, stored: str):
    assert "ETag" not in client.get(f"/files/{stored}", {"as": "a.txt"}).headers


def test_file_lost_from_the_disk_is_not_found(client: Client):
    assert client.get("/en/gone").status_code == 404
