"""What a committee may not decide, because its terms of reference leave it to another body."""

from collections.abc import Mapping, Sequence
from typing import Any

from hubportal.clauses import clause


@clause("Specification of governance, Meetings", part="what the terms leave to another body")
def left_to_others(matters: Mapping[int, str], left: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """An item whose matter the terms of reference leave to another body is discussed and not decided: item to why.

    `matters` is item to the code of its matter, empty where it names none; `left` is what the terms leave to others,
    each {code, words, body, clause}.
    """
    others = {one["code"]: one for one in left if one.get("code")}
    return {item: _sentence(others[code]) for item, code in matters.items() if code in others}


def _sentence(one: Mapping[str, Any]) -> str:
    cited = f" ({one['clause']})" if one.get("clause") else ""
    about = f": {one['words']}" if one.get("words") else ""
    body = one.get("body") or "another body"
    return f"The terms of reference leave this to {body}{cited}{about}. It is discussed here, and not decided."
