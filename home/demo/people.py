"""Invented people: one sign-in for each role, and somebody in every unit."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role, translator_group
from city.models import Post, Unit

DOMAIN = "example.org"
PASSWORD = "wspolna-sprawa-demo"  # noqa: S105 - printed for everybody who tries the demo


@dataclass(frozen=True)
class Person:
    """Somebody who signs in to the demo."""

    login: str
    name: str
    surname: str
    purpose: str
    group: str = ""
    unit: str = ""
    language: str = "pl"

    @property
    def email(self) -> str:
        return f"{self.login}@{DOMAIN}"

    @property
    def is_staff(self) -> bool:
        return self.group not in {"", Role.ORGANISATION_MEMBER}


def _official(login: str, name: str, surname: str, unit: str, *, purpose: str) -> Person:
    return Person(login, name, surname, purpose, Role.OFFICIAL, unit)


def _head(login: str, name: str, surname: str, unit: str, *, purpose: str) -> Person:
    return Person(login, name, surname, purpose, Role.APPROVER, unit)


def _member(login: str, name: str, surname: str, purpose: str, language: str = "pl") -> Person:
    return Person(login, name, surname, purpose, Role.ORGANISATION_MEMBER, language=language)


PEOPLE: tuple[Person, ...] = (
    Person("admin", "Ada", "Administratorka (demo)", "everything, and the rights of others", Role.ADMINISTRATOR),
    Person("editor", "Edyta", "Redaktorka (demo)", "writes and publishes pages", Role.EDITOR),
    Person("author", "Aurelia", "Autorska (demo)", "writes drafts and sends them to review", Role.AUTHOR),
    Person("translator.uk", "Уляна", "Перекладачка (демо)", "translates into Ukrainian", translator_group("uk"),
           language="uk"),
    Person("translator.en", "Eve", "Translator (demo)", "translates into English", translator_group("en"),
           language="en"),
    Person("moderator", "Marta", "Moderatorka (demo)", "checks and registers postulates", Role.MODERATOR),
    Person("moderator2", "Michał", "Moderator (demo)", "the second pair of eyes", Role.MODERATOR),
    Person("coordinator", "Konrad", "Koordynator (demo)", "routes cases, publishes answers", Role.COORDINATOR),
    _official("official", "Olga", "Urzędniczka (demo)", "ngo-policy", purpose="leads cases of the NGO Policy Section"),
    _official("official.finance", "Filip", "Budżetowy (demo)", "finance", purpose="contributes the budget unit's part"),
    _head("head", "Hanna", "Kierowniczka (demo)", "ngo-policy", purpose="approves answers of the Section"),
    Person("auditor", "Artur", "Audytor (demo)", "reads everything, changes nothing", Role.AUDITOR),
    _member("secretary", "Sylwia", "Sekretarzowa (demo)", "owner of an organisation, files postulates"),
    _member("colleague", "Cezary", "Koleżeński (demo)", "editor in the same organisation"),
    _member("cosigner", "Софія", "Співпідписантка (демо)", "owner of another organisation, asked to co-sign", "uk"),
    Person("newcomer", "Назар", "Новоприбулий (демо)", "a newcomer with one case in their own name", language="uk"),
    _member("carers", "Celina", "Opiekunowa (demo)", "owner of an organisation of carers"),
    _member("school", "Sabina", "Szkolna (demo)", "owner of a foundation for schools"),
    _member("equality", "Ewa", "Równościowa (demo)", "owner of an association for equality"),
    _member("seniors", "Stefan", "Senioralny (demo)", "owner of a seniors' club"),
    _member("neighbours", "Nina", "Sąsiedzka (demo)", "owner of a group that is not verified yet"),
    _official("official.dialogue", "Dorota", "Dialogowa (demo)", "dialogue", purpose="official of the department"),
    _head("head.dialogue", "Daniel", "Dyrektor (demo)", "dialogue", purpose="head of the dialogue department"),
    _official("official.embassy", "Emilia", "Ambasadowa (demo)", "embassy", purpose="official of the Embassy"),
    _head("head.embassy", "Eryk", "Kierownik (demo)", "embassy", purpose="head of the Embassy"),
    _head("head.finance", "Felicja", "Skarbnicza (demo)", "finance", purpose="head of the budget unit"),
    _official("official.welfare", "Wanda", "Pomocna (demo)", "social-welfare", purpose="official of the welfare unit"),
    _head("head.welfare", "Wiktor", "Wspierający (demo)", "social-welfare", purpose="head of the welfare unit"),
    _official("official.education", "Elżbieta", "Oświatowa (demo)", "education", purpose="official of education"),
    _head("head.education", "Emil", "Kuratorski (demo)", "education", purpose="head of the education unit"),
    _official("official.it", "Iga", "Informatyczna (demo)", "it", purpose="official of the IT unit"),
    _head("head.it", "Igor", "Sieciowy (demo)", "it", purpose="head of the IT unit"),
)  # fmt: skip

OFFICIALS = {person.unit: person.login for person in PEOPLE if person.group == Role.OFFICIAL}
HEADS = {person.unit: person.login for person in PEOPLE if person.group == Role.APPROVER}


def load_people() -> int:
    """Create the people who are missing; returns how many. What somebody changed about one of them stays."""
    present = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
    missing = [person for person in PEOPLE if person.email not in present]
    if not missing:
        return 0
    hashed = make_password(PASSWORD)  # once: it is slow on purpose
    groups = {group.name: group for group in Group.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.facts()}
    for person in missing:
        user = _create(person, hashed)
        if person.group:
            user.groups.add(groups[person.group])
        if person.unit:
            kind = Post.Kind.HEAD if person.group == Role.APPROVER else Post.Kind.OFFICIAL
            Post.objects.create(unit=units[person.unit], person=user, kind=kind)
    return len(missing)


def _create(person: Person, hashed: str) -> User:
    user = User(
        email=person.email,
        password=hashed,
        first_name=person.name,
        last_name=person.surname,
        language=person.language,
        is_staff=person.is_staff,
        is_superuser=person.group == Role.ADMINISTRATOR,
    )
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def people() -> dict[str, User]:
    """Return everybody of the demo by the first part of their address."""
    users = User.objects.filter(email__in=[person.email for person in PEOPLE])
    return {user.email.removesuffix(f"@{DOMAIN}"): user for user in users}
