"""Work in the background makes way for those who wait for an answer."""

from __future__ import annotations

import asyncio
import threading
import time

from protowright.lsp.making_way import Waiting

PATIENCE = 10.0


def test_nobody_makes_way_for_nobody() -> None:
    started = time.monotonic()
    Waiting().make_way(PATIENCE)
    assert time.monotonic() - started < PATIENCE / 2


def test_a_step_comes_back_when_the_last_one_has_an_answer() -> None:
    waiting, went_on = Waiting(), threading.Event()

    def work() -> None:
        waiting.make_way(PATIENCE)
        went_on.set()

    with waiting.somebody():
        with waiting.somebody():
            thread = threading.Thread(target=work)
            thread.start()
        assert waiting.are_there and not went_on.wait(0.05)
    assert went_on.wait(PATIENCE) and not waiting.are_there
    thread.join()


def test_an_answer_that_takes_long_is_not_waited_for_for_ever() -> None:
    waiting = Waiting()
    with waiting.somebody():
        waiting.make_way(0.01)
        assert waiting.are_there


def test_an_answer_is_on_its_way_for_some_turns_of_the_loop() -> None:
    async def session() -> list[bool]:
        waiting = Waiting()
        with waiting.somebody(turns=2):
            pass
        seen = []
        for _ in range(4):
            seen.append(waiting.are_there)
            await asyncio.sleep(0)
        return seen

    assert asyncio.run(session()) == [True, True, False, False]
