"""What the line of keys shows on each screen."""

from collections.abc import Mapping
from typing import Final

from deskconsole.actions.action import Scope

#: What it shows behind a screen's own actions, where nothing else is said.
REST: Final = ("back", "app.help")
#: What the line of keys shows on each screen, the most useful first; it is cut where the line ends.
FOOTERS: Final[Mapping[Scope, tuple[str, ...]]] = {
    Scope.QUEUE: (
        *("open", "app.new_intake", "record('answered')", "record('promised')", "record('specialist_needed')"),
        *("record('noted')", "more", "app.find", "filter('mine')", "app.show_follow_ups", "app.help", "app.ask_quit"),
    ),
    Scope.TICKET: (
        *("back", "record('noted')", "record('followed_up')", "more", "customer", "why", "app.find", "app.new_intake"),
        *("paper", "record('transferred')", "record('withdrawn')", "app.help"),
    ),
    Scope.FOLLOW_UPS: (
        *("result('reached')", "result('no_answer')", "result('refused')", "open", "unmask", "record('noted')"),
        *("filter('mine')", "back", "app.find", "app.new_intake", "app.help"),
    ),
    Scope.CUSTOMER: (
        *(
            "open",
            "edit_customer",
            "unmask",
            "back",
            "check_file",
            "leave_alone",
            "merge_customer",
            "unmerge_customer",
            "app.find",
            "intake_of_customer",
            "app.help",
        ),
    ),
    Scope.CARE: ("open", "check_file", "filter('mine')", "back", "app.find", "app.help"),
    Scope.VISITORS: (
        *("sign_in", "walk_in", "tell_host", "host('coming')", "receive", "sign_out('back')", "expect", "evacuation"),
        *("rooms", "open", "give_pass", "message", "look_after", "contact", "unmask", "app.help"),
    ),
    Scope.ROOMS: ("plan_meeting", "take_back", "day(1)", "day(-1)", *REST),
    Scope.FIGURES: (
        *("open", "cut", "period(-1)", "period(1)", "longer", "any_period", "app.show_forecast", "app.show_staffing"),
        *("app.show_reports", *REST),
    ),
    Scope.FORECAST: ("open", *REST),
    Scope.STAFFING: ("period(-1)", "period(1)", *REST),
    Scope.ASSESSMENT: (
        *("indicators", "period(-1)", "period(1)", "month_or_year", "object_to", "answer_objection", "close_period"),
        *("give_title", "violation", *REST),
    ),
    Scope.REPORTS: ("open", "hand_in_report", "mark_read", "report_file", "any_period", *REST),
    Scope.REPORT: (
        *("open", "report_file", "hand_in_report", "mark_read", "period(-1)", "period(1)", "article_of_question"),
        *("any_period", *REST),
    ),
    Scope.COUNTERS: (
        *("call_next", "serve", "skip", "send_on", "window", "take_number", "recall", "back", "app.new_intake"),
        "app.help",
    ),
    Scope.SHIFT: (
        *("accept_shift", "open_shift", "hand_over", "tick_or_open", "news", "roster", "save_sheet", "print_sheet"),
        *("stand_in", "back", "app.help"),
    ),
    Scope.INTAKE: (
        *(
            "save",
            "back",
            "add_to",
            "take_answer",
            "customer_of_form",
            "withdraw('wrong_number')",
            "withdraw('spam')",
            "take_draft",
            "fresh",
            "fix",
            "discard",
        ),
        *("help",),
    ),
    Scope.KNOWLEDGE: (
        *("back", "copy_answer", "narrow", "edit_article", "new_article", "versions", "retire_article"),
        *("app.new_intake", "app.help"),
    ),
    Scope.FORM: ("save", "back", "phrase", "take_answer", "take_wording", "discard", "help"),
}
