"""The demo is the first thing that a newcomer runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from samples.demo import __main__ as program


def test_every_request_ends_as_its_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(program.ROOT / "samples" / "protos", tmp_path / "samples" / "protos")
    ignored = shutil.ignore_patterns("*.grpc-response", "*.private.env.json")
    shutil.copytree(program.REQUESTS, tmp_path / "samples" / "requests", ignore=ignored)
    monkeypatch.setattr(program, "ROOT", tmp_path)
    monkeypatch.setattr(program, "REQUESTS", tmp_path / "samples" / "requests")
    assert program.main() == 0, capsys.readouterr().out
    assert "46 of 46 requests ended as their files say" in capsys.readouterr().out
