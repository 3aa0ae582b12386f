"""What is wrong with a line of an imported file, so that the person can find it and mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the line as an editor counts it, the column's name, and why in a sentence."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        return f"{where}: {self.reason}"


def decoded(content: bytes) -> str:
    """The text of a published file: UTF-8 with or without its mark, otherwise Windows' Western European."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
