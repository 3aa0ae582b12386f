"""What a case is about: one closed list for each stream, so that months and CCGs can be compared."""

CATEGORIES: dict[str, dict[str, str]] = {
    "contracting": {
        "access": "Opening hours and access",
        "boundaries": "Practice boundaries and list closure",
        "contract_change": "Contract changes and partnerships",
        "enhanced_services": "Enhanced services sign-up and delivery",
        "registration": "Patient registration and allocation",
        "performance": "Practice performance and quality",
        "premises": "Premises and estates",
        "information_technology": "IT systems and data returns",
        "mergers_closures": "Mergers, new practices and closures",
        "regulations": "Contract regulations and guidance",
        "contracting_other": "Other contracting question",
    },
    "finance": {
        "global_sum": "Global sum and list size payments",
        "pms_price": "PMS and APMS prices",
        "qof": "QOF achievement and aspiration",
        "enhanced_payments": "Enhanced services payments",
        "premises_payments": "Rent, rates and premises payments",
        "locum": "Locum and leave payments",
        "seniority": "Seniority payments",
        "superannuation": "Pension deductions",
        "prescribing_payments": "Dispensing and personally administered items",
        "statements": "Payment statements and schedules",
        "finance_other": "Other finance question",
    },
}
CATEGORY_NAMES = {code: name for listed in CATEGORIES.values() for code, name in listed.items()}
_BY_NAME = {name.casefold(): code for code, name in CATEGORY_NAMES.items()}


MOST_WORDS = 60


def filed_under(given: str, stream: str) -> str:
    """What a case is filed under: the code of the stream's category, or else the words as they were given.

    The pages and the import offer the closed list only; another system's own words are kept and reported as such.
    """
    return category_of(given, stream) or " ".join(given.split())


def is_of_another_stream(given: str, stream: str) -> bool:
    """Whether this is a category of the list, but of the other stream."""
    return any(category_of(given, other) for other in CATEGORIES if other != stream) and not category_of(given, stream)


def category_of(given: str, stream: str) -> str | None:
    """The code of a category given by code or in its words, if the stream has it."""
    code = given.strip()
    code = _BY_NAME.get(" ".join(code.split()).casefold(), code)
    return code if code in CATEGORIES.get(stream, {}) else None
