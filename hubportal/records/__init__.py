"""What every record of the hub's work has in common, whatever room it is of.

A record (a variation, an agreement, a rent review) belongs to one CCG, has a reference, moves from state to state by a
table of moves, keeps files and letters, has dates to keep and signatures, and is linked with other records. A room
declares its kind (`hubportal.records.kinds`), its moves (`hubportal.records.rules.moves`) and what is its own.
"""
