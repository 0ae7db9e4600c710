import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.calendar.recurrence import check_recurrence
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import language, use
from deskconsole.present.repeats import describe_recurrence, parse_recurrence


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每天", "FREQ=DAILY"),
        ("每日", "FREQ=DAILY"),
        ("隔天", "FREQ=DAILY;INTERVAL=2"),
        ("每3天", "FREQ=DAILY;INTERVAL=3"),
        ("每周", "FREQ=WEEKLY"),
        ("每2周", "FREQ=WEEKLY;INTERVAL=2"),
        ("每\uff12周", "FREQ=WEEKLY;INTERVAL=2"),
        ("每 两 个星期", "FREQ=WEEKLY;INTERVAL=2"),
        ("每周一", "FREQ=WEEKLY;BYDAY=MO"),
        ("每个周一", "FREQ=WEEKLY;BYDAY=MO"),
        ("每星期天", "FREQ=WEEKLY;BYDAY=SU"),
        ("每周五、周一", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("每周一三五", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每2周的周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("每个工作日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("每月", "FREQ=MONTHLY"),
        ("每三个月", "FREQ=MONTHLY;INTERVAL=3"),
        ("每季度", "FREQ=MONTHLY;INTERVAL=3"),
        ("每月第2个周一", "FREQ=MONTHLY;BYDAY=2MO"),
        ("每月第二个星期一", "FREQ=MONTHLY;BYDAY=2MO"),
        ("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每月15日", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("每月底", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每年", "FREQ=YEARLY"),
        ("daily", "FREQ=DAILY"),
        ("Every day", "FREQ=DAILY"),
        ("monthly", "FREQ=MONTHLY"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every Monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("every tue and Thursday", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every other Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("every 2 weeks on fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("every 2nd Monday", "FREQ=MONTHLY;BYDAY=2MO"),
        ("the last Friday of the month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("FREQ=MONTHLY;BYDAY=2MO", "FREQ=MONTHLY;BYDAY=2MO"),
        ("rrule:freq=weekly;count=3", "FREQ=WEEKLY;COUNT=3"),
    ],
)
def test_r38_how_often_as_people_type_it(text: str, rule: str) -> None:
    assert parse_recurrence(text) == rule
    check_recurrence(rule)


@pytest.mark.parametrize(
    "text",
    [
        *("", "周一", "每", "每0天", "每8周日周", "每月第6个周一", "每月32日", "每月0日", "每周一十"),
        *("every", "every 0 days", "every 9th Monday", "now and then", "every mon tue"),
        *("FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=", "FREQ=DAILY;DTSTART=1"),
    ],
)
def test_r38_what_is_unclear_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(DeskError) as refusal:
        parse_recurrence(text, field="recurrence")
    assert refusal.value.field == "recurrence"
    assert "every 2nd Monday" in str(refusal.value)


@given(st.text(alphabet="每隔天日周月年个第一二两最后12 0、every ndmonthwk=;FREQ", max_size=20) | st.text(max_size=30))
def test_r38_any_text_is_read_as_a_rule_or_refused(text: str) -> None:
    try:
        rule = parse_recurrence(text)
    except DeskError:
        return
    check_recurrence(rule)
    assert describe_recurrence(rule)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "every week on Mon, Fri"),
        ("FREQ=MONTHLY;BYDAY=2MO", "every month on Mon no. 2"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Fri"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=3"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)
def test_r38_how_often_in_words(rule: str, told: str) -> None:
    before = language()
    use("en")
    try:
        assert describe_recurrence(rule) == told
    finally:
        use(before)
