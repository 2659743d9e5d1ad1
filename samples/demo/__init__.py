"""The sample requests, run through the language server as an editor would."""
