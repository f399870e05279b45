"""Feeds of the registers are valid, and the feed of an organisation has what may bear its name."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.organisations.models import Organisation
from consultations.postulates.models import Postulate
from tests.atom import read_feed

from .conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("name", ["register_feed", "commitments_feed"])
def test_feed_of_a_register_is_valid_and_not_sent_twice(
    client: Client, answered: Postulate, language: str, name: str
) -> None:
    address = reverse(f"postulates:{name}").replace("/pl/", f"/{language}/")
    assert len(read_feed(client, address).entries) == 1
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


def feed_of(organisation: Organisation) -> str:
    return reverse("postulates:organisation_feed", args=[organisation.pk])


def test_feed_of_an_organisation_has_its_public_cases(client: Client, registered: Postulate, cast: Cast) -> None:
    feed = read_feed(client, feed_of(cast.filer))
    assert [entry.id for entry in feed.entries] == [f"urn:uuid:{registered.key}"]
    assert cast.filer.legal_name in feed.feed.title


def test_case_without_consent_to_be_named_is_in_no_feed_of_its_organisation(
    client: Client, registered: Postulate, cast: Cast
) -> None:
    Postulate.objects.filter(pk=registered.pk).update(show_name=False)
    assert read_feed(client, feed_of(cast.filer)).entries == []


def test_case_that_is_not_public_is_in_no_feed(client: Client, in_moderation: Postulate, cast: Cast, sign_in) -> None:
    assert read_feed(client, feed_of(cast.filer)).entries == []
    assert read_feed(sign_in(cast.author), feed_of(cast.filer)).entries == []


def test_organisation_that_is_not_verified_has_no_feed(client: Client, registered: Postulate, cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.filer.pk).update(status=Organisation.Status.SUSPENDED)
    assert client.get(feed_of(cast.filer)).status_code == 404


def test_page_of_an_organisation_announces_its_feed(client: Client, registered: Postulate, cast: Cast) -> None:
    html = client.get(cast.filer.get_absolute_url()).content.decode()
    assert f'type="application/atom+xml" href="{feed_of(cast.filer)}"' in html


def test_feed_of_an_organisation_takes_few_queries(client: Client, registered: Postulate, cast: Cast) -> None:
    client.get(feed_of(cast.filer))
    with CaptureQueriesContext(connection) as queries:
        client.get(feed_of(cast.filer))
    assert len(queries) <= 3
