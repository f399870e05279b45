from django.urls import path

from .views import checks, invitation, members, organisation

app_name = "organisations"
urlpatterns = [
    path("", organisation.mine, name="mine"),
    path("new/", organisation.register, name="register"),
    path("waiting/", checks.waiting, name="waiting"),
    path("<int:pk>/", organisation.profile, name="profile"),
    path("<int:pk>/edit/", organisation.edit, name="edit"),
    path("<int:pk>/ask/", organisation.ask, name="ask"),
    path("<int:pk>/verify/", checks.verify, name="verify"),
    path("<int:pk>/members/", members.members, name="members"),
    path("<int:pk>/leave/", members.leave_organisation, name="leave"),
    path("members/<int:pk>/role/", members.role, name="role"),
    path("members/<int:pk>/remove/", members.remove, name="remove"),
    path("invitations/<int:pk>/again/", members.send_again, name="send_again"),
    path("invitations/<int:pk>/revoke/", members.revoke, name="revoke"),
    path("join/<str:token>/", invitation.invitation, name="invitation"),
]
