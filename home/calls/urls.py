"""Addresses about calls that are not pages of their own."""

from django.urls import path

from .preparing import views as preparing

urlpatterns = [
    path("<int:pk>/prepare/", preparing.prepare, name="call_prepare"),
    path("preparations/", preparing.preparations, name="call_preparations"),
    path("preparations/<uuid:key>/", preparing.preparation, name="call_preparation"),
    path("preparations/<uuid:key>/delete/", preparing.delete, name="call_preparation_delete"),
    path("preparations/<uuid:key>/present/", preparing.present, name="call_preparation_present"),
]
