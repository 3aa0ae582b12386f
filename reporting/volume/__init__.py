"""A load-test hub of any size, written by COPY and set-wise SQL, without personal data."""
