"""The chain: whatever is changed, taken away, put in or put elsewhere is found, and named by its first entry."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import chain
from governance.rules.register import EntryKind, content_of, fault_in, why_not_correct

COMMITTEE = "6b0e3c1e-0000-4000-8000-000000000001"


def links(count: int, *, committee: str = COMMITTEE) -> list[chain.Link]:
    """A whole chain of so many entries."""
    made: list[chain.Link] = []
    for number in range(1, count + 1):
        previous = made[-1].digest if made else chain.FIRST
        content = content_of(
            committee=committee,
            number=number,
            kind=EntryKind.DECISION,
            decided_on=date(2016, 5, 4),
            is_private=False,
            corrects=None,
            body={"resolution": f"That matter {number} be approved – £{number}"},
        )
        made.append(
            chain.Link(
                committee,
                number,
                "decision",
                "2016-05-04",
                "public",
                0,
                content,
                previous,
                chain.digest_of(previous, content),
            )  # fmt: skip
        )
    return made


@pytest.mark.clause(
    "Specification of governance, Decision register",
    part="each entry holds the hash of its content and of the entry before",
)
def test_an_entry_covers_its_content_and_the_entry_before() -> None:
    first, second = links(2)

    assert first.previous == "0" * 64
    assert second.previous == first.digest
    assert chain.digest_of(first.digest, second.content) == second.digest
    assert chain.digest_of(chain.FIRST, second.content) != second.digest


def test_the_same_body_has_one_form() -> None:
    head = chain.heading(COMMITTEE, 1, "decision", "2016-05-04", "public", 0)

    assert chain.canonical(head, {"b": 1, "a": "é"}) == chain.canonical(head, {"a": "é", "b": 1})
    assert chain.canonical(head, {"a": "é"}).endswith('{"a":"é"}')


@pytest.mark.clause("Specification of governance, Decision register", part="names the first entry that does not match")
def test_a_whole_chain_has_no_fault() -> None:
    assert fault_in(links(5), []) is None
    assert fault_in([], []) is None
    assert fault_in(links(5), [(3, links(5)[2].digest), (5, links(5)[4].digest)]) is None


@given(count=st.integers(2, 8), data=st.data())
def test_any_change_of_any_column_is_found_at_its_entry(count: int, data: st.DataObject) -> None:
    whole = links(count)
    at = data.draw(st.integers(0, count - 1))
    name, value = data.draw(
        st.sampled_from(
            [
                ("content", whole[at].content.replace("approved", "refused")),
                ("kind", "recommendation"),
                ("decided_on", "2016-05-05"),
                ("privacy", "private"),
                ("corrects", 1),
                ("digest", "f" * 64),
                ("previous", "e" * 64),
                ("committee", "another"),
            ]
        )
    )
    changed = [*whole[:at], whole[at]._replace(**{name: value}), *whole[at + 1 :]]

    fault = fault_in(changed, [])

    assert fault is not None
    assert fault.number == at + 1


@given(count=st.integers(3, 8), data=st.data())
def test_an_entry_taken_away_or_put_elsewhere_is_found(count: int, data: st.DataObject) -> None:
    whole = links(count)
    at = data.draw(st.integers(0, count - 2))

    assert fault_in([*whole[:at], *whole[at + 1 :]], []) == (
        at + 1,
        f"Entry {at + 1} is missing: the next one is {at + 2}.",
    )
    swapped = [*whole]
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    assert fault_in(swapped, []) is not None


def test_an_end_that_was_cut_off_is_found_by_an_anchor() -> None:
    whole = links(6)
    anchor = (6, whole[-1].digest)

    assert fault_in(whole[:4], []) is None, "without an anchor a shorter chain looks whole"
    fault = fault_in(whole[:4], [anchor])
    assert fault == (5, "Entry 5 is missing: 6 entries were anchored, and 4 are here.")


def test_a_chain_made_anew_is_found_by_an_anchor() -> None:
    anchor = (3, links(3)[-1].digest)
    anew = links(3, committee="somebody else’s")

    fault = fault_in(anew, [anchor])

    assert fault is not None
    assert fault.number == 3
    assert "made anew" in fault.sentence


@pytest.mark.clause("Specification of governance, Decision register", part="correction is a further entry")
def test_an_entry_is_corrected_in_words_and_a_correction_is_not_corrected() -> None:
    assert why_not_correct(kind="decision", words="The sum is £12,400.") is None
    assert "what is right" in (why_not_correct(kind="decision", words="  ") or "")
    assert "Correct the entry" in (why_not_correct(kind="correction", words="No.") or "")


class TestOffline:
    """The program in the export, run by a Python that knows nothing of the portal."""

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = Path(chain.__file__)
        return subprocess.run(
            [sys.executable, "-I", "-S", str(program), *arguments],
            cwd=folder, capture_output=True, text=True, check=False, env={},
        )  # fmt: skip

    def write(self, folder: Path, made: list[chain.Link]) -> None:
        lines = "".join(json.dumps(link._asdict(), ensure_ascii=False) + "\n" for link in made)
        (folder / "register.jsonl").write_text(lines, "utf-8")

    def test_a_whole_register(self, tmp_path: Path) -> None:
        made = links(20)
        self.write(tmp_path, made)
        (tmp_path / "anchors.jsonl").write_text(json.dumps({"number": 20, "digest": made[-1].digest}) + "\n")

        ran = self.run(tmp_path, "register.jsonl", "--anchors", "anchors.jsonl", "--anchor", f"7:{made[6].digest}")

        assert (ran.returncode, ran.stdout) == (0, "Every entry matches.\n"), ran.stderr

    def test_a_changed_one_and_a_cut_one(self, tmp_path: Path) -> None:
        made = links(20)
        self.write(tmp_path, [*made[:4], made[4]._replace(content=made[4].content + " "), *made[5:]])
        ran = self.run(tmp_path, "register.jsonl")
        assert (ran.returncode, ran.stdout) == (1, "The content of entry 5 is not what was entered.\n")

        self.write(tmp_path, made[:10])
        ran = self.run(tmp_path, "register.jsonl", "--anchor", f"20:{made[-1].digest}")
        assert ran.returncode == 1
        assert "Entry 11 is missing" in ran.stdout

    @pytest.mark.parametrize("arguments", [(), ("nowhere.jsonl",), ("a", "b"), ("--anchor",), ("x", "--anchor", "one")])
    def test_asked_wrongly_it_says_how(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        ran = self.run(tmp_path, *arguments)

        assert ran.returncode == 2
        assert "python3 verify.py" in ran.stderr
