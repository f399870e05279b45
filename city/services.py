"""Changes outside the admin's own forms: the reference data of a new site, and absences."""

from datetime import date, timedelta
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User

from . import reference
from .models import Absence, Competence, DeadlineRule, District, Named, Nested, Topic, Unit
from .queries import office, people_arranged_by

ABSENCES_KEPT = timedelta(days=90)
_Row = TypeVar("_Row", bound=Named)
_NestedRow = TypeVar("_NestedRow", bound=Nested)


@transaction.atomic
def load_reference_data() -> None:
    """Create the topics, units, districts, competences and rules that are missing; what an editor changed stays."""
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=reference.LANGUAGES)}
    _load_topics(locales)
    _load_units(locales)
    _load_districts(locales)
    _load_competences()
    for code, term in reference.DEADLINES.items():
        DeadlineRule.objects.get_or_create(code=code, valid_from=reference.VALID_FROM, defaults=term._asdict())


def _load_topics(locales: dict[str, Locale]) -> None:
    made = [row for code, texts in reference.TOPICS.items() for row in _ensure(Topic, code, texts, locales)]
    _place(Topic, made, reference.TOPIC_PARENTS)


def _load_units(locales: dict[str, Locale]) -> None:
    made: list[Unit] = []
    for code, (texts, _parent, is_dialogue) in reference.UNITS.items():
        made += _ensure(Unit, code, texts, locales, is_dialogue_department=is_dialogue)
    _place(Unit, made, {code: parent for code, (_texts, parent, _is_dialogue) in reference.UNITS.items() if parent})


def _load_districts(locales: dict[str, Locale]) -> None:
    for number, (code, polish, ukrainian) in reference.DISTRICTS.items():
        numeral = reference.ROMAN[number - 1]
        texts = tuple(f"{numeral} {name}" for name in (polish, ukrainian, polish))
        _ensure(District, code, texts, locales, number=number)


def _load_competences() -> None:
    topics = {topic.code: topic for topic in Topic.objects.facts()}
    units = {unit.code: unit for unit in Unit.objects.facts()}
    for topic, unit in reference.COMPETENCES.items():
        Competence.objects.get_or_create(topic=topics[topic], unit=units[unit])


def _ensure(
    model: type[_Row], code: str, texts: tuple[str, ...], locales: dict[str, Locale], **facts: object
) -> list[_Row]:
    """Return the rows that had to be made, at most one per language."""
    key = uuid5(NAMESPACE_URL, f"{model._meta.label_lower}:{code}")
    made = []
    for language, name in zip(reference.LANGUAGES, texts, strict=True):
        if language in locales:
            row, is_new = model._default_manager.get_or_create(
                code=code,
                locale=locales[language],
                defaults={"name": name, "translation_key": key, **facts},
            )
            made += [row] * is_new
    return made


def _place(model: type[_NestedRow], made: list[_NestedRow], parents: dict[str, str]) -> None:
    """Make new rows part of those of the same language that the reference names."""
    for row in made:
        if row.code in parents:
            row.parent = model._default_manager.get(code=parents[row.code], locale=row.locale_id)
            row.save(update_fields=["parent"])


def plan_absence(
    *, actor: User, person_id: int, deputy_id: int, starts_on: date, ends_on: date, note: str = ""
) -> Absence:
    """Record that somebody will be away and who acts in their posts meanwhile.

    People plan for themselves, heads for their units, coordinators and administrators for everybody; others meet
    PermissionDenied. Raises ValidationError, by field, where the days or the deputy do not fit.
    """
    with transaction.atomic():
        # Whoever plans for the same person at the same moment waits here, so that two absences never overlap.
        person = User.objects.select_for_update().get(pk=person_id)
        _check_right(actor, person.pk)
        _check_days(person, starts_on, ends_on)
        deputy = _deputy(person, deputy_id, starts_on, ends_on)
        absence = Absence(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on, note=note)
        absence.full_clean(validate_constraints=False)
        absence.save()
    return absence


def cancel_absence(*, actor: User, absence_id: int) -> None:
    """Remove an absence; from now on the deputy no longer acts for it. Rights are those of planning.

    Raises ``Absence.DoesNotExist`` when it is gone already.
    """
    with transaction.atomic():
        absence = Absence.objects.select_for_update().get(pk=absence_id)
        _check_right(actor, absence.person_id)
        absence.delete()


def erase_past_absences() -> None:
    """Forget who was away more than 90 days ago."""
    Absence.objects.filter(ends_on__lt=timezone.localdate() - ABSENCES_KEPT).delete()


def _check_right(actor: User, person_id: int) -> None:
    if not people_arranged_by(actor).filter(pk=person_id).exists():
        raise PermissionDenied


def _check_days(person: User, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day cannot be before the first day.")})
    if ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("This absence is over already. Choose a last day from today on.")})
    other = person.absences.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if other is not None:
        message = _(
            "Another absence from %(start)s to %(end)s is planned already. Choose other days, or cancel that one first."
        )
        raise ValidationError({"starts_on": message % _days(other)})


def _deputy(person: User, deputy_id: int, starts_on: date, ends_on: date) -> User:
    """Return the deputy: another person who works in the office and is there on all those days."""
    if deputy_id == person.pk:
        raise ValidationError({"deputy": _("Nobody can stand in for themselves. Choose another person.")})
    deputy = office().filter(pk=deputy_id).first()
    if deputy is None:
        raise ValidationError({"deputy": _("This person holds no post in the office. Choose somebody who does.")})
    away = deputy.absences.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if away is not None:
        message = _("This person is away from %(start)s to %(end)s. Choose somebody else.")
        raise ValidationError({"deputy": message % _days(away)})
    return deputy


def _days(absence: Absence) -> dict[str, str]:
    return {
        "start": date_format(absence.starts_on, "DATE_FORMAT"),
        "end": date_format(absence.ends_on, "DATE_FORMAT"),
    }
