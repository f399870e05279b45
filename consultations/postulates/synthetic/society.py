"""Who files, co-signs, moderates, routes and answers: invented people and organisations, those of one seed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from wagtail.models import Locale

from accounts.models import User
from accounts.roles import Role
from city.models import Competence, DeadlineRule, Post, Topic, Unit
from consultations.organisations.models import Membership, Organisation
from consultations.postulates.models import RejectionReason

from .texts import SHARES, organisation_name, person_name

ORGANISATIONS = 300
RESIDENTS = 150
STAFF: dict[Role, int] = {Role.MODERATOR: 6, Role.COORDINATOR: 4, Role.AUDITOR: 1}
OFFICIALS_PER_UNIT = 3
KINDS = ("association", "foundation", "association", "foundation", "informal_group")
MAILBOX = "example.org"
INVENTED_REASONS = {"invented-public": ("Nie wiadomo, o co chodzi (przykład)", True),
                    "invented-hidden": ("Dane innych osób (przykład)", False)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filer:
    """An organisation and those who write for it."""

    pk: int
    writers: tuple[int, ...]


@dataclass
class Society:
    """The keys of everybody and everything that the cases name."""

    filers: list[Filer]
    residents: list[int]
    staff: Mapping[Role, list[int]]
    officials: Mapping[int, list[int]]
    heads: Mapping[int, list[int]]
    topics: Mapping[str, int]
    units: Mapping[str, int]
    competent: Mapping[int, int]
    rules: Mapping[str, Sequence[DeadlineRule]]
    reasons: Mapping[int, bool]
    unit_keys: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.unit_keys = list(self.officials)

    def rule(self, code: str, day: date) -> DeadlineRule:
        """Return the deadline rule in force on the day, as ``city.queries.rule_on`` does, without a query."""
        return next(
            row for row in self.rules[code] if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)
        )


def load_society(seed: int) -> Society:
    """Create who is missing and return everybody; nobody of them can sign in, for they have no password."""
    people = _people(seed)
    _groups(people)
    _posts(people)
    filers = _organisations(seed, people)
    officials, heads = _offices(people)
    return Society(
        filers=filers,
        residents=[people[f"resident{number}"] for number in range(RESIDENTS)],
        staff={role: [people[f"{role}{number}"] for number in range(count)] for role, count in STAFF.items()},
        officials=officials,
        heads=heads,
        topics=dict(Topic.objects.facts().values_list("code", "pk")),
        units=_units(),
        competent=dict(Competence.objects.order_by("-pk").values_list("topic_id", "unit_id")),
        rules=_rules(),
        reasons=_reasons(),
    )


def _units() -> dict[str, int]:
    return dict(Unit.objects.facts().filter(is_active=True).order_by("code").values_list("code", "pk"))


def _logins() -> list[str]:
    logins = [f"resident{number}" for number in range(RESIDENTS)]
    logins += [f"{role}{number}" for role, count in STAFF.items() for number in range(count)]
    for code in _units():
        logins += [f"official.{code}{number}" for number in range(OFFICIALS_PER_UNIT)] + [f"head.{code}"]
    for number in range(ORGANISATIONS):
        logins += [f"owner{number}"] + ([f"editor{number}"] if number % 2 else [])
    return logins


def address(seed: int, login: str) -> str:
    """Return the address under which a synthetic person is kept."""
    return f"{login}.s{seed}@{MAILBOX}"


def _people(seed: int) -> dict[str, int]:
    """Create the people who are missing and return everybody's key by login."""
    logins = {login: address(seed, login) for login in _logins()}
    present = set(User.objects.filter(email__endswith=f".s{seed}@{MAILBOX}").values_list("email", flat=True))
    missing = [_person(seed, login, email) for login, email in logins.items() if email not in present]
    User.objects.bulk_create(missing, batch_size=500)
    keys = dict(User.objects.filter(email__endswith=f".s{seed}@{MAILBOX}").values_list("email", "pk"))
    return {login: keys[email] for login, email in logins.items()}


