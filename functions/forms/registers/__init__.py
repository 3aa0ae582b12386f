"""Forms of registers, made from what each declares."""
