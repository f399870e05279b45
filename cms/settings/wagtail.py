"""The content management system and the translation of pages."""

from . import env

WAGTAIL_SITE_NAME = "Wspólna Sprawa"
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Deadlines are typed and shown by the clock in the city, wherever the editor sits.
WAGTAIL_USER_TIME_ZONES = ["Europe/Warsaw"]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
APPROVAL_WORKING_DAYS = 3  # how long a page may wait for its reviewers
APPROVAL_ESCALATION_WORKING_DAYS = 2  # how much later its owner and their deputy are told
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 2**20
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 2**20
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "docx", "txt", "csv"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
# The public search is our own (search/); Wagtail's stays for the admin's choosers only.
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# A translation goes live when a person publishes it, never because its source did.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Where films in sign language may lie: readers follow a plain link there, nothing is loaded before they do.
SIGN_FILM_HOSTS = env.words("SIGN_FILM_HOSTS", "krakow.pl,youtube.com,youtu.be,vimeo.com")
