"""The files a person works on: what is on disk, what is open, and facts about both."""
