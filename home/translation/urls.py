"""Addresses of the translators' desk, below /admin/. Those under localize/ stand before wagtail-localize's own."""

from django.urls import path

from .views import exchange, localize, machine
from .views.my_work import MyWorkView
from .views.side_by_side import SideBySideView, confirm_still_right
from .views.table import TableView

app_name = "translation"

_THING = "<str:kind>/<str:language>/<uuid:key>/"

urlpatterns = [
    path("", TableView.as_view(), name="table"),
    path("mine/", MyWorkView.as_view(), name="my_work"),
    path(f"compare/{_THING}", SideBySideView.as_view(), name="side_by_side"),
    path(f"confirm/{_THING}", confirm_still_right, name="confirm_still_right"),
    path("<int:translation_id>/machine/", machine.machine_translate, name="machine_translate"),
    path("<int:translation_id>/machine/checked/", machine.confirm_machine, name="confirm_machine"),
    path("<int:translation_id>/xliff/", exchange.download_xliff, name="download_xliff"),
    path("<int:translation_id>/po/", exchange.download_po, name="download_po"),
    path("<int:translation_id>/upload/", exchange.upload_for_one, name="upload_for_one"),
    path("download/", exchange.download_many, name="download_many"),
    path("upload/", exchange.UploadView.as_view(), name="upload"),
]

instead_of_localize = [
    path("localize/translate/<int:translation_id>/pofile/download/", exchange.download_po),
    path("localize/translate/<int:translation_id>/pofile/upload/", exchange.upload_for_one),
    path("localize/translate/<int:translation_id>/machine_translate/", machine.machine_translate),
    path("localize/update/<int:translation_source_id>/", localize.UpdateTranslations.as_view()),
    path("localize/submit/page/<int:page_id>/", localize.SubmitPage.as_view()),
    path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", localize.SubmitSnippet.as_view()),
    path("localize/page/<int:page_id>/convert_to_alias/", localize.no_alias),
]
