"""`python -m samples.service`: starts the service, says where it listens, and runs until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from samples.service.addresses import Addresses
from samples.service.environment import DEFAULT_FILE, environment_file
from samples.service.reflection import VERSIONS
from samples.service.server import running_service

# Python handles a signal between two waits; on Windows it can't break into one.
WAIT = 0.5


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser("python -m samples.service", description="A small gRPC shop to try requests on.")
    parser.add_argument("--port", type=_port, default=0, help="plaintext port (default: a free one)")
    parser.add_argument(
        "--reflection",
        choices=("open", "protected", "off"),
        default="open",
        help="who may reflect: everyone, callers with the bearer token, or nobody (default: open)",
    )
    parser.add_argument(
        "--reflection-versions",
        type=_versions,
        default=VERSIONS,
        metavar="VERSIONS",
        help="versions of reflection to serve, such as v1 or v1alpha (default: v1,v1alpha)",
    )
    where = parser.add_mutually_exclusive_group()
    said = "environment file to write the addresses to"
    where.add_argument("--environment", type=Path, default=DEFAULT_FILE, metavar="FILE", help=said)
    where.add_argument("--no-environment", action="store_true", help="write no environment file")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Runs until a signal; the exit status is 1 when the service can't start."""
    options = arguments(given)
    stop = _stop_event()
    try:
        with ExitStack() as stack:
            service = running_service(
                port=options.port, reflection=options.reflection, reflection_versions=options.reflection_versions
            )
            addresses = stack.enter_context(service)
            if not options.no_environment:
                stack.enter_context(environment_file(options.environment, addresses))
            _announce(addresses, None if options.no_environment else options.environment)
            while not stop.wait(WAIT):
                pass
    except OSError as error:
        print(f"samples.service: {error}", file=sys.stderr)
        return 1
    print("Stopped.", flush=True)
    return 0


def _stop_event() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _announce(addresses: Addresses, environment: Path | None) -> None:
    for name, value in addresses.variables().items():
        print(f"{name:<14}{value}", flush=True)
    if environment:
        here = environment.is_relative_to(Path.cwd())
        print(f"{'environment':<14}{environment.relative_to(Path.cwd()) if here else environment}", flush=True)
    print("Ready. Ctrl-C stops.", flush=True)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 (a free one) to 65535")
    return int(text)


def _versions(text: str) -> tuple[str, ...]:
    versions = tuple(text.split(","))
    for version in versions:
        if version not in VERSIONS:
            raise argparse.ArgumentTypeError(
                f"{version!r} is no version of reflection; give {' or '.join(VERSIONS)}, or both"
            )
    return versions


if __name__ == "__main__":
    sys.exit(main())
