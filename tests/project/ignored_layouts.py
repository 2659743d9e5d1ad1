"""Random folders with `.gitignore` files, and what git says of them.

`python -m tests.project.ignored_layouts --count 1000 --seed 1` compares so many, and prints those that differ.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from random import Random

from protowright.project.ignored import IgnoreRules
from protowright.project.walk import find_files

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CEILING_DIRECTORIES": tempfile.gettempdir(),
}
FOLDERS = ("a", "b", "ab", "a b", "d ", "#x", "!y", "c*", "é", "x\\y")
FILES = (
    "a.proto",
    "b.proto",
    "ab.proto",
    "#x.proto",
    "!y.proto",
    "a b.proto",
    "a",
    "ab",
    "d ",
    "b.txt",
    "x y.proto",
    ".proto",
)
SEGMENTS = (
    *("a", "b", "ab", "a b", "x y.proto", "d", "é", "a.proto", "b.proto", "ab.proto", "b.txt", "x\\\\y"),
    *("*", "**", "?", "a*", "*b", "*.proto", "a?.proto", "?.proto", "*a*", "**.proto", "a**"),
    *("[ab]", "[!a]*", "[^b].proto", "[a-b]b", "[]a]", "[a", "\\a", "c\\*", "c\\?", "a\\", "[[a]", "***"),
)
FIRST_SEGMENTS = ("\\#x", "#x", "\\!y", "\\#x.proto", "!y", "\\!y.proto")
ENDS = ("", "", "", " ", "  ", "\\ ", "\\  ", "\t", "\\\\ ")


def line(random: Random) -> str:
    """One line of a `.gitignore`; many of them match something."""
    count = random.choice((1, 1, 1, 2, 2, 3))
    segments = [random.choice(SEGMENTS) for _ in range(count)]
    if random.random() < 0.2:
        segments[0] = random.choice(FIRST_SEGMENTS)
    # Left out is what no person writes, and git reads in its own way: `a**/b`, where the stars should be one, `[b-a]`, which
    # means `b`, and `[a/b]`, where the slash is one of the letters.
    if count > 1:
        segments = ["*" if "**" in each and each.strip("*") else each for each in segments if each != "[a"] or ["a"]
    start = random.choice(("", "", "", "!", "!", "/", "!/"))
    return start + "/".join(segments) + random.choice(("", "", "/")) + random.choice(ENDS)


def ignore_text(random: Random) -> str:
    """The text of a `.gitignore`."""
    lines = [
        random.choice(("# a", "", " ", "/", "!", "//")) if random.random() < 0.1 else line(random)
        for _ in range(random.randint(1, 6))
    ]
    text = random.choice(("\n", "\n", "\r\n")).join(lines)
    return random.choice(("", "", "\ufeff")) + text + random.choice(("", "\n"))


def lay_out(folder: Path, random: Random) -> list[Path]:
    """Fill the folder, a repository afterwards; gives all its folders."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True, env={**os.environ, **ENVIRONMENT})
    folders = [folder]
    for _ in range(random.randint(2, 12)):
        inner = random.choice(folders) / random.choice(FOLDERS)
        if not inner.exists():
            inner.mkdir()
            folders.append(inner)
    for inner in folders:
        for name in random.sample(FILES, random.randint(1, 7)):
            if not (inner / name).exists():
                (inner / name).write_text("")
        if random.random() < (0.9 if inner == folder else 0.25):
            (inner / ".gitignore").write_text(ignore_text(random), "utf-8", newline="")
    if random.random() < 0.3:
        (folder / ".git" / "info").mkdir(exist_ok=True)
        (folder / ".git" / "info" / "exclude").write_text(ignore_text(random), "utf-8", newline="")
    return folders


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in the folder."""
    return subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **ENVIRONMENT}, capture_output=True)


def wanted(folder: Path, suffix: str) -> list[str]:
    """The files below the folder that git does not ignore, none of which it tracks."""
    names = git(folder, "ls-files", "-z", "--others", "--exclude-standard").stdout.split(b"\0")
    return sorted(str(folder / os.fsdecode(name)) for name in names if name.endswith(suffix.encode()) and name)


def difference(seed: int, place: Path) -> str | None:
    """What is found differs from what git says in the layout of that seed; None: nothing does."""
    random = Random(seed)
    folder = place / str(seed)
    folders = lay_out(folder, random)
    suffix = random.choice(("", ".proto", ".proto"))
    start = random.choice([folder, folder, *folders])
    if start != folder and git(folder, "check-ignore", "-q", str(start)).returncode == 0:
        start = folder  # a folder that somebody names is walked, whatever git says of it
    expected, found = wanted(start, suffix), sorted(find_files([str(start)], suffix, IgnoreRules()))
    if expected == found:
        return None
    texts = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in [folder / ".git/info/exclude", *folder.rglob(".gitignore")]
        if path.exists()
    }
    missing, surplus = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
    return f"seed {seed}, from {start}: missing {missing}, surplus {surplus}\n{texts}"


def main() -> int:
    """Compare many layouts; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as place:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            found = difference(seed, Path(place))
            shutil.rmtree(Path(place, str(seed)))
            different += found is not None
            if found is not None:
                print(found)
    print(f"{arguments.count} layouts, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
