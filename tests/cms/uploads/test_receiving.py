import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from cms.uploads.limits import MAX_BODY_MB, MAX_FILE_MB, MAX_FILES, MAX_TOTAL_MB, MB
from tests.cms.uploads.samples import PDF


class Unread:
    """A body that must not be read."""

    def read(self, *size: int) -> bytes:
        raise AssertionError("The body was read.")


def announced(rf: RequestFactory, size: int):
    request = rf.generic("POST", "/", b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(size))
    request._stream = Unread()
    return request


def test_request_that_announces_too_much_is_refused_unread(rf: RequestFactory):
    with pytest.raises(RequestDataTooBig):
        announced(rf, MAX_BODY_MB * MB + 1).FILES  # noqa: B018 - reading it is the act


def test_request_at_the_limit_is_read(rf: RequestFactory):
    with pytest.raises(AssertionError, match="The body was read"):
        announced(rf, MAX_BODY_MB * MB).FILES  # noqa: B018 - reading it is the act


def test_all_files_a_form_can_judge_get_as_far_as_the_form():
    assert MAX_TOTAL_MB < MAX_FILES * MAX_FILE_MB < MAX_BODY_MB


@pytest.mark.django_db
def test_refusal_is_a_page_and_smaller_requests_pass(client: Client, city, monkeypatch: pytest.MonkeyPatch):
    file = SimpleUploadedFile("a.pdf", PDF)
    assert client.post("/en/accounts/login/", {"login": "a", "file": file}).status_code == 200
    monkeypatch.setattr("cms.uploads.receiving.MAX_BODY_MB", 0)
    refused = client.post("/en/accounts/login/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert refused.status_code == 400
    assert "<h1>" in refused.content.decode()
