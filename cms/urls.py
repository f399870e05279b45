"""Every address of the site: the one place that sees every app."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.health import healthz
from cms.views import styleguide
from consultations.postulates.views.case import short_link
from home.feeds import NewsFeed
from home.handout_views import page_pdf, qr_code
from home.handout_views import short_link as short_page_link
from home.views import robots, sitemap
from notifications.calendar_views import own_calendar

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="sign_in"),
    path("POST/<int:year>/<int:number>", short_link, name="short_link"),
    path("calendar/own/<int:pk>/<str:secret>.ics", own_calendar, name="own_calendar"),
    path("g/<str:code>", short_page_link, name="short_address"),
    path("g/<str:code>/qr.<str:kind>", qr_code, name="qr_code"),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemap, name="sitemap_of_language"),
    path("robots.txt", robots, name="robots"),
]
urlpatterns += i18n_patterns(
    path("postulates/", include("consultations.postulates.urls")),
    path("organisations/", include("consultations.organisations.urls")),
    path("meetings/", include("consultations.meetings.urls")),
    path("city/", include("city.urls")),
    path("search/", include("search.urls")),
    path("notifications/search/", include("notifications.searches.urls")),
    path("", include("notifications.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("home.calls.calendar_urls")),
    path("calendar/", include("home.events.urls")),
    path("feedback/", include("home.upkeep.public_urls")),
    path("news/feed/", NewsFeed(), name="news_feed"),
    path("news/feed/<slug:topic>/", NewsFeed(), name="topic_feed"),
    path("styleguide/", styleguide, name="styleguide"),
    path("g/<str:code>", short_page_link, name="short_address_in_language"),
    path("<path:address>/pdf", page_pdf, name="page_pdf"),
    path("", include(wagtail_urls)),
)
if settings.ANYMAIL["WEBHOOK_SECRET"]:  # without it anybody could report that mail came back
    urlpatterns = [path("anymail/", include("anymail.urls")), *urlpatterns]
handler400 = "cms.views.bad_request"
handler403 = "cms.views.permission_denied"
handler404 = "cms.views.page_not_found"
handler500 = "cms.views.server_error"
if settings.DEVELOPMENT_PAGES:  # in production the proxy serves media
    from django.views.static import serve

    urlpatterns = [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}), *urlpatterns]
