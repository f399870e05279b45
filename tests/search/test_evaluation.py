"""The measure and its command."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.evaluation import Judged, score, scores

_HEADER = (
    "key,topic,preferred_pl,alternative_pl,hidden_pl,preferred_uk,alternative_uk,hidden_uk,preferred_en,"
    "alternative_en,hidden_en,broader,related,note,source"
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    write(tmp_path / "corpus.jsonl", [
        {"id": "a1", "lang": "pl", "type": "guide", "title": "Eksmisja", "body": "Prawa lokatora."},
        {"id": "a2", "lang": "pl", "type": "news", "title": "Kurs jogi", "body": "W parku."},
    ])  # fmt: skip
    write(tmp_path / "queries.jsonl", [
        {"qid": "q1", "kind": "inf", "lang": "pl", "query": "eksmisji", "relevant": {"a1": 2}},
        {"qid": "q2", "kind": "xl", "lang": "en", "query": "eviction", "relevant": {"a1": 2}},
    ])  # fmt: skip
    (tmp_path / "concepts.csv").write_text(f"{_HEADER}\neviction,,eksmisja,,,,,,eviction,,,nowhere,,,\n", "utf-8")
    return {each.name.split(".")[0]: each for each in tmp_path.iterdir()} | {"out": tmp_path / "out.jsonl"}


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def measured(files: dict[str, Path], **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    given = {"corpus": files["corpus"], "queries": files["queries"], "out": files["out"]} | options
    call_command("search_eval", stdout=out, stderr=err, **given)
    return out.getvalue(), err.getvalue()


def test_command_writes_what_is_found_and_prints_how_good_it_is(files: dict[str, Path]) -> None:
    out, _err = measured(files, concepts="none")
    assert [json.loads(line) for line in files["out"].read_text("utf-8").splitlines()] == [
        {"qid": "q1", "docs": ["a1"]}, {"qid": "q2", "docs": []},
    ]  # fmt: skip
    assert "all            2    0.500      0.500   0.500      0.500" in out
    assert "xl             1    0.000" in out


def test_command_takes_concepts_from_a_file_and_tells_its_faults(files: dict[str, Path]) -> None:
    out, err = measured(files, concepts=str(files["concepts"]))
    assert "all            2    1.000" in out
    assert "nowhere" in err


def test_queries_that_nobody_judged_are_answered_only(files: dict[str, Path]) -> None:
    write(files["queries"], [{"qid": "q1", "lang": "pl", "query": "joga"}])
    out, _err = measured(files, concepts="none")
    assert json.loads(files["out"].read_text("utf-8")) == {"qid": "q1", "docs": ["a2"]}
    assert "nDCG" not in out


@pytest.mark.parametrize("content", ["{", '{"id": "x"}', "[]"])
def test_file_that_cannot_be_read_is_said_so(files: dict[str, Path], content: str) -> None:
    files["corpus"].write_text(content, "utf-8")
    with pytest.raises(CommandError, match="cannot be measured"):
        measured(files, concepts="none")


def test_answer_that_is_good_counts_three_times_one_that_is_close() -> None:
    judged = {"good": 2, "close": 1}
    assert score(judged, ["good", "close"]).ndcg == 1
    assert score(judged, ["close", "good"]).ndcg == pytest.approx((1 + 3 / 1.58496) / (3 + 1 / 1.58496), rel=1e-4)
    assert score(judged, []).zero_hits == 1
    assert score(judged, ["other", "close"]).reciprocal_rank == 0.5
    assert score(judged, ["x"] * 10 + ["good"]).ndcg == 0


def test_kinds_are_averaged_apart() -> None:
    found = scores([
        (Judged("1", "pl", "x", "inf", {"a": 2}), ["a"]), (Judged("2", "pl", "x", "nl", {"a": 2}), ["b"]),
    ])  # fmt: skip
    assert (found["all"].ndcg, found["inf"].ndcg, found["nl"].ndcg) == (0.5, 1.0, 0.0)
