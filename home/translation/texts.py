"""What of a thing is translated: its words one by one, and a fingerprint of all that a translation must follow."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# What Wagtail writes beside the words of a child row; it differs between a draft and what was stored.
_OF_THE_DATABASE = frozenset({"pk", "page", "locale", "sort_order"})


class Segment(NamedTuple):
    """One text to translate: where it stands in the thing (``body.<block id>.title``), and its words as HTML."""

    path: str
    text: str


def texts_of(instance: TranslatableMixin) -> list[Segment]:
    """Return the texts of a page or snippet that are translated, in their order."""
    return [
        Segment(value.path, value.string.data)
        for value in extract_segments(instance)
        if isinstance(value, StringSegmentValue) and not value.is_empty()
    ]


def by_path(segments: Iterable[Segment]) -> dict[str, list[str]]:
    """Return the texts of each place, in their order: running text has several in one place."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, text in segments:
        found[path].append(text)
    return dict(found)


def digest_of(instance: TranslatableMixin) -> str:
    """Return a fingerprint of everything a translation takes from its source: words, order, links, numbers in blocks.

    What belongs to the page and not to a language (dates, the unit, privacy, the address, being live) has no part in
    it, so publishing, moving or saving a draft never makes a translation look old.
    """
    content = json.dumps(_content(instance), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _content(instance: TranslatableMixin) -> dict[str, Any]:
    data: Mapping[str, Any]
    if isinstance(instance, ClusterableModel):
        data = instance.serializable_data()
    else:
        data = get_serializable_data_for_fields(instance)
    names = {
        field.field_name
        for field in get_translatable_fields(type(instance))
        if field.is_translated(instance) and field.field_name in data
    }
    return {name: _plain(data[name]) for name in names}


def _plain(value: Any) -> Any:
    """Return the value as it is compared; StreamFields are serialised as a string of JSON."""
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    if isinstance(value, list):
        return [_without_keys(item) for item in value]
    return value


def _without_keys(item: Any) -> Any:
    return {k: v for k, v in item.items() if k not in _OF_THE_DATABASE} if isinstance(item, dict) else item
