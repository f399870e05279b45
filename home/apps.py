from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from search.attachments.sources import register_files
        from search.sources import register

        from . import roles, signals
        from .documents import PageSource
        from .downloads import DownloadSource, files_of_downloads

        roles.declare()
        signals.connect()
        register(PageSource())
        register(DownloadSource())
        register_files(DownloadSource.name, files_of_downloads)
