"""Which environment files count for a request file."""

from __future__ import annotations

import os
from pathlib import Path

from protowright.project.environments import Environment, load_environment
from protowright.project.files import read_text
from protowright.project.host import Host

PUBLIC, PRIVATE = "http-client.env.json", "http-client.private.env.json"


def load(folder: Path, name: str | None = "dev", **files: str) -> Environment:
    """Write files, then load for a request in `folder/requests`. Keys: `up_public` lies in `folder`, `public` beside."""
    (folder / "requests").mkdir(exist_ok=True)
    names = {"public": PUBLIC, "private": PRIVATE, "dotenv": ".env"}
    for key, text in files.items():
        place = folder if key.startswith("up_") else folder / "requests"
        (place / names[key.removeprefix("up_")]).write_text(text)
    return load_environment(str(folder / "requests" / "a.grpc"), name, read_text)


def test_without_files_there_is_nothing(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert (found.variables, found.faults, found.names, found.secrets) == ({}, (), (), frozenset())


def test_the_nearest_file_of_each_kind_counts(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        up_public='{"dev": {"a": "up", "only": "up"}}',
        public='{"dev": {"a": "near", "b": "near"}, "$shared": {"s": "shared", "a": "shared"}}',
        up_private='{"dev": {"b": "secret"}, "prod": {"c": "other"}}',
        up_dotenv="KEY=value\nEMPTY=\n# comment\nexport X='a b'\n",
    )
    assert found.variables == {"a": "near", "b": "secret", "s": "shared"}
    assert found.names == ("dev", "prod") and found.secrets == {"secret"}
    assert found.dotenv == {"KEY": "value", "EMPTY": "", "X": "a b"}


def test_without_a_name_only_what_is_shared_counts(tmp_path: Path) -> None:
    assert load(tmp_path, None, public='{"dev": {"a": 1}, "$shared": {"s": 2}}').variables == {"s": "2"}


def test_a_broken_file_is_named_and_the_other_counts(tmp_path: Path) -> None:
    found = load(tmp_path, public='{"dev": ', private='{"dev": {"a": "1"}}')
    assert found.variables == {"a": "1"}
    (fault,) = found.faults
    assert fault.startswith(str(tmp_path / "requests" / PUBLIC)) and "is ignored: " in fault


def test_a_snapshot_sees_what_is_open(tmp_path: Path) -> None:
    host = Host([str(tmp_path)])
    path = str(tmp_path / "a.grpc")
    assert host.snapshot().environment(path).variables == {}
    host.open(os.path.join(tmp_path, PUBLIC), '{"$shared": {"a": "1"}}')
    assert host.snapshot().environment(path).variables == {"a": "1"}
