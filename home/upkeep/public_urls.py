"""Where readers say whether a page was helpful."""

from django.urls import path

from .feedback.public_views import ask, thanks

app_name = "feedback"
urlpatterns = [
    path("<int:page_id>/", ask, name="ask"),
    path("<int:page_id>/thanks/", thanks, name="thanks"),
]
