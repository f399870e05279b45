"""Staff see on the case that its author cannot be reached by mail; nobody else does."""

from django.urls import reverse

from notifications.models import Delivery, Suppression
from notifications.suppression import suppress

TITLE = "Mail does not reach the author"


def _desk(client, postulate) -> str:
    client.cookies["django_language"] = "en"
    address = reverse("postulates:desk_case", kwargs={"key": postulate.key}).replace("/pl/", "/en/")
    return client.get(address).content.decode()


def test_clerk_sees_that_mail_to_the_author_comes_back(sign_in, in_progress, cast) -> None:
    client = sign_in(cast.official)
    assert TITLE not in _desk(client, in_progress)
    suppress(cast.author.email, Suppression.Reason.HARD)
    assert TITLE in _desk(client, in_progress)


def test_clerk_sees_that_the_last_mail_to_the_author_failed(sign_in, in_progress, cast) -> None:
    facts = {"kind": "postulates.event", "addressee": f"user:{cast.author.pk}", "email": cast.author.email}
    Delivery.objects.create(message_id="<a@example.org>", state=Delivery.State.FAILED, **facts)
    client = sign_in(cast.official)
    assert TITLE in _desk(client, in_progress)
    Delivery.objects.create(message_id="<b@example.org>", state=Delivery.State.SENT, **facts)
    assert TITLE not in _desk(client, in_progress)


def test_public_page_of_the_case_says_nothing_about_it(client, in_progress, cast) -> None:
    suppress(cast.author.email, Suppression.Reason.HARD)
    page = client.get(in_progress.get_absolute_url().replace("/pl/", "/en/")).content.decode()
    assert TITLE not in page
