"""Pages of ballots: reading, the roll, rounds, results, and a practice's own page."""
