import os

from django.core.wsgi import get_wsgi_application

from cms.warming import warm_up_beside

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()
warm_up_beside()
