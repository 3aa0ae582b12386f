"""Who gets which answer at each address: the access table, tried cell by cell in test_addresses.py.

One line an address and method, in a file a room. `workers` work the CCG's cases, `readers` only read them, `others`
belong to another CCG, hub, committee or practice, or to none; later words override earlier ones, and a person may be
named alone. Forms are tried empty: 422 (or 400 from the API) means that the person got as far as filling it in.
"""

import importlib
import pkgutil

RULES = "\n".join(importlib.import_module(f"{__name__}.{found.name}").RULES for found in pkgutil.iter_modules(__path__))
