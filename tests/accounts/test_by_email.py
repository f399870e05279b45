"""Who writes to the city needs an e-mail address, no password; the page never tells what it knows about an address."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.models import User
from accounts.roles import Role
from accounts.services import erase_unconfirmed, person_for_code
from tests.clock import freeze_time
from tests.people import PASSWORD, person

ASK = "/en/accounts/login/code/"
CONFIRM = "/en/accounts/login/code/confirm/"
ADDRESS = "olena@example.org"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def ask(client: Client, email: str = ADDRESS, **more: str) -> HttpResponse:
    return client.post(ASK, {"email": email} | more)


def sent_code() -> str:
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def type_code(client: Client, code: str, **more: str) -> HttpResponse:
    return client.post(CONFIRM, {"code": code} | more)


def confirmed(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_stranger_writes_with_an_address_alone(client: Client) -> None:
    answer = ask(client)
    start = reverse("postulates:start")
    assert answer.headers["Location"].startswith(CONFIRM)
    answer = type_code(client, sent_code(), next=start)
    assert answer.headers["Location"] == start
    user = User.objects.get(email=ADDRESS)
    assert (user.has_usable_password(), user.language) == (False, "en")
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(start).status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.faults
def test_button_pressed_several_times_at_once_makes_one_account() -> None:
    def press(_number: int) -> int:
        try:
            found = person_for_code(email=ADDRESS, language="en")
        finally:
            connection.close()
        assert found
        return found.pk

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(8)))) == 1
    assert EmailAddress.objects.get().email == ADDRESS


def test_who_asked_for_no_other_page_goes_on_to_a_new_postulate(client: Client) -> None:
    page = client.get(ask(client).headers["Location"]).content.decode()
    assert 'name="next" value="/en/postulates/new/"' in page


def test_code_may_be_typed_in_small_letters(client: Client) -> None:
    ask(client)
    type_code(client, sent_code().lower())
    assert is_signed_in(client)


def test_person_with_an_account_signs_in_to_it(client: Client) -> None:
    user = confirmed(person(name="olena", language="uk"))
    ask(client, user.email.upper())
    with override("uk"):
        greeting = gettext("Hello from %(site_name)s!") % {"site_name": "testserver"}
    assert greeting in mail.outbox[-1].body, "the mail is in the person's language"
    type_code(client, sent_code())
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.get().check_password(PASSWORD)


def test_known_unknown_staff_and_closed_addresses_look_the_same() -> None:
    confirmed(person(name="known"))
    staff = confirmed(person(Role.MODERATOR))
    closed = person(name="closed")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    answers = set()
    for email in ["new@example.org", User.objects.get(first_name="Known").email, staff.email, closed.email]:
        client = Client()
        response = ask(client, email)
        page = client.get(response.headers["Location"]).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "ADDRESS")
        answers.add((response.status_code, response.headers["Location"], page))
    assert len(answers) == 1
    assert len(mail.outbox) == 4, "every address gets one message"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_works_for_the_city_gets_no_code_but_is_told_why(client: Client, role: Role) -> None:
    ask(client, confirmed(person(role, language="en")).email)
    [message] = mail.outbox
    assert "You sign in with a password" in message.subject
    assert not re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", message.body)


def test_code_sent_before_somebody_got_a_role_is_not_enough(client: Client) -> None:
    user = confirmed(person(name="colleague"))
    ask(client, user.email)
    code = sent_code()
    user.groups.add(person(Role.MODERATOR).groups.get())
    assert type_code(client, code).headers["Location"] == "/en/accounts/login/"
    assert not is_signed_in(client)


def test_code_typed_while_asking_for_one_too_many_is_checked_like_any_other(client: Client) -> None:
    user = confirmed(person(name="colleague"))
    ask(client, user.email)
    for _ in range(2):
        type_code(client, "", action="resend")
    user.groups.add(person(Role.MODERATOR).groups.get())
    type_code(client, sent_code(), action="resend")  # no third one is sent, so the code beside it counts
    assert not is_signed_in(client)


def test_wrong_code_is_explained_and_the_right_one_still_works(client: Client) -> None:
    ask(client)
    page = type_code(client, "AAAAAA", next="/en/search/")
    assert 'href="#id_code"' in page.content.decode()
    assert 'value="/en/search/"' in page.content.decode()
    assert not is_signed_in(client)
    type_code(client, sent_code())
    assert is_signed_in(client)


def test_after_three_wrong_codes_the_right_one_no_longer_works(client: Client) -> None:
    ask(client)
    for _ in range(3):
        answer = type_code(client, "AAAAAA", next="/en/search/")
    assert answer.headers["Location"] == f"{ASK}?next=%2Fen%2Fsearch%2F"
    type_code(client, sent_code())
    assert not is_signed_in(client)


def test_code_runs_out_after_ten_minutes_and_the_page_says_so(client: Client) -> None:
    ask(client)
    code = sent_code()
    with freeze_time(timezone.now() + timedelta(minutes=11)):
        answer = type_code(client, code, next="/en/search/")
        assert answer.headers["Location"] == f"{ASK}?next=%2Fen%2Fsearch%2F"
        assert "The code no longer works." in client.get(answer.headers["Location"]).content.decode()
    assert not is_signed_in(client)


def test_new_code_ends_the_old_one(client: Client) -> None:
    ask(client)
    old = sent_code()
    type_code(client, "", action="resend")
    assert len(mail.outbox) == 2
    type_code(client, old)
    assert not is_signed_in(client)
    type_code(client, sent_code())
    assert is_signed_in(client)


def test_code_works_only_in_the_window_that_asked_for_it(client: Client) -> None:
    ask(client)
    stranger = Client()
    type_code(stranger, sent_code())
    assert not is_signed_in(stranger)


def test_fourth_message_to_one_address_within_a_minute_is_not_sent() -> None:
    for _ in range(3):
        ask(Client())
    page = ask(Client()).content.decode()
    assert len(mail.outbox) == 3
    assert 'href="#id_email"' in page
    assert f'value="{ADDRESS}"' in page


@pytest.mark.parametrize("evil", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_code_never_leads_to_another_site(client: Client, evil: str) -> None:
    assert "evil" not in ask(client, next=evil).headers["Location"]
    answer = type_code(client, sent_code(), next=evil)
    assert answer.headers["Location"] == "/en/accounts/"


def test_wrong_address_is_explained_and_kept(client: Client) -> None:
    page = ask(client, "olena.example.org").content.decode()
    assert 'href="#id_email"' in page
    assert 'value="olena.example.org"' in page
    assert not User.objects.exists()


def test_owner_of_an_address_does_not_share_the_account_that_a_stranger_made_for_it(client: Client) -> None:
    data = {"email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/en/accounts/signup/", data)
    ask(client)
    type_code(client, sent_code())
    assert is_signed_in(client)
    stranger = Client()
    stranger.post("/en/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    assert not is_signed_in(stranger)


def test_owner_of_an_address_is_not_signed_in_to_an_account_that_only_asked_to_change_to_it(client: Client) -> None:
    stranger = confirmed(person(name="stranger"))
    EmailAddress.objects.create(user=stranger, email=ADDRESS, verified=False, primary=False)
    ask(client)
    type_code(client, sent_code())
    assert client.session["_auth_user_id"] == str(User.objects.get(email=ADDRESS).pk)
    assert User.objects.get(pk=stranger.pk).email != ADDRESS


def test_page_of_sign_in_leads_here_with_the_way_back(client: Client) -> None:
    page = client.get("/en/accounts/login/?next=/en/postulates/new/").content.decode()
    assert f'href="{ASK}?next=/en/postulates/new/"' in page


def test_unconfirmed_address_is_erased_after_a_week_and_no_other(client: Client) -> None:
    kept = [confirmed(person(name="kept")), person(Role.EDITOR), person(name="without address")]
    ask(client)
    type_code(client, sent_code())
    ask(Client(), "nobody@example.org")
    with freeze_time(timezone.now() + timedelta(days=6)):
        erase_unconfirmed()
        assert User.objects.filter(email="nobody@example.org").exists()
    with freeze_time(timezone.now() + timedelta(days=8)):
        erase_unconfirmed()
    emails = set(User.objects.values_list("email", flat=True))
    assert emails == {ADDRESS} | {user.email for user in kept}


def test_second_step_of_sign_in_is_asked_after_the_code_too(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = confirmed(person(name="careful"))
    TOTP.activate(user, generate_totp_secret())
    ask(client, user.email)
    answer = type_code(client, sent_code())
    assert answer.headers["Location"] == "/en/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_who_signs_up_with_a_password_comes_back_to_where_they_were(client: Client) -> None:
    data = {"email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD, "next": "/en/postulates/new/"}
    client.post("/en/accounts/signup/", data)
    link = re.search(r"https?://[^/\s]+(/en/accounts/confirm-email/\S+)", mail.outbox[-1].body)
    assert link
    assert client.post(link[1]).headers["Location"] == "/en/postulates/new/"
