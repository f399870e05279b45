"""What others may ask about postulates."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, roles_of
from city.models import Post
from city.queries import desks_of, stands_in_for
from consultations.organisations.queries import writable_organisation_ids

from .models import (
    Assignment,
    CaseEvent,
    Commitment,
    CoSignature,
    InformationClause,
    Postulate,
    PostulateQuerySet,
    Response,
)
from .permissions import Actor, Case, Secret, has_a_stake, is_author, secrets_open_to
from .workflow import Move, ResponseStatus, open_moves

ROLES_OF_UNITS = (Role.OFFICIAL, Role.APPROVER)


def actor_of(user: User | AnonymousUser) -> Actor:
    """Return the person as the rules see them, with the desks of everybody they stand in for today.

    Three queries, four for a deputy of somebody absent; none for a stranger.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actor()
    today = timezone.localdate()
    desks = desks_of(user, today)
    lent = _lent_roles(user, today) if any(desk.is_deputised for desk in desks) else frozenset()
    return Actor(
        pk=user.pk,
        roles=roles_of(user) | lent,
        desks=frozenset(desk.unit_id for desk in desks),
        headships=frozenset(desk.unit_id for desk in desks if desk.kind != Post.Kind.OFFICIAL),
        organisations=writable_organisation_ids(user),
    )


def _lent_roles(user: User, today: date) -> frozenset[Role]:
    """Return the roles of unit work that the absent people hold: without them a deputy could not act in their posts."""
    names = set(stands_in_for(user, today).values_list("groups__name", flat=True))
    return frozenset(role for role in ROLES_OF_UNITS if role.value in names)


def case_of(postulate: Postulate) -> Case:
    """Return the postulate as the rules see it; no query when loaded by ``with_parts``."""
    response = postulate.current_response
    signatures = list(postulate.co_signatures.all())
    lead = postulate.lead
    return Case(
        author=postulate.author_id,
        organisation=postulate.organisation_id,
        invited=frozenset(row.organisation_id for row in signatures if row.state == CoSignature.State.INVITED),
        co_signing=frozenset(row.organisation_id for row in signatures if row.state == CoSignature.State.ACCEPTED),
        entered_by=postulate.entered_by_id,
        claimed_by=postulate.claimed_by_id,
        awaits_opinion=postulate.awaits_opinion,
        rejected_by=postulate.rejected_by_id,
        was_appealed=postulate.was_appealed,
        was_registered=postulate.registered_at is not None,
        is_qualified=bool(postulate.legal_kind),
        was_reopened_by_author=postulate.was_reopened_by_author,
        has_unreleased_addenda=any(not row.is_public for row in postulate.addenda.all()),
        has_files=bool(postulate.attachments.all()),
        has_redactions=any(row.is_current for row in postulate.redactions.all()),
        lead_unit=lead.unit_id if lead else None,
        contributing_units=frozenset(row.unit_id for row in postulate.contributions),
        response_status=response.status if response else "",
        response_by=response.written_by_id if response else None,
        days_since_answer=(timezone.now() - postulate.answered_at).days if postulate.answered_at else None,
    )


def with_parts(postulates: PostulateQuerySet) -> PostulateQuerySet:
    """Load what a case page, a work list and the rules read, in a constant number of queries."""
    return postulates.select_related(
        "author", "organisation", "claimed_by", "rejection_reason", "duplicate_of", "district"
    ).prefetch_related(
        "topics",
        "addenda",
        "redactions",
        "attachments",
        Prefetch("assignments", Assignment.objects.select_related("unit", "part")),
        Prefetch("co_signatures", CoSignature.objects.select_related("organisation")),
        Prefetch("responses", Response.objects.select_related("unit")),
        "responses__translations",
        Prefetch(
            "responses__commitments",
            Commitment.objects.select_related("responsible_unit"),
        ),
    )


