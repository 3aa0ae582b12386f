from tests.journeys.test_every_page import *  # noqa
from tests.journeys.test_every_page import at_both_widths, opened_by, pages
import pytest
for _n in [n for n in list(globals()) if n.startswith("test_")]:
    del globals()[_n]

@pytest.mark.parametrize("who", ["officer", "head", "lead"])
def test_mine(who, sit, pages):
    page = sit(who)
    found = []
    for name in opened_by(who):
        if name.startswith(("registers:", "handbook:")):
            found += at_both_widths(page, pages.path(name) + ASKED.get(name, ""))
    print(found)
    assert found == []
