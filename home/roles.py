"""Who may do what with pages: editors everywhere, authors write drafts, a translator works in one language only."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.roles import Role, grant, sync_groups, translator_group
from cms.languages import target_languages

if TYPE_CHECKING:
    from .models import HomePage

WRITE = ("add_page", "change_page", "publish_page")
DRAFT = ("add_page", "change_page")
RUN = (*WRITE, "bulk_delete_page", "lock_page", "unlock_page")
SUBMIT = "wagtail_localize.submit_translation"
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
REUSED = ("add", "change", "view")
READ_FILES = ("choose_image", "choose_document")


def declare() -> None:
    """Tell the accounts app that these groups submit pages for translation."""
    for role in (Role.EDITOR, Role.ADMINISTRATOR):
        grant(role, [SUBMIT, *(f"home.{action}_fragment" for action in REUSED)])
    grant(Role.ADMINISTRATOR, ["home.delete_fragment"])
    for code in target_languages():
        grant(translator_group(code), [SUBMIT, "wagtailadmin.access_admin"])


def sync_page_permissions(home: "HomePage") -> None:
    """Give each role exactly its rights on the language trees; called whenever the site is prepared."""
    declare()
    sync_groups()
    trees = {page.locale.language_code: page for page in home.get_translations(inclusive=True).select_related("locale")}
    _set(Role.EDITOR, dict.fromkeys(trees.values(), WRITE), FILES)
    _set(Role.AUTHOR, {trees[settings.LANGUAGE_CODE]: DRAFT}, FILES)
    _set(Role.ADMINISTRATOR, {Page.get_first_root_node(): RUN}, FILES)
    for code in target_languages():
        _set(translator_group(code), {trees[code]: WRITE}, READ_FILES)


def _set(name: str, trees: "dict[Page, tuple[str, ...]]", files: tuple[str, ...]) -> None:
    group = Group.objects.get(name=name)
    known = {permission.codename: permission for permission in _permissions()}
    wanted = {(page.pk, known[codename].pk) for page, codenames in trees.items() for codename in codenames}
    present = {(row.page_id, row.permission_id): row for row in GroupPagePermission.objects.filter(group=group)}
    for key in present.keys() - wanted:
        present[key].delete()
    for page_id, permission_id in wanted - present.keys():
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission_id=permission_id)
    root = Collection.get_first_root_node()
    for codename in files:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=known[codename])


def _permissions() -> list[Permission]:
    apps = ("wagtailcore", "wagtailimages", "wagtaildocs")
    return list(Permission.objects.filter(content_type__app_label__in=apps, codename__in={*RUN, *FILES}))
