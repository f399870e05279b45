from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from notifications.feeds import feed_source
        from search.attachments.sources import register_files
        from search.sources import register

        from . import roles, signals
        from .documents import PageSource
        from .downloads import DownloadSource, files_of_downloads
        from .feeds import news_about

        roles.declare()
        signals.connect()
        register(PageSource())
        register(DownloadSource())
        register_files(DownloadSource.name, files_of_downloads)
        feed_source("news")(news_about)
