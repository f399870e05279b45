import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()


def _warm_up() -> None:
    from search.warming import warm_up  # the apps are ready only now

    warm_up()


Thread(target=_warm_up, name="warm-up", daemon=True).start()
