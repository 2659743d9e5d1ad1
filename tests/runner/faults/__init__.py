"""The table of faults: every way in which a call can go wrong, and what the runner has to say of it."""

from __future__ import annotations

from tests.runner.faults.answering import ANSWERING
from tests.runner.faults.connecting import CONNECTING
from tests.runner.faults.ending import ENDING
from tests.runner.faults.reflecting import REFLECTING
from tests.runner.faults.securing import SECURING

FAULTS = [*CONNECTING, *SECURING, *ENDING, *ANSWERING, *REFLECTING]
