"""The page of one case, for whoever may read it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from city.models import District, Topic, Unit
from city.queries import names
from consultations.postulates.answers import answer_for_reader
from consultations.postulates.attachments import attachments_seen_by
from consultations.postulates.models import CoSignature, Postulate
from consultations.postulates.moderation import moderated
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.outlook import dispute_until, outlook
from consultations.postulates.permissions import Actor
from consultations.postulates.promises import PublicPromise, shown_promises, with_history
from consultations.postulates.queries import (
    actor_of,
    moves_open_to,
    public_commitments,
    secrets_of,
)
from consultations.postulates.services import purposes_open_to
from consultations.postulates.timeline import Reader, reader_of, timeline

from .access import readable


@require_GET
def case(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show one case to whoever may read it."""
    return _case_page(request, year=year, number=number)


@require_GET
def short_link(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Send the short address that stands on letters to the page in the reader's language."""
    return redirect(readable(request, year=year, number=number))


@login_required
@require_GET
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a case that has no number yet to its authors."""
    return _case_page(request, key=key)


def _case_page(request: HttpRequest, **lookup: Any) -> HttpResponse:
    return render(request, "postulates/case.html", case_context(request, readable(request, **lookup)))


def case_context(request: HttpRequest, postulate: Postulate) -> dict[str, Any]:
    """Return what the parts of a case page show to this reader; the desk is made of the same parts."""
    actor = actor_of(request.user)
    reader, secrets = reader_of(actor, postulate), secrets_of(actor, postulate)
    unit_names = names(Unit)
    topic_names = names(Topic)
    return {
        "postulate": postulate,
        "reads_as": reader.name.lower(),
        "is_public": Postulate.objects.public().filter(pk=postulate.pk).exists(),
        "moves": moves_open_to(actor, postulate),
        "timeline": timeline(postulate, reader, secrets),
        "moderated": moderated(postulate, request.user, reader, secrets),
        "topics": [topic_names[topic.translation_key] for topic in postulate.topics.all()],
        "lead_unit": lead_name(postulate, unit_names),
        "contributions": [(row, unit_names[row.unit.translation_key]) for row in postulate.contributions],
        "response": postulate.published_response,
        "answer": answer_for_reader(postulate.published_response) if postulate.published_response else None,
        "has_earlier_answers": sum(row.published_at is not None for row in postulate.responses.all()) > 1,
        "draft_response": postulate.current_response if reader is Reader.STAFF else None,
        "commitments": _commitments(postulate, unit_names, actor),
        "attachments": attachments_seen_by(actor, postulate),
        "may_add_files": purposes_open_to(actor, postulate),
        "signers": _signers(postulate),
        "district": district_name(postulate),
        "outlook": outlook(postulate),
        "dispute_until": dispute_until(postulate),
        "addresses": _addresses(request, postulate) if postulate.number else None,
        "follows": FOLLOWED_AS,
        "office_language": settings.LANGUAGE_CODE,
    }


def lead_name(postulate: Postulate, unit_names: Any) -> Any:
    """Return the name of the leading unit, or None."""
    return unit_names[postulate.lead.unit.translation_key] if postulate.lead else None


def district_name(postulate: Postulate) -> Any:
    """Return the name of the district, or None."""
    return names(District)[postulate.district.translation_key] if postulate.district else None


def _signers(postulate: Postulate) -> dict[str, Any]:
    """Return the organisations that stand behind the case: names where they agreed to that, else their number."""
    accepted = [row for row in postulate.co_signatures.all() if row.state == CoSignature.State.ACCEPTED]
    named = [row.organisation.legal_name for row in accepted if row.show_name]
    return {"named": named, "unnamed": len(accepted) - len(named)}


def _commitments(postulate: Postulate, unit_names: Any, actor: Actor) -> list[PublicPromise]:
    if postulate.published_response is None:
        return []
    rows = with_history(public_commitments().filter(response=postulate.published_response))
    return shown_promises(rows, unit_names, actor)


def _addresses(request: HttpRequest, postulate: Postulate) -> dict[str, Any]:
    """Return where the case is found: here, in each language, and by its short address."""
    alternates = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            alternates.append((code, request.build_absolute_uri(postulate.get_absolute_url())))
    short = reverse("short_link", kwargs={"year": postulate.year, "number": postulate.number})
    return {
        "canonical": request.build_absolute_uri(postulate.get_absolute_url()),
        "alternates": [*alternates, ("x-default", dict(alternates)[settings.LANGUAGE_CODE])],
        "short_path": short,
        "short": request.build_absolute_uri(short),
    }
