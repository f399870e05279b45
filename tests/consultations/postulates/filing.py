"""What the tests of filing share: addresses, and forms as a browser sends them."""

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from consultations.postulates.forms.guard import SALT
from consultations.postulates.models import Postulate

ANSWERS = {
    "title": {"title": "Przywrócenie funduszu"},
    "problem": {"problem": "Bez wkładu własnego nie ma projektów."},
    "request": {"request": "Prosimy o przywrócenie funduszu."},
    "concerns": {"concerns": "Organizacje pozarządowe"},
    "contact": {"contact_name": "Anna Przykład", "contact_phone": ""},
}


def opened(*, seconds_ago: float = 60) -> str:
    """Return the mark of a form that was opened some time ago."""
    then = (timezone.now() - timedelta(seconds=seconds_ago)).timestamp()
    with patch("django.core.signing.time.time", return_value=then):
        return signing.TimestampSigner(salt=SALT).sign("opened")


def first_step(**more: object) -> dict[str, object]:
    """Return the first step as a browser sends it."""
    return {"language": "pl", "version": 1, "submission_key": uuid4(), "opened": opened(), "website": "", **more}


def step_url(postulate: Postulate, name: str) -> str:
    return reverse("postulates:step", kwargs={"key": postulate.key, "name": name})


def url_of(postulate: Postulate, name: str) -> str:
    return reverse(f"postulates:{name}", kwargs={"key": postulate.key})


def answer(client, postulate: Postulate, name: str, **more: object):
    """Answer one step at the present version."""
    postulate.refresh_from_db()
    return client.post(step_url(postulate, name), {"version": postulate.version, **ANSWERS.get(name, {}), **more})


def sending(postulate: Postulate, **more: object) -> dict[str, object]:
    """Return the form that sends the postulate at its present version."""
    postulate.refresh_from_db()
    return {"version": postulate.version, "submission_key": uuid4(), **more}
