"""Lines of the published registers as tests need them: real layouts, invented practices."""

from datetime import date

HEADING = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
LATER_HEADING = HEADING.replace("CCG_CODE", "SUB_ICB_LOCATION_CODE")
AGES_HEADING = "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS"


def practice_line(
    code: str = "Y98001",
    name: str = "ELMGARTH SURGERY",
    *,
    ccg: str = "05R",
    commissioner: str = "05R",
    opened: str = "19990401",
    closed: str = "",
    joined: str = "20130401",
    left: str = "",
    status: str = "A",
    grouping: str = "Y55",
    setting: str = "4",
) -> str:
    """One line of epraccur: 27 columns, no header."""
    cells = [
        code, name, grouping, "QWU", "1 KILN STREET", "ELMGARTH", "", "", "", "ZZ1 1ZZ", opened, closed, status, "B",
        commissioner, joined, left, "01632 960001", "", "", "", "0", "", ccg, "", setting, "",
    ]  # fmt: skip
    assert len(cells) == 27
    return ",".join(f'"{cell}"' if " " in cell else cell for cell in cells)


def list_line(
    code: str, number: int | str, *, on: date | str = "2016-01-01", kind: str = "GP", age: str = "ALL"
) -> str:
    """One line of gp-reg-pat-prac-all."""
    return f"GP_PRAC_PAT_LIST,{on},{kind},05R,E38000164,{code},ZZ1 1ZZ,ALL,{age},{number}"


def file_of(*lines: str) -> bytes:
    """The lines as a file."""
    return ("\r\n".join(lines) + "\r\n").encode()