def moves_open_to(actor: Actor, postulate: Postulate) -> list[Move]:
    """Return the moves the actor may make now."""
    return open_moves(actor, postulate.state, case_of(postulate))


def is_party(actor: Actor, postulate: Postulate) -> bool:
    """Say whether the actor filed the case, co-signs it or was asked to."""
    return has_a_stake(actor, case_of(postulate))


def with_a_stake_of(actor: Actor) -> Q:
    """Match the cases in which the actor has a stake: the question of ``is_party``, asked of many cases at once."""
    signed = CoSignature.objects.filter(
        organisation_id__in=actor.organisations, state__in=[CoSignature.State.INVITED, CoSignature.State.ACCEPTED]
    )
    theirs = Q(author=actor.pk) | Q(organisation__in=actor.organisations) | Q(pk__in=signed.values("postulate_id"))
    return Q(pk__in=Postulate.objects.filter(theirs).values("pk"))


def is_filer(actor: Actor, postulate: Postulate) -> bool:
    """Say whether the actor wrote the case, alone or for the organisation that files it."""
    return is_author(actor, case_of(postulate))


def is_on_the_desk(actor: Actor, postulate: Postulate) -> bool:
    """Say whether the actor sees the case as staff: moderation, co-ordination, audit or a unit that has it."""
    if actor.roles & {Role.MODERATOR, Role.COORDINATOR, Role.AUDITOR}:
        return True
    return any(row.unit_id in actor.desks for row in postulate.assignments.all() if row.is_current)


def received_on(postulate: Postulate) -> date:
    """Return the day from which the law counts: that of the letter, else that of sending."""
    return postulate.received_on or timezone.localdate(postulate.submitted_at)


def secrets_of(actor: Actor, postulate: Postulate) -> frozenset[Secret]:
    """Return what the actor may read in the case beside what every reader of it may."""
    return secrets_open_to(actor, case_of(postulate))


def may_report_progress(actor: Actor, commitment: Commitment) -> bool:
    """Say whether the actor speaks for the unit that keeps the promise, or for the dialogue department."""
    return commitment.responsible_unit_id in actor.desks or Role.COORDINATOR in actor.roles


def clause_in_force() -> InformationClause | None:
    """Return the information clause that is shown today, in the source language; None where the city has set none."""
    in_force = InformationClause.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, valid_from__lte=timezone.localdate()
    )
    return in_force.order_by("-version").first()


def public_register() -> PostulateQuerySet:
    """Return every public case, the newest first."""
    return Postulate.objects.public().select_related("organisation").order_by("-submitted_at", "-pk")


def public_cases() -> PostulateQuerySet:
    """Return every public case with the moment of its last public change, in an order that never shifts."""
    return with_last_public_change(Postulate.objects.public()).order_by("pk")


def with_last_public_change(postulates: PostulateQuerySet) -> PostulateQuerySet:
    """Add ``changed_at``: when something last happened to each case that everybody may know of."""
    events = CaseEvent.objects.filter(postulate=OuterRef("pk"), is_public=True).order_by("-at")
    return postulates.annotate(changed_at=Subquery(events.values("at")[:1]))


def recently_answered(limit: int = 3) -> PostulateQuerySet:
    """Return the public cases answered last."""
    published = Response.objects.filter(postulate=OuterRef("pk"), status=ResponseStatus.PUBLISHED)
    answered = Postulate.objects.public().filter(Exists(published), answered_at__isnull=False)
    return answered.select_related("organisation").order_by("-answered_at")[:limit]


def public_commitments() -> QuerySet[Commitment]:
    """Return every promise of a published answer, the soonest due first, with its case and unit loaded."""
    return Commitment.objects.public().select_related("responsible_unit", "response__postulate")


def open_commitments() -> QuerySet[Commitment]:
    """Return the public promises that are neither kept nor dropped."""
    return Commitment.objects.open().select_related("responsible_unit", "response__postulate")
