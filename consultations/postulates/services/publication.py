"""Many answers published together, with one mail for each reader about all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from consultations.postulates.models import Postulate, PublicationBatch
from consultations.postulates.queries import actor_of

from .moves import MoveRefused, StaleCase, move_postulate


@dataclass(slots=True)
class Published:
    """What became of the chosen cases: published, or not and why."""

    batch: PublicationBatch
    done: list[Postulate] = field(default_factory=list)
    failed: list[tuple[int, str | Promise]] = field(default_factory=list)


def publish_together(*, actor: User, chosen: Iterable[tuple[int, int]], submission_key: UUID) -> Published:
    """Publish the approved answers of the chosen cases, given as pairs of key and version; return what became of each.

    Every case has a transaction of its own: one that cannot be published does not stop the others. A repeated key
    publishes nothing twice and returns the same batch. Raises ``MoveRefused`` for anybody but coordinators.
    """
    if Role.COORDINATOR not in actor_of(actor).roles:
        raise MoveRefused
    result = Published(_batch(actor, submission_key))
    for postulate_id, version in dict(chosen).items():
        _publish(result, actor, postulate_id, version)
    PublicationBatch.objects.filter(pk=result.batch.pk).update(finished_at=timezone.now())
    return result


def _batch(actor: User, key: UUID) -> PublicationBatch:
    """Return the batch of a key; somebody else's key is refused."""
    try:
        with transaction.atomic():
            batch, _is_new = PublicationBatch.objects.get_or_create(submission_key=key, defaults={"by": actor})
    except IntegrityError:
        batch = PublicationBatch.objects.get(submission_key=key)
    if batch.by_id != actor.pk:
        raise MoveRefused
    return batch


def _publish(result: Published, actor: User, postulate_id: int, version: int) -> None:
    try:
        moved = move_postulate(
            postulate_id=postulate_id,
            move="publish",
            actor=actor,
            version=version,
            submission_key=uuid5(result.batch.submission_key, str(postulate_id)),
            batch=result.batch,
        )
    except Postulate.DoesNotExist:
        result.failed.append((postulate_id, _("There is no such case.")))
    except StaleCase:
        result.failed.append((postulate_id, _("Somebody changed the case after you saw the preview. Look again.")))
    except MoveRefused:
        result.failed.append((postulate_id, _("It has no approved answer that you may publish.")))
    except ValidationError as error:
        result.failed.append((postulate_id, " ".join(error.messages)))
    else:
        result.done.append(moved)
