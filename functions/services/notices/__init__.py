"""Notices to practices: drafted, approved by others, issued, answered by an action plan."""
