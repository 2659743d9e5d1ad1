"""Text in, tree and diagnostics out, for request files and the JSON in them. Never raises, for any text."""
