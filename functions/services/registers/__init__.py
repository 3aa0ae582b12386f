"""Registers: one mechanism for all of them, from what each declares."""
