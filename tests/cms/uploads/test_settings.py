"""Settings of uploads: safe in production, and a wrong value stops the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def ask(module: str, **variables: str) -> subprocess.CompletedProcess[str]:
    code = f"import {module} as s; print(s.UPLOADS_WITHOUT_SCANNER, s.CLAMD_ADDRESS, sep='|')"
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", **variables}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"CLAMD_ADDRESS": "clamav:3310"}, "CLAMD_ADDRESS must be empty, unix:/path"),
        ({"CLAMD_ADDRESS": "tcp:clamav"}, "CLAMD_ADDRESS must be empty, unix:/path"),
        ({"UPLOADS_WITHOUT_SCANNER": "yes"}, "UPLOADS_WITHOUT_SCANNER must be accept or hold"),
    ],
)
def test_wrong_value_stops_the_start_with_a_sentence(variables: dict[str, str], sentence: str, tmp_path: Path):
    done = ask("cms.settings.production", VAR_DIR=str(tmp_path), **variables)
    assert done.returncode == 1
    assert sentence in done.stderr


def test_production_holds_unscanned_files_and_the_demo_takes_them(tmp_path: Path):
    def said(module: str, **variables: str) -> str:
        return ask(module, VAR_DIR=str(tmp_path), **variables).stdout.strip()

    assert said("cms.settings.production") == "hold|"
    assert said("cms.settings.production", CLAMD_ADDRESS="tcp:clamav:3310") == "hold|tcp:clamav:3310"
    assert said("cms.settings.dev") == "accept|"
    assert said("cms.settings.dev", UPLOADS_WITHOUT_SCANNER="hold") == "hold|"
