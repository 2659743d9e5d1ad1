"""What an editor can ask: one file a feature, each a function of a snapshot and a place. Plain data in and out."""
