"""What moderation has to say on the page of a case: what is hidden and why, what is joined, and who has the case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from accounts.models import User

from .decisions import Reason, reason_in_words
from .models import Addendum, CoSignature, Postulate, PostulateRevision, Redaction, Report
from .permissions import Secret
from .queue import claimed_at
from .timeline import Reader, Secrets
from .workflow import State


@dataclass(frozen=True, slots=True)
class Hidden:
    """One redaction in words; ``passage`` is filled only for those who may read what it hides."""

    what: str
    why: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A case handled together with this one, and who supported it there: support is never moved."""

    postulate: Postulate
    supporters: list[str]
    unnamed: int


@dataclass(frozen=True, slots=True)
class Moderated:
    """What the page of a case says about its moderation to one reader."""

    hidden: list[Hidden] = field(default_factory=list)
    original: PostulateRevision | None = None
    addenda: list[Addendum] = field(default_factory=list)
    original_addenda: list[Addendum] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    claimed_at: datetime | None = None
    reports: list[Report] = field(default_factory=list)
    rejected_for: Reason | None = None


def moderated(postulate: Postulate, user: User | AnonymousUser, reader: Reader, secrets: Secrets) -> Moderated:
    """Return what the reader may know. A constant number of queries; the case is loaded by ``with_parts``."""
    redactions = [row for row in postulate.redactions.all() if row.is_current]
    reads_original = bool(redactions) and Secret.ORIGINAL in secrets
    addenda = [row for row in postulate.addenda.all() if row.is_public or reader is not Reader.PUBLIC]
    return Moderated(
        hidden=[_hidden(row, may_read=reads_original) for row in redactions],
        original=postulate.revisions.last() if reads_original else None,
        addenda=addenda,
        original_addenda=[row for row in addenda if row.original != row.body] if reads_original else [],
        joined=joined_with(postulate, user),
        claimed_at=_claimed_at(postulate, secrets),
        reports=list(open_reports(postulate)) if Secret.MODERATION in secrets else [],
        rejected_for=_rejected_for(postulate),
    )


def _hidden(redaction: Redaction, *, may_read: bool) -> Hidden:
    return Hidden(
        what=str(redaction.get_target_display()),
        why=str(redaction.get_reason_display()),
        passage=redaction.passage if may_read else "",
    )


def _claimed_at(postulate: Postulate, secrets: Secrets) -> datetime | None:
    if postulate.state is not State.IN_MODERATION or Secret.MODERATION not in secrets:
        return None
    return claimed_at([postulate]).get(postulate.pk)


def _rejected_for(postulate: Postulate) -> Reason | None:
    if postulate.state is not State.REJECTED or postulate.rejection_reason is None:
        return None
    return reason_in_words(postulate.rejection_reason)


def joined_with(postulate: Postulate, user: User | AnonymousUser) -> list[Joined]:
    """Return the cases joined with this one that the person may read, with the support each has of its own."""
    signed = CoSignature.objects.filter(state=CoSignature.State.ACCEPTED).select_related("organisation")
    cases = Postulate.objects.visible_to(user).filter(duplicate_of=postulate).select_related("organisation")
    return [_joined(case) for case in cases.order_by("pk").prefetch_related(Prefetch("co_signatures", signed))]


def _joined(case: Postulate) -> Joined:
    """Name those who agreed to be named and count the others."""
    supporters = [row.organisation.legal_name for row in case.co_signatures.all() if row.show_name]
    everybody = case.co_signatures.all()
    return Joined(case, supporters, unnamed=len(everybody) - len(supporters))


def open_reports(postulate: Postulate) -> "QuerySet[Report]":
    """Return what readers said about the text and nobody has dealt with yet."""
    return postulate.reports.filter(handled_at__isnull=True)


def same_words_elsewhere(postulate: Postulate, passage: str) -> Mapping[str, str]:
    """Return the public texts that still hold a passage, by the name of the target with its label."""
    texts = {
        Redaction.Target.TITLE: postulate.title,
        Redaction.Target.PROBLEM: postulate.problem,
        Redaction.Target.REQUEST: postulate.request,
        Redaction.Target.CONCERNS: postulate.concerns,
        Redaction.Target.ADDENDUM: "\n".join(row.body for row in postulate.addenda.all()),
    }
    return {target.value: str(target.label) for target, text in texts.items() if passage in text}
