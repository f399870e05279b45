"""Addresses below ``/admin/concepts/``; Wagtail lets in only who may enter the administration."""

from django.urls import path

from . import views

app_name = "concepts"
urlpatterns = [
    path("import/", views.ImportView.as_view(), name="import"),
    path("export/", views.export, name="export"),
    path("from-question/", views.from_question, name="from_question"),
    path("add-label/", views.AddLabelView.as_view(), name="add_label"),
]
