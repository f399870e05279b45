"""What the site adds to Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def start_widgets() -> SafeString:
    """Load the script that starts choosers, calendars and inline panels from data in the page."""
    return format_html('<script type="module" src="{}"></script>', static("cms/js/admin-start.js"))
