"""Text in, tree and diagnostics out. Never raises, for any text."""
