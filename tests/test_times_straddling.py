"""School years, terms and financial years that two calendar years name."""
import pytest

from kexie_nlp.grammar.times import find_times


@pytest.mark.parametrize(("text", "interval"), [
    ("2024/25学年", ("2024-09-01", "2025-08-31")), ("2024—2025学年第一学期", ("2024-09-01", "2025-01-31")),
    ("2024-2025学年度第二学期", ("2025-02-01", "2025-08-31")), ("二○二四/二五年度", ("2024-04-01", "2025-03-31")),
    ("2024至25财政年度", ("2024-04-01", "2025-03-31")), ("2024-25年度", ("2024-04-01", "2025-03-31")),
    ("2024—2025年度", ("2024-01-01", "2025-12-31")), ("2023—2025年", ("2023-01-01", "2025-12-31"))])
def test_years_across_two_calendar_years(text, interval):
    found = list(find_times(f"在{text}内新增学位。", None))
    assert [t.interval for t in found] == [interval]
    assert f"在{text}内新增学位。"[found[0].start:].startswith(text)


def test_years_that_do_not_follow_each_other_are_no_such_year():
    assert [t.interval for t in find_times("2024/26学年", None)] != [("2024-09-01", "2025-08-31")]
