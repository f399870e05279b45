"""Rich text of a bundle: well-formed HTML with no more than the field's editor offers, links named by keys.

Stored texts go out and come in through the same narrow writer, so that a text keeps its form for ever and a browser
reads it as we do. Whoever wrote the HTML, nothing but the tags of the field's features passes.
"""

import re
from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from wagtail.rich_text import features as registry
from wagtail.whitelist import Whitelister, check_url

from .problems import Refused

Outward = Callable[[str, str], str | None]
"""Takes the type of a link and an id; returns its address in a bundle, None for a target that is gone."""
Inward = Callable[[str, str], tuple[str, int] | None]
"""Takes a scheme and a reference; returns type of the link and id, None for a target that is not there."""

_SCHEMES = {"page": "page", "document": "document"}
_TAGS_OF = {
    "bold": ("b", "strong"),
    "italic": ("i", "em"),
    "link": ("a",),
    "document-link": ("a",),
    "ol": ("ol", "li"),
    "ul": ("ul", "li"),
    "hr": ("hr",),
    "blockquote": ("blockquote",),
    "code": ("code",),
    "superscript": ("sup",),
    "subscript": ("sub",),
    "strikethrough": ("s", "del"),
    **{f"h{level}": (f"h{level}",) for level in range(2, 7)},
}
_GONE_WITH_CONTENT = ("script", "style", "iframe", "object", "embed", "svg", "math", "template", "noscript")
_BLOCK_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


def outward(html: str, address: Outward) -> str:
    """Return stored rich text as a bundle carries it."""
    soup = _parse(html)
    for link in soup.find_all("a"):
        kind = link.attrs.pop("linktype", None)
        if kind is None:
            continue
        target = address(str(kind), str(link.attrs.pop("id", "")))
        if target is None:
            link.unwrap()
        else:
            link.attrs = {"href": target}
    return _written(soup)


def inward(html: str, allowed: Iterable[str] | None, target: Inward) -> tuple[str, list[str]]:
    """Return rich text as it is stored, and what had to be left out, each in a sentence.

    Raises ``Refused`` for a link that is no address, such as ``javascript:``.
    """
    soup = _parse(html)
    left_out = [_remove_code(soup)]
    links = [(link, _local(str(link.get("href", "")))) for link in soup.find_all("a")]
    before = _shape(soup)
    names = registry.get_default_features() if allowed is None else allowed
    _Gate(names).clean_node(soup, soup)
    left_out.append(_("Formatting that this text cannot have was removed.") if _shape(soup) != before else "")
    left_out += [_point(link, local, target) for link, local in links if link.parent is not None]
    return _written(soup), [sentence for sentence in left_out if sentence]


def _parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def _written(soup: BeautifulSoup) -> str:
    """Write only what must be escaped, attributes always in double quotes, as Wagtail's readers expect."""
    for tag in soup.find_all(True):
        tag.attrs = {name: str(value).replace('"', "%22") for name, value in tag.attrs.items()}
    return soup.decode(formatter="minimal")


def _shape(soup: BeautifulSoup) -> list[str]:
    return [tag.name for tag in soup.find_all(True)]


def _remove_code(soup: BeautifulSoup) -> str:
    found = soup.find_all(_GONE_WITH_CONTENT)
    for tag in found:
        tag.decompose()
    return _("Code inside the text was removed. A page takes text, lists and links only.") if found else ""


def _local(href: str) -> tuple[str, str] | None:
    scheme, colon, reference = href.partition(":")
    return (scheme, reference.strip()) if colon and scheme in _SCHEMES else None


def _point(link: Tag, local: tuple[str, str] | None, target: Inward) -> str:
    """Turn a link to something of the site into the stored form; a link without a target leaves its words."""
    if local is None:
        if not link.get("href"):
            link.unwrap()
        return ""
    found = target(*local)
    if found is None:
        link.unwrap()
        return _(
            "The link to “%(target)s” was left out, because there is no such thing in the bundle or on the site. "
            "Add it and import again."
        ) % {"target": ":".join(local)}
    link.attrs = {"linktype": found[0], "id": str(found[1])}
    return ""


class _Gate(Whitelister):
    """Wagtail's own whitelister with the tags of some features, keeping the keys its editor gives to blocks."""

    def __init__(self, features: Iterable[str]) -> None:
        names = {"p", "br", *(tag for feature in features for tag in _TAGS_OF.get(feature, ()))}
        self.element_rules = {"[document]": _without_attributes, **dict.fromkeys(names, _without_attributes)}
        if "a" in names:
            self.element_rules["a"] = _only_an_address


def _without_attributes(tag: Tag) -> None:
    key = tag.attrs.get("data-block-key", "")
    tag.attrs = {"data-block-key": key} if _BLOCK_KEY.fullmatch(str(key)) else {}


def _only_an_address(tag: Tag) -> None:
    href = str(tag.attrs.get("href", "")).strip()
    if _local(href) is None and href and check_url(href) is None:
        raise Refused(
            "link",
            _("“%(href)s” is not an address a link may have. Use https://, mailto: or tel:, or page: and a key.")
            % {"href": href[:80]},
        )
    tag.attrs = {"href": href} if href else {}
