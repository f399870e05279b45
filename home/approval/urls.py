from django.urls import path

from . import views

app_name = "approval"
urlpatterns = [
    path("", views.ReviewsView.as_view(), name="index"),
    path("session/", views.session, name="session"),
    path("<int:page_id>/", views.ReviewView.as_view(), name="review"),
    path("<int:page_id>/send/", views.SendView.as_view(), name="send"),
    path("translations/<int:translation_id>/send/", views.SendTranslationView.as_view(), name="send_translation"),
]
