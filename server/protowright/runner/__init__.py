"""Making the calls: plan -> invoke -> events; the response document is a consumer of events."""

import os

# Before grpc is loaded: it writes lines of its own to standard error, about faults that the events tell anyway.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
