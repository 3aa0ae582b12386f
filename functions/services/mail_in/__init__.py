"""E-mail in: read from the mailbox, kept whole, and sorted into cases and answers, by the portal or by a person."""
