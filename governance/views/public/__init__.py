"""The public pages: for visitors without a sign-in."""
