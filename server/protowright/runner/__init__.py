"""Making the calls: plan -> invoke -> events; the response document is a consumer of events."""
