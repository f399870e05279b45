"""Real clamd, real sockets: what it finds, and what happens when it is slow, full or gone."""

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from cms.uploads import scanning
from cms.uploads.kinds import kind_of
from cms.uploads.scanning import USABLE, Clamd, ScannerUnavailable, ScanState, Verdict, configured_scanner, examine
from tests.clamd import EICAR, SIGNATURE, Daemon
from tests.cms.uploads.samples import PDF, ooxml


@pytest.mark.engine
@pytest.mark.parametrize("way", ["unix", "tcp"])
def test_virus_is_found_and_named(clamd: Daemon, way: str):
    scanner = Clamd(getattr(clamd, way))
    assert scanner.scan(io.BytesIO(EICAR)) == Verdict(SIGNATURE)
    assert scanner.scan(io.BytesIO(PDF)).is_clean
    assert scanner.scan(io.BytesIO(b"")).is_clean


@pytest.mark.engine
def test_virus_inside_a_document_is_found(clamd: Daemon):
    content = io.BytesIO(ooxml({"word/media/image1.bin": EICAR}))
    assert kind_of(content, "pismo.docx").name == "docx"
    assert not Clamd(clamd.unix).scan(content).is_clean


@pytest.mark.engine
def test_virus_behind_many_chunks_is_found(clamd: Daemon):
    assert not Clamd(clamd.unix).scan(io.BytesIO(b" " * (2 * scanning.CHUNK - 30) + EICAR)).is_clean
    assert Clamd(clamd.unix).scan(io.BytesIO(b" " * (10 * 2**20))).is_clean


@pytest.mark.engine
def test_file_larger_than_the_scanner_takes_gets_no_verdict_and_the_operator_a_hint(clamd: Daemon):
    with pytest.raises(ScannerUnavailable, match="raise StreamMaxLength"):
        Clamd(clamd.unix).scan(io.BytesIO(bytes(30 * 2**20)))
    with pytest.raises(ScannerUnavailable):  # over TCP the hint may be lost when the line is cut
        Clamd(clamd.tcp).scan(io.BytesIO(bytes(30 * 2**20)))


@pytest.mark.engine
def test_scanner_that_was_down_scans_again_once_it_is_up(clamd: Daemon):
    clamd.stop()
    try:
        for address in (clamd.unix, clamd.tcp):
            begun = time.monotonic()
            with pytest.raises(ScannerUnavailable, match="clamd at"):
                Clamd(address).scan(io.BytesIO(EICAR))
            assert time.monotonic() - begun < 1
    finally:
        clamd.start()
    assert not Clamd(clamd.unix).scan(io.BytesIO(EICAR)).is_clean


@pytest.mark.engine
def test_examined_file_is_clean_or_infected(clamd: Daemon, settings):
    settings.CLAMD_ADDRESS = clamd.unix
    assert examine(io.BytesIO(PDF)).state is ScanState.CLEAN
    found = examine(io.BytesIO(EICAR))
    assert (found.state, found.signature) == (ScanState.INFECTED, SIGNATURE)


def test_no_socket_at_all_is_no_verdict(tmp_path):
    with pytest.raises(ScannerUnavailable):
        Clamd(f"unix:{tmp_path / 'nothing.ctl'}").scan(io.BytesIO(PDF))


@pytest.fixture
def answering() -> Iterator[Callable[[bytes | None], str]]:
    """Start servers on the loopback that hear a whole stream out and say what a test wants, or nothing for long."""
    done = threading.Event()
    threads, servers = [], []

    def serve(server: socket.socket, answer: bytes | None) -> None:
        talk, _ = server.accept()
        with talk:
            while not talk.recv(2**16).endswith(bytes(4)):
                pass
            if answer is None:
                done.wait(20)
            else:
                talk.sendall(answer)

    def start(answer: bytes | None) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threads.append(threading.Thread(target=serve, args=(server, answer), daemon=True))
        threads[-1].start()
        return f"tcp:127.0.0.1:{server.getsockname()[1]}"

    yield start
    done.set()
    for thread in threads:
        thread.join(5)
    for server in servers:
        server.close()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"INSTREAM size limit exceeded. ERROR\0", "StreamMaxLength"),
        (b"stream: Can't allocate memory ERROR\0", "allocate memory"),
        (b"OK\0", "answered"),
        (b"stream: NOT OK\0", "answered"),
        (b"", "answered ''"),
    ],
)
def test_answer_that_is_no_verdict_is_never_taken_for_clean(answering, answer: bytes, reason: str):
    with pytest.raises(ScannerUnavailable, match=reason):
        Clamd(answering(answer)).scan(io.BytesIO(PDF))


def test_silent_scanner_is_not_waited_for_without_end(answering, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scanning, "SECONDS_TO_ANSWER", 0.2)
    with pytest.raises(ScannerUnavailable, match="timed out"):
        Clamd(answering(None)).scan(io.BytesIO(PDF))


@pytest.mark.parametrize(("policy", "state"), [("accept", ScanState.NOT_SCANNED), ("hold", ScanState.QUARANTINED)])
def test_without_a_scanner_the_policy_decides(settings, policy: str, state: ScanState):
    settings.CLAMD_ADDRESS = ""
    settings.UPLOADS_WITHOUT_SCANNER = policy
    assert configured_scanner() is None
    assert examine(io.BytesIO(EICAR)).state is state


def test_scanner_that_is_down_never_falls_back_to_the_policy(settings, tmp_path):
    settings.CLAMD_ADDRESS = f"unix:{tmp_path / 'nothing.ctl'}"
    settings.UPLOADS_WITHOUT_SCANNER = "accept"
    with pytest.raises(ScannerUnavailable):
        examine(io.BytesIO(PDF))


def test_quarantined_and_infected_files_are_not_for_use():
    assert {ScanState.CLEAN, ScanState.NOT_SCANNED} == USABLE
