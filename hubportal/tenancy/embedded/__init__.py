"""A PostgreSQL server for development, tests and demonstrations, started from a wheel; never for production.

It ends with the commands that use it. It listens on one socket of mode 0700 and on no network address, and
knows who comes from the operating system (`peer`), so it has no passwords.
"""

from hubportal.tenancy.embedded.place import EmbeddedFault, connection_settings, find, program
from hubportal.tenancy.embedded.server import EmbeddedServer, ensure, running

__all__ = ["EmbeddedFault", "EmbeddedServer", "connection_settings", "ensure", "find", "program", "running"]
