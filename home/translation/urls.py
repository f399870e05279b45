"""Addresses of the translators' desk, below /admin/. Those under localize/ stand before wagtail-localize's own."""

from django.urls import path

from .views import localize, machine

app_name = "translation"

urlpatterns = [
    path("<int:translation_id>/machine/", machine.machine_translate, name="machine_translate"),
    path("<int:translation_id>/machine/checked/", machine.confirm_machine, name="confirm_machine"),
]

instead_of_localize = [
    path("localize/translate/<int:translation_id>/machine_translate/", machine.machine_translate),
    path("localize/update/<int:translation_source_id>/", localize.UpdateTranslations.as_view()),
    path("localize/submit/page/<int:page_id>/", localize.SubmitPage.as_view()),
    path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", localize.SubmitSnippet.as_view()),
    path("localize/page/<int:page_id>/convert_to_alias/", localize.no_alias),
]
