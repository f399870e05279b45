"""Texts before they are sent: written by their authors, or by staff for a letter that came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from city.models import Topic
from city.queries import extra_questions
from cms.uploads.storage import remove_after_commit
from consultations.organisations.models import Organisation
from consultations.postulates.effects.filing import freeze
from consultations.postulates.models import Postulate, PostulateRevision, TopicAnswer
from consultations.postulates.permissions import WRITE_DOWN, Actor
from consultations.postulates.queries import actor_of, case_of, moves_open_to
from consultations.postulates.workflow import BY_NAME, State

from .moves import MoveRefused, StaleCase, append_event, write

EDIT = BY_NAME["edit"]
TEXT_FIELDS = (
    "title",
    "problem",
    "request",
    "concerns",
    "district",
    "language",
    "show_name",
    "contact_name",
    "contact_phone",
    "clause_version",
    "sender_name",
    "sender_address",
    "received_on",
)


@dataclass(frozen=True, slots=True)
class Filer:
    """On whose behalf a postulate is filed: an organisation, or None for the person alone."""

    organisation: Organisation | None


def start_draft(
    *,
    actor: User,
    key: UUID,
    organisation: Organisation | None,
    text: Mapping[str, Any],
    topics: Iterable[Topic],
) -> Postulate:
    """Save a new draft and return it; the same key returns the draft it made first.

    Raises ``MoveRefused`` where the person may not write for the organisation.
    """
    with transaction.atomic():
        existing = _earlier(key, actor)
        if existing:
            return existing
        if organisation and organisation.pk not in actor_of(actor).organisations:
            raise MoveRefused
        postulate = Postulate(key=key, author=actor, organisation=organisation)
        _save_new(postulate, actor, text, topics)
    return postulate


def write_down(
    *,
    actor: User,
    key: UUID,
    channel: str,
    received_on: date,
    organisation: Organisation | None,
    text: Mapping[str, Any],
    topics: Iterable[Topic],
) -> Postulate:
    """Save a draft of what came by letter, e-mail, phone or at a meeting, for somebody who has no account yet.

    Raises ``MoveRefused`` for anybody but moderators and coordinators; the move ``enter`` then takes it in.
    """
    with transaction.atomic():
        existing = _earlier(key, actor)
        if existing:
            return existing
        if not actor_of(actor).roles & WRITE_DOWN:
            raise MoveRefused
        postulate = Postulate(
            key=key, entered_by=actor, channel=channel, received_on=received_on, organisation=organisation
        )
        _save_new(postulate, actor, text, topics)
    return postulate


def save_text(
    *,
    postulate_id: int,
    actor: User,
    version: int,
    text: Mapping[str, Any],
    topics: Iterable[Topic] | None = None,
    answers: Mapping[int, str] | None = None,
    filer: Filer | None = None,
) -> Postulate:
    """Save parts of the text while it may still be edited; what is left out stays as it is.

    ``answers`` are to the extra questions of topics, by the key of the topic. ``filer`` may be changed by whoever
    began the draft, until another organisation is invited. Raises ``StaleCase`` and ``MoveRefused`` as
    ``move_postulate`` does.
    """
    with transaction.atomic():
        postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
        if postulate.version != version:
            raise StaleCase(postulate)
        person = actor_of(actor)
        case = case_of(postulate)
        if not EDIT.is_open_to(person, postulate.state, case):
            raise MoveRefused
        if filer is not None and filer.organisation != postulate.organisation:
            _change_filer(postulate, filer, actor, person)
        is_sent = postulate.state is not State.DRAFT
        _set_text(postulate, text)
        if is_sent:
            freeze(postulate, PostulateRevision.Kind.CORRECTED, actor)
        write(postulate, actor, reason="postulate.edit")
        if topics is not None:
            _set_topics(postulate, topics)
        if answers is not None:
            _set_answers(postulate, answers)
        if is_sent:
            hat = EDIT.who.hat_of(person, case)
            append_event(postulate, "edit", actor=actor, person=person, hat=hat, details={})
    return postulate


@transaction.atomic
def discard_draft(*, postulate_id: int, actor: User) -> None:
    """Delete a text that was never sent, with its history and its files.

    Raises ``MoveRefused`` for anybody but its author and for a text that was sent.
    """
    postulate = Postulate.objects.select_for_update().get(pk=postulate_id)
    if postulate.state is not State.DRAFT or EDIT not in moves_open_to(actor_of(actor), postulate):
        raise MoveRefused
    if postulate.events.exists():
        raise ValidationError(_("Other organisations were already invited to this draft. Withdraw it after sending."))
    for name in postulate.attachments.exclude(original="").values_list("original", flat=True):
        remove_after_commit(name)
    postulate.delete()
    Postulate.history.filter(id=postulate_id).delete()


def may_change_filer(postulate: Postulate, actor: User) -> bool:
    """Say whether the person may still choose on whose behalf the draft is filed."""
    is_own_draft = postulate.state is State.DRAFT and postulate.author_id == actor.pk
    return is_own_draft and not postulate.co_signatures.exists()


def _change_filer(postulate: Postulate, filer: Filer, actor: User, person: Actor) -> None:
    wanted = filer.organisation
    if not may_change_filer(postulate, actor) or (wanted and wanted.pk not in person.organisations):
        raise MoveRefused
    postulate.organisation = wanted


def _set_topics(postulate: Postulate, topics: Iterable[Topic]) -> None:
    """Set the topics; answers to questions of other topics have lost their question."""
    chosen = list(topics)
    postulate.topics.set(chosen)
    postulate.topic_answers.exclude(topic__in=chosen).delete()


def _set_answers(postulate: Postulate, answers: Mapping[int, str]) -> None:
    """Keep each answer with the question as it was asked; a topic that asks nothing is passed over."""
    asked = extra_questions(postulate.topics.values_list("pk", flat=True))
    for topic_id, question in asked.items():
        if topic_id in answers:
            TopicAnswer.objects.update_or_create(
                postulate=postulate,
                topic_id=topic_id,
                defaults={
                    "question": question.text,
                    "question_language": question.language,
                    "answer": answers[topic_id],
                },
            )


def _earlier(key: UUID, actor: User) -> Postulate | None:
    """Return the draft that the key made before; somebody else's key is refused."""
    existing = Postulate.objects.filter(key=key).first()
    if existing and actor.pk not in {existing.author_id, existing.entered_by_id}:
        raise MoveRefused
    return existing


def _save_new(postulate: Postulate, actor: User, text: Mapping[str, Any], topics: Iterable[Topic]) -> None:
    _set_text(postulate, text)
    postulate.version = 0
    write(postulate, actor, reason="postulate.drafted")
    postulate.topics.set(topics)


def _set_text(postulate: Postulate, text: Mapping[str, Any]) -> None:
    for name in TEXT_FIELDS:
        if name in text:
            setattr(postulate, name, text[name])
