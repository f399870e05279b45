"""What apps tell us at start-up: how to write each kind of mail, and what may be followed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Addressee:
    """One recipient as known at the moment of writing; the key is ``<kind>:<pk>``, such as ``user:7``.

    Only mails that say so go to an address whose owner has not confirmed it. ``manage_url`` is the page with everything
    the address follows; ``gets_digest`` says that ``unsubscribe_url`` stops all that is told in such a digest.
    """

    key: str
    email: str
    name: str
    language: str
    unsubscribe_url: str = ""
    manage_url: str = ""
    is_confirmed: bool = True
    gets_digest: bool = False


@dataclass(frozen=True)
class Draft:
    """What to say: ``<template>_subject.txt``, ``<template>.txt`` and, optionally, ``<template>.html``.

    The subject becomes one line; plain texts are not escaped; the HTML is a fragment that is put into
    ``notifications/mail/base.html``. All see the context and ``addressee``, ``site_name``, ``site_url``.
    """

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """What one event is in a digest: the thing it is about, its absolute address, and what happened, in plain text.

    Entries of one address stand together under the title they share.
    """

    title: str
    url: str
    text: str


Writer: TypeAlias = Callable[[int, Addressee], Draft | None]
Sampler: TypeAlias = Callable[[Addressee], Draft]
EntryWriter: TypeAlias = Callable[[int, Addressee], Entry | None]
Thing: TypeAlias = tuple[str, str]
Resolver: TypeAlias = Callable[[int], Thing | None]
ManyResolver: TypeAlias = Callable[[Collection[int]], Mapping[int, Thing]]
Finder: TypeAlias = Callable[[int], Addressee | None]


@dataclass(frozen=True)
class MailKind:
    """How one kind of mail is written, and to which addresses it may go that others may not.

    These are addresses that nobody confirmed, and, for what the city must try to tell by law, addresses of people
    with an account from which mail came back before.
    """

    write: Writer
    to_unconfirmed: bool
    by_law: bool = False


@dataclass(frozen=True)
class EntryKind:
    """How one kind of mail reads in a digest, and under which heading."""

    write: EntryWriter
    heading: str | Promise


_mails: dict[str, MailKind] = {}
_samples: dict[str, dict[str, Sampler]] = {}
_entries: dict[str, EntryKind] = {}
_followables: dict[str, Resolver] = {}
_many: dict[str, ManyResolver] = {}
_finders: dict[str, Finder] = {}


def mail(kind: str, *, to_unconfirmed: bool = False, by_law: bool = False) -> Callable[[Writer], Writer]:
    """Register the writer of a kind of mail.

    It is called in the recipient's language with ``about`` and the addressee, re-reads the present state, and
    returns None when there is nothing to say to this person any more.
    """

    def register(writer: Writer) -> Writer:
        if kind in _mails:
            raise ValueError(f"The kind of mail {kind!r} has a writer already.")
        _mails[kind] = MailKind(writer, to_unconfirmed, by_law)
        return writer

    return register


def find_mail(kind: str) -> MailKind | None:
    """Return how a kind of mail is written, or None when no installed app knows it."""
    return _mails.get(kind)


def mail_kinds() -> Mapping[str, MailKind]:
    """Return every registered kind of mail by its name."""
    return _mails


def sample(kind: str, variant: str = "") -> Callable[[Sampler], Sampler]:
    """Register an example of a kind of mail for the catalogue; a kind that says different things has several variants.

    Written in ``<app>/samples.py``. It is called in the addressee's language and builds its draft of invented data
    and unsaved rows, without a query. What is data is the same in every language; what is said comes from gettext.
    """

    def register(sampler: Sampler) -> Sampler:
        variants = _samples.setdefault(kind, {})
        if variant in variants:
            raise ValueError(f"The kind of mail {kind!r} has a sample {variant!r} already.")
        variants[variant] = sampler
        return sampler

    return register


def samples_of(kind: str) -> Mapping[str, Sampler]:
    """Return the samples of a kind by their variants, read from every app's ``samples.py`` the first time."""
    autodiscover_modules("samples")
    return _samples.get(kind, {})


def entry(kind: str, *, heading: str | Promise = "") -> Callable[[EntryWriter], EntryWriter]:
    """Register how a kind of mail is told in a digest, beside its ``@mail`` of the same name.

    It is called in the recipient's language when the digest is written, re-reads the present state, and returns None
    when there is nothing to say any more. Entries of one heading stand together; give it translatable.
    """

    def register(writer: EntryWriter) -> EntryWriter:
        if kind in _entries:
            raise ValueError(f"The kind of mail {kind!r} has a writer of entries already.")
        _entries[kind] = EntryKind(writer, heading)
        return writer

    return register


def find_entry(kind: str) -> EntryKind | None:
    """Return how a kind of mail is told in a digest, or None when it is never in one."""
    return _entries.get(kind)


def addressee_kind(kind: str) -> Callable[[Finder], Finder]:
    """Register how recipients of a kind are looked up by their id: an app's own rows with an address may be written to.

    The function returns the recipient as they are now, or None when there is nobody to write to any more.
    """

    def register(finder: Finder) -> Finder:
        if kind in _finders:
            raise ValueError(f"The kind of addressee {kind!r} is registered already.")
        _finders[kind] = finder
        return finder

    return register


def find_addressee_kind(kind: str) -> Finder | None:
    """Return how recipients of a kind are looked up, or None when no installed app knows it."""
    return _finders.get(kind)


def followable(kind: str) -> Callable[[Resolver], Resolver]:
    """Register how a kind of followable thing is looked up by its id.

    The function returns title and path for what anybody may read, else None; it is called in the reader's language.
    """

    def register(resolver: Resolver) -> Resolver:
        if kind in _followables:
            raise ValueError(f"The followable kind {kind!r} is registered already.")
        _followables[kind] = resolver
        return resolver

    return register


def followables(kind: str) -> Callable[[ManyResolver], ManyResolver]:
    """Register the same for many ids in a constant number of queries: the function leaves out what is not public."""

    def register(resolver: ManyResolver) -> ManyResolver:
        followable(kind)(lambda pk: resolver([pk]).get(pk))
        _many[kind] = resolver
        return resolver

    return register


def followed(kind: str, object_id: int) -> Thing | None:
    """Return title and path of a public thing in the active language; None when unknown or not public."""
    resolver = _followables.get(kind)
    # An address can name more than a database can count.
    return resolver(object_id) if resolver and 0 <= object_id < 2**63 else None


def followed_things(targets: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    """Return title and path of every thing that is public, by kind and id, each kind looked up at once."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in targets:
        ids[kind].append(pk)
    return {(kind, pk): thing for kind, pks in ids.items() for pk, thing in _look_up(kind, pks).items()}


def _look_up(kind: str, pks: Collection[int]) -> Mapping[int, Thing]:
    if kind in _many:
        return _many[kind](pks)
    return {pk: thing for pk in pks if (thing := followed(kind, pk))}
