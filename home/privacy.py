"""A page that only some may read is that in every language."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, PageViewRestriction


@transaction.atomic
def mirror(page: Page) -> None:
    """Give the translations of a source page the privacy in force where the source stands.

    The source decides: a change on a translation is set right again from the source, unless it made the translation
    stricter. A page without a source version is left alone.
    """
    source = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if source is None:
        return
    rules = source.get_view_restrictions()
    rule = rules.filter(page=source).first() or rules.order_by("-page__depth").first()
    for translation in source.get_translations():
        if rule is not None:
            _apply(rule, translation)
        elif source.pk == page.pk:
            PageViewRestriction.objects.filter(page=translation).delete()


def _apply(rule: PageViewRestriction, translation: Page) -> None:
    wanted = {"restriction_type": rule.restriction_type, "password": rule.password}
    copy = PageViewRestriction.objects.filter(page=translation).first()
    groups = set(rule.groups.values_list("pk", flat=True))
    if copy is None:
        copy = PageViewRestriction.objects.create(page=translation, **wanted)
    elif (copy.restriction_type, copy.password) != (rule.restriction_type, rule.password):
        copy.restriction_type, copy.password = rule.restriction_type, rule.password
        copy.save()
    if set(copy.groups.values_list("pk", flat=True)) != groups:
        copy.groups.set(groups)
