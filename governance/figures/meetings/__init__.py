"""Meetings read set-wise: lists, agendas with papers, people."""
