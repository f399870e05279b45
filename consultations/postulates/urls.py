from django.urls import path

from .views import (
    answers,
    approval,
    batch,
    case,
    commitments,
    desk,
    drafting,
    hand_over,
    moves,
    notes,
    register,
    worklists,
)

app_name = "postulates"
urlpatterns = [
    path("", register.register, name="register"),
    path("new/", drafting.start, name="start"),
    path("mine/", drafting.mine, name="mine"),
    path("queue/", worklists.queue, name="queue"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<uuid:key>/", desk.desk_case, name="desk_case"),
    path("desk/<uuid:key>/note/", notes.write, name="note"),
    path("hand-over/", hand_over.hand_over, name="hand_over"),
    path("publish/", batch.preview, name="batch"),
    path("approve/<str:token>/", approval.approve_by_link, name="approve_by_link"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("<int:year>/<int:number>/", case.case, name="case"),
    path("<int:year>/<int:number>/sent/", drafting.sent, name="sent"),
    path("<int:year>/<int:number>/answer/", answers.versions, name="answer_versions"),
    path("case/<uuid:key>/", case.draft, name="draft"),
    path("case/<uuid:key>/text/", drafting.edit, name="edit"),
    path("case/<uuid:key>/discard/", drafting.discard, name="discard"),
    path("case/<uuid:key>/<slug:name>/", moves.move, name="move"),
]
