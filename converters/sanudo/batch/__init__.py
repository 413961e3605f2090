"""Many articles to files of events: shards, worker processes, and a manifest to take up work that was broken off."""
