from django.urls import path

from .views import case, checking, co_signing, commitments, drafting, moves, own, register, worklists

app_name = "postulates"
urlpatterns = [
    path("", register.register, name="register"),
    path("new/", drafting.start, name="start"),
    path("mine/", own.mine, name="mine"),
    path("queue/", worklists.queue, name="queue"),
    path("desk/", worklists.desk, name="desk"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("<int:year>/<int:number>/", case.case, name="case"),
    path("<int:year>/<int:number>/sent/", own.sent, name="sent"),
    path("<int:year>/<int:number>/copy/", own.copy, name="copy"),
    path("case/<uuid:key>/", case.draft, name="draft"),
    path("case/<uuid:key>/text/", drafting.edit, name="edit"),
    path("case/<uuid:key>/text/<slug:name>/", drafting.step, name="step"),
    path("case/<uuid:key>/present/", drafting.present, name="present"),
    path("case/<uuid:key>/check/", checking.check, name="check"),
    path("case/<uuid:key>/submit/", checking.submit, name="submit"),
    path("case/<uuid:key>/resubmit/", checking.resubmit, name="resubmit"),
    path("case/<uuid:key>/invite/", co_signing.signers, name="signers"),
    path("case/<uuid:key>/cancel_invitation/", co_signing.cancel_invitation, name="cancel_invitation"),
    path("case/<uuid:key>/discard/", drafting.discard, name="discard"),
    *(
        path(f"case/<uuid:key>/{name}/", co_signing.answer, {"name": name}, name=name)
        for name in ("co_sign", "decline_to_co_sign", "withdraw_signature")
    ),
    path("case/<uuid:key>/<slug:name>/", moves.move, name="move"),
]
