"""Quorum, weights and decisions of a committee: pure rules over its terms of reference, seats and votes.

`terms` holds what the terms of reference may say, `standing` who may vote on an item and who counts for its quorum,
`quorum` whether there are enough, `weights` what each vote weighs, `verdict` what was decided and why, `checking` what
is odd about terms before anybody meets under them.
"""