def _person(seed: int, login: str, email: str) -> User:
    chance = Random(f"{seed}:{login}")
    is_staff = not login.startswith(("resident", "owner", "editor"))
    language = "pl" if is_staff else chance.choices(list(SHARES), list(SHARES.values()))[0]
    first, last = person_name(chance, language)
    return User(
        email=email,
        password=UNUSABLE_PASSWORD_PREFIX,
        first_name=first,
        last_name=last,
        language=language,
        is_staff=is_staff,
    )


def _groups(people: Mapping[str, int]) -> None:
    groups = {group.name: group.pk for group in Group.objects.all()}
    belongs = User.groups.through
    rows = [
        belongs(user_id=pk, group_id=groups[role.value])
        for login, pk in people.items()
        if (role := _role(login)) is not None
    ]
    belongs.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _role(login: str) -> Role | None:
    for prefix, role in (("official.", Role.OFFICIAL), ("head.", Role.APPROVER)):
        if login.startswith(prefix):
            return role
    if login.startswith(("owner", "editor")):
        return Role.ORGANISATION_MEMBER
    return next((role for role in STAFF if login.startswith(role.value)), None)


def _posts(people: Mapping[str, int]) -> None:
    rows = []
    for code, unit in _units().items():
        rows += [
            Post(unit_id=unit, person_id=people[f"official.{code}{number}"]) for number in range(OFFICIALS_PER_UNIT)
        ]
        rows.append(Post(unit_id=unit, person_id=people[f"head.{code}"], kind=Post.Kind.HEAD))
    Post.objects.bulk_create(rows, ignore_conflicts=True)


def _offices(people: Mapping[str, int]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    officials: dict[int, list[int]] = defaultdict(list)
    heads: dict[int, list[int]] = defaultdict(list)
    for code, unit in _units().items():
        officials[unit] = [people[f"official.{code}{number}"] for number in range(OFFICIALS_PER_UNIT)]
        heads[unit] = [people[f"head.{code}"]]
    return officials, heads


def _organisations(seed: int, people: Mapping[str, int]) -> list[Filer]:
    """Create the organisations that are missing, each with an owner and every second with an editor."""
    names = {_organisation_name(seed, number): number for number in range(ORGANISATIONS)}
    present = set(Organisation.objects.filter(legal_name__in=names).values_list("legal_name", flat=True))
    missing = [_organisation(name, number) for name, number in names.items() if name not in present]
    Organisation.objects.bulk_create(missing, batch_size=500)
    keys = dict(Organisation.objects.filter(legal_name__in=names).values_list("legal_name", "pk"))
    filers = [
        Filer(keys[name], tuple(people[login] for login in (f"owner{n}", f"editor{n}") if login in people))
        for name, n in names.items()
    ]
    Membership.objects.bulk_create(_memberships(filers), ignore_conflicts=True, batch_size=500)
    return filers


def _organisation_name(seed: int, number: int) -> str:
    return f"{organisation_name(number, KINDS[number % len(KINDS)])} {seed}"


def _organisation(name: str, number: int) -> Organisation:
    status = Organisation.Status.VERIFIED if number % 10 else Organisation.Status.UNVERIFIED
    return Organisation(legal_name=name, kind=KINDS[number % len(KINDS)], status=status)


def _memberships(filers: Iterable[Filer]) -> list[Membership]:
    roles = (Membership.Role.OWNER, Membership.Role.EDITOR)
    return [
        Membership(organisation_id=filer.pk, person_id=person, role=role)
        for filer in filers
        for person, role in zip(filer.writers, roles, strict=False)
    ]


def _rules() -> dict[str, list[DeadlineRule]]:
    rules: dict[str, list[DeadlineRule]] = defaultdict(list)
    for row in DeadlineRule.objects.order_by("-valid_from"):
        rules[row.code].append(row)
    return rules


def _reasons() -> dict[int, bool]:
    """Return the reasons for rejection and whether each leaves the text public; a city without any gets two."""
    locale = Locale.get_default()
    rows = RejectionReason.objects.filter(locale=locale)
    if set(rows.values_list("is_public", flat=True)) < {True, False}:
        for code, (name, is_public) in INVENTED_REASONS.items():
            rows.get_or_create(
                code=code, locale=locale, defaults={"name": name, "explanation": name, "is_public": is_public}
            )
    return dict(rows.order_by("code").values_list("pk", "is_public"))
