"""What else of the site knows calls: bundles carry their pages, the nightly round checks where they lead."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from home.bundles.exporting import export
from home.bundles.importing import import_bundle
from home.calls.models import Announcement, Call
from home.models import CallPage, SectionPage
from home.upkeep.links.services import collect_links
from home.upkeep.models import CheckedLink
from tests.home.bundles.conftest import empty_the_site, media
from tests.home.calls.conftest import MakeCall
from tests.home.calls.pages import attachments, document, documents, write

__all__ = ["media"]
pytestmark = pytest.mark.django_db
SYSTEM = "https://oferty.example.org/3"


@pytest.mark.usefixtures("media")
def test_page_of_a_call_is_carried_with_its_words_and_files_and_finds_its_call_by_reference(
    make_call: MakeCall, call_section: SectionPage, editor: User, translate: Callable[..., Page], tmp_path: Path
) -> None:
    call = make_call(reference="NGO/2026/77")
    page = write(
        call_section, call, editor, attachments=attachments("Statut"),
        documents=documents("Regulamin", {"pl": document("regulamin")}),
    )  # fmt: skip
    translate(page, "uk", title="Конкурс")
    export(tmp_path / "bundle")
    empty_the_site()
    outcome = import_bundle(tmp_path / "bundle", actor=editor)
    assert not outcome.has_errors
    again = CallPage.objects.get(translation_key=page.translation_key, locale__language_code="pl")
    assert again.call == call
    assert again.documents[0].value["files"][0]["document"].title == "regulamin"
    assert CallPage.objects.get(title="Конкурс").attachments[0].value["what"] == "uk Statut"


@pytest.mark.usefixtures("media")
def test_page_whose_call_is_not_there_stays_out_and_says_which(
    make_call: MakeCall, call_section: SectionPage, editor: User, tmp_path: Path
) -> None:
    call = make_call(reference="NGO/2026/78")
    write(call_section, call, editor)
    export(tmp_path / "bundle")
    empty_the_site()
    Call.objects.filter(pk=call.pk).update(reference="NGO/2026/79")
    outcome = import_bundle(tmp_path / "bundle", actor=editor)
    assert "NGO/2026/78" in " ".join(problem.text for problem in outcome.problems if problem.code == "unknown_row")


def test_system_for_offers_is_checked_while_the_call_is_not_closed(
    make_call: MakeCall, call_section: SectionPage, editor: User
) -> None:
    call = make_call(external_url=SYSTEM)
    Announcement.objects.filter(call=call, place="bip").update(url="https://bip.example.org/3")
    page = write(call_section, call, editor)
    collect_links()
    link = CheckedLink.objects.get(address=SYSTEM)
    assert [use.page_id for use in link.uses.all()] == [page.pk]
    call.deadlines.update(at=timezone.now() - timedelta(days=1))
    collect_links()
    assert not CheckedLink.objects.filter(address=SYSTEM).exists()
    assert CheckedLink.objects.filter(address="https://bip.example.org/3").exists()
