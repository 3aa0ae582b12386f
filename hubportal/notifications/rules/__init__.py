"""Pure rules of background work: when a job falls due."""
