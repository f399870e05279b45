"""Public pages load scripts and styles from us alone; the admin scripts from us alone, and it works."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from wagtail.admin.widgets import BaseChooser

from accounts.models import User
from cms.admin_csp import choosers
from cms.admin_csp.choosers import render
from home.models import NewsPage, SectionPage
from home.services import create_page, ensure_site, publish_page

# The server runs beside the test, so what it sees must be committed; afterwards the migrated rows come back.
LIVE = pytest.mark.django_db(transaction=True, serialized_rollback=True)
STARTER = choosers.__file__.replace("admin_csp/choosers.py", "static/cms/js/admin-start.js")
PASSWORD = "correct horse battery staple"
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def policy(client: Client, path: str) -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.django_db
def test_public_page_runs_no_inline_script_and_no_inline_style(client: Client):
    found = policy(client, "/en/styleguide/")
    assert found["script-src"] == found["style-src"] == "'self'"
    assert found["default-src"] == found["frame-ancestors"] == "'none'"


@pytest.mark.django_db
def test_public_page_prints_no_inline_script_and_no_inline_style(client: Client):
    page = client.get("/en/styleguide/").content.decode() + client.get("/en/accounts/login/").content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    scripts = re.findall(r"<script[^>]*>", page)
    assert all("src=" in script or "application/json" in script for script in scripts)


def _all_choosers(base: type[BaseChooser] = BaseChooser) -> Iterator[type[BaseChooser]]:
    for each in base.__subclasses__():
        yield each
        yield from _all_choosers(each)


def test_every_chooser_can_be_started_from_data():
    with open(STARTER, encoding="utf-8") as file:
        known = set(re.findall(r"^  (\w+): \(", file.read(), re.MULTILINE))
    needed = {each.js_constructor for each in _all_choosers()} | {"TaskChooser"}
    assert needed <= known


def test_no_chooser_has_a_way_of_its_own_to_start():
    own = {each.__name__ for each in _all_choosers() if "render_js_init" in vars(each)}
    assert own == {"AdminTaskChooser"}
    assert BaseChooser.render is render


@pytest.fixture
def news(city: None) -> NewsPage:
    ensure_site()
    chief = User.objects.create_superuser("chief@example.org", PASSWORD)
    section = publish_page(create_page(ensure_site(), SectionPage(title="Aktualności"), actor=chief), actor=chief)
    return publish_page(create_page(section, NewsPage(title="Spotkanie", lead="Rozmowa."), actor=chief), actor=chief)


@pytest.fixture
def admin(live_server, csp_browser: Browser, news: NewsPage, client: Client, sign_in) -> Iterator[Page]:
    sign_in(User.objects.get(email="chief@example.org"))
    context = csp_browser.new_context(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    context.add_init_script(WATCH)
    page = context.new_page()
    yield page
    context.close()


def refused(page: Page, path: str) -> list[str]:
    response = page.goto(path)
    assert response
    assert response.status == 200, path
    page.wait_for_timeout(400)
    return [f"{path}: {what}" for what in page.evaluate("window.refused")]


ADMIN = (
    "/admin/",
    "/admin/pages/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/groups/new/",
    "/admin/locales/",
    "/admin/snippets/",
    "/admin/snippets/city/unit/",
    "/admin/snippets/city/unit/add/",
    "/admin/snippets/city/topic/add/",
    "/admin/workflows/list/",
    "/admin/workflows/add/",
    "/admin/redirects/add/",
    "/admin/sites/new/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/account/",
)


@pytest.mark.browser
@LIVE
def test_admin_runs_without_a_refused_script_or_style(admin: Page, news: NewsPage):
    section = news.get_parent().pk
    pages = (
        f"/admin/pages/{section}/",
        f"/admin/pages/{news.pk}/edit/",
        f"/admin/pages/{news.pk}/history/",
        f"/admin/pages/add/home/newspage/{section}/",
        f"/admin/localize/submit/page/{news.pk}/",
    )
    assert [what for path in (*ADMIN, *pages) for what in refused(admin, path)] == []


@pytest.mark.browser
@LIVE
def test_date_picker_chooser_and_inline_rows_start_from_data(admin: Page, news: NewsPage):
    errors: list[str] = []
    admin.on("pageerror", lambda error: errors.append(str(error)))
    assert refused(admin, f"/admin/pages/{news.pk}/edit/") == []
    admin.click("#id_published_on")
    admin.wait_for_selector(".xdsoft_datetimepicker:visible")
    admin.goto("/admin/redirects/add/")
    admin.click("#id_redirect_page-chooser .unchosen [data-chooser-action-choose]")
    admin.wait_for_selector(".modal .listing")
    admin.goto("/admin/workflows/add/")
    admin.click("#id_workflow_tasks-ADD")
    admin.locator("#id_workflow_tasks-FORMS .unchosen [data-chooser-action-choose]").last.click()
    admin.wait_for_selector(".modal .modal-body")
    assert admin.evaluate("window.refused") == []
    assert errors == []


@pytest.mark.browser
@LIVE
def test_preview_of_a_page_is_shown_in_the_frame_of_the_editor(admin: Page, news: NewsPage):
    admin.goto(f"/admin/pages/{news.pk}/edit/")
    admin.click("[data-side-panel-toggle=preview]")
    frame = admin.frame_locator("[data-side-panel=preview] iframe").first
    frame.locator("h1").wait_for(state="attached")
    assert frame.locator("h1").inner_text() == "Spotkanie"


@pytest.mark.django_db
def test_preview_allows_nothing_more_than_its_frame(client: Client, city, sign_in):
    chief = User.objects.create_superuser("chief@example.org", PASSWORD)
    section = create_page(ensure_site(), SectionPage(title="Aktualności"), actor=chief)
    sign_in(chief)
    found = policy(client, f"/admin/pages/{section.pk}/view_draft/")
    assert found["frame-ancestors"] == "'self'"
    assert found["style-src"] == found["script-src"] == "'self'"


@pytest.mark.django_db
def test_admin_allows_inline_styles_but_no_inline_scripts(client: Client, city, sign_in):
    sign_in(User.objects.create_superuser("chief@example.org", PASSWORD))
    found = policy(client, "/admin/")
    assert found["script-src"] == "'self'"
    assert found["style-src"] == "'self' 'unsafe-inline'"
    assert found["frame-ancestors"] == "'self'"
