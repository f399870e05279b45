"""Asking elsewhere: every kind of answer of a real server, and nothing that leads inside."""

import socket
import time

import pytest

from home.upkeep.links.outside import Outcome, is_public, probe

from .conftest import Elsewhere


@pytest.mark.parametrize(
    ("path", "problem", "status"),
    [
        ("200", "", 200), ("only-get", "", 200), ("lies-to-head", "", 200), ("404", "gone", 404), ("410", "gone", 410),
        ("403", "refused", 403), ("401", "refused", 401), ("429", "refused", 429), ("500", "server_error", 500),
        ("503", "server_error", 503), ("to-302-200", "", 200), ("to-301-404", "gone", 404), ("304", "", 304),
    ],
)  # fmt: skip
def test_answer_of_a_server(elsewhere: Elsewhere, path: str, problem: str, status: int) -> None:
    outcome = probe(elsewhere.url(path))
    assert (outcome.problem, outcome.http_status) == (problem, status)


def test_address_that_moved_to_where_nothing_is_is_no_replacement(elsewhere: Elsewhere) -> None:
    assert probe(elsewhere.url("to-301-404")).moved_to == ""


def test_head_that_works_is_not_followed_by_get(elsewhere: Elsewhere) -> None:
    probe(elsewhere.url("200"))
    assert elsewhere.asked == ["HEAD /200"]


@pytest.mark.parametrize("status", [301, 308])
def test_move_for_good_is_told(elsewhere: Elsewhere, status: int) -> None:
    assert probe(elsewhere.url(f"to-{status}-200")) == Outcome("", 200, elsewhere.url("200"))


@pytest.mark.parametrize("path", ["to-302-200", "to-307-200", "to-301-to-302-200"])
def test_detour_is_not_told_as_a_move(elsewhere: Elsewhere, path: str) -> None:
    assert probe(elsewhere.url(path)) == Outcome("", 200)


def test_circle_ends(elsewhere: Elsewhere) -> None:
    elsewhere.server.targets["round"] = "/to-302-round"
    assert probe(elsewhere.url("to-302-round")).problem == "redirects"
    assert len(elsewhere.asked) <= 6


def test_server_that_does_not_answer_in_time(elsewhere: Elsewhere, settings) -> None:
    settings.LINK_CHECK_SECONDS = 0.3
    assert probe(elsewhere.url("slow")).problem == "timeout"


def test_server_that_answers_drop_by_drop_is_cut_off(elsewhere: Elsewhere) -> None:
    begun = time.monotonic()
    probe(elsewhere.url("trickle"))
    assert time.monotonic() - begun < 8  # it would take half a minute to say all it has to say


def test_server_that_is_not_there(elsewhere: Elsewhere, settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    settings.LINK_CHECK_ALLOWED_INSIDE = [place]
    assert probe(f"http://{place}/").problem == "connection"


def test_encrypted_address_of_a_server_that_does_not_encrypt(elsewhere: Elsewhere) -> None:
    assert probe(elsewhere.url("200").replace("http:", "https:")).problem in {"certificate", "connection"}


def test_name_that_nobody_has() -> None:
    assert probe("http://nobody-has-this-name.invalid/").problem == "no_host"


@pytest.mark.parametrize("address", ["http://", "https://exa mple.org/", "http://[::1", "http://example.org:99999/"])
def test_address_that_cannot_be_asked(address: str) -> None:
    assert probe(address).problem == "bad_address"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001"])
def test_own_machine_is_never_asked(private: Elsewhere, host: str) -> None:
    port = private.server.server_port
    assert probe(f"http://{host}:{port}/200").problem in {"inside", "bad_address"}
    assert private.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_that_leads_inside_is_not_followed(elsewhere: Elsewhere, private: Elsewhere, status: int) -> None:
    elsewhere.server.targets["secret"] = private.url("200")
    assert probe(elsewhere.url(f"to-{status}-secret")).problem == "inside"
    assert private.asked == []


def test_redirect_with_letters_that_ought_to_be_quoted_is_followed_like_a_browser_does(elsewhere: Elsewhere) -> None:
    elsewhere.server.targets["space"] = "/a b"
    assert probe(elsewhere.url("to-302-space")) == Outcome("", 200)
    assert elsewhere.asked[-1] == "HEAD /a%20b"


def test_redirect_to_another_scheme_is_not_followed(elsewhere: Elsewhere) -> None:
    elsewhere.server.targets["file"] = "file:///etc/passwd"
    assert probe(elsewhere.url("to-302-file")).problem == "bad_address"


def test_name_that_changes_its_meaning_after_it_was_looked_up_is_not_asked(
    private: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look-up answers with a public number, the one of the connection with ours."""
    real, asked = socket.getaddrinfo, []

    def changing(host: str, port: int, *args: object, **kwargs: object) -> list:
        if host != "rebinding.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        number = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, private.server.server_port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    assert probe(f"http://rebinding.example:{private.server.server_port}/200").problem == "inside"
    assert len(asked) == 2
    assert private.asked == []


def test_proxy_of_the_environment_is_not_used(private: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://{private.place}")
    assert probe("http://nobody-has-this-name.invalid/").problem == "no_host"
    assert private.asked == []


@pytest.mark.parametrize(
    "number",
    [
        "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.1", "100.64.0.1", "224.0.0.1",
        "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_number_inside_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1"])
def test_number_outside_is_public(number: str) -> None:
    assert is_public(number)
