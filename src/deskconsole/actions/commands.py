"""The commands of the console and of its screens: what records no event."""

from collections.abc import Iterable
from typing import Final

from deskconsole.actions.action import LISTS, TICKETS, Action, Scope
from deskconsole.present.catalogue import N_

#: Where contacts and what else is private are shown masked, and one key opens them.
_LISTED: Final = frozenset({Scope.QUEUE, Scope.FOLLOW_UPS, Scope.CUSTOMER, Scope.VISITORS})
_OPENS: Final = _LISTED | {
    *(Scope.CARE, Scope.THINGS, Scope.FIGURES, Scope.ARCHIVE, Scope.FORECAST, Scope.IMPROVEMENTS, Scope.TRAINING),
    *(Scope.REPORTS, Scope.REPORT),
}
_PRIVATE: Final = frozenset({Scope.TICKET, Scope.VISITORS, Scope.FOLLOW_UPS, Scope.CUSTOMER})


def commands() -> Iterable[Action]:
    """Those of the whole console first, then each screen's own."""
    yield from _everywhere()
    yield from _by_letters()
    yield from _tickets()
    yield from _lists()
    yield from _visitors()
    yield from _shift()
    yield from _counters()
    yield from _rounds()
    yield from _quality()
    yield from _assessment()
    yield from _learning()
    yield from _things()
    yield from _figures()
    yield from _reports()
    yield from _archive()
    yield from _forms()
    yield from _knowledge()
    yield from _intake()


def _everywhere() -> Iterable[Action]:
    """By keys that no text takes."""
    everywhere = frozenset({Scope.EVERYWHERE})
    yield Action("help", N_("Help"), ("f1",), everywhere)
    yield Action("palette", N_("Everything, by typing"), ("ctrl+p",), everywhere)
    yield Action("new_intake", N_("New intake"), ("f2", "ctrl+n"), everywhere)
    yield Action("something_else", N_("Something else"), (), everywhere)
    yield Action("show_queue", N_("Queue"), ("f3",), everywhere)
    yield Action("show_follow_ups", N_("Follow-ups"), ("f4",), everywhere)
    yield Action("show_visitors", N_("Visitors"), ("f5",), everywhere)
    yield Action("find", N_("Find anything"), ("ctrl+f",), everywhere, first=True)
    # Before the text area, which would select a line.
    yield Action("show_knowledge", N_("Knowledge"), ("f6",), everywhere, first=True)
    yield Action("show_shift", N_("Shift"), ("f7",), everywhere, first=True)
    yield Action("show_figures", N_("Figures"), ("f8",), everywhere)
    yield Action("show_wallboard", N_("Wallboard"), (), everywhere)
    yield Action("show_forecast", N_("Forecast"), (), everywhere)
    yield Action("show_staffing", N_("Staffing"), (), everywhere)
    yield Action("show_reports", N_("Reports"), (), everywhere)
    yield Action("show_counters", N_("Queue numbers"), (), everywhere)
    yield Action("show_rounds", N_("Rounds"), (), everywhere)
    yield Action("show_care", N_("Customers to see to"), (), everywhere)
    yield Action("show_things", N_("Things"), (), everywhere)
    yield Action("show_archive", N_("Paper files"), (), everywhere)
    yield Action("show_quality", N_("Quality checks"), ("f9",), everywhere, first=True)
    yield Action("show_assessment", N_("Assessment"), (), everywhere)
    yield Action("show_improvements", N_("Improvements"), (), everywhere)
    yield Action("show_training", N_("Trainings"), (), everywhere)
    yield Action("propose_improvement", N_("Propose an improvement"), ("alt+i",), everywhere, first=True)
    yield Action("pick_up", N_("Pick up the call"), ("ctrl+g", "f11"), everywhere)
    yield Action("take_draft", N_("Parked form"), ("ctrl+o", "shift+f2", "f14"), everywhere)
    yield Action("parked", N_("All parked forms"), ("ctrl+d",), everywhere, first=True)
    yield Action("operator", N_("Change operator"), ("ctrl+y",), everywhere, first=True)
    # A terminal sends the same for Ctrl and 6.
    yield Action("call_help", N_("Call somebody quietly"), ("ctrl+circumflex_accent", "ctrl+6"), everywhere, first=True)
    yield Action("take_over_call", N_("Go to whoever has called"), (), everywhere)
    yield Action("alarms", N_("What waits for you"), (), everywhere)
    yield Action("late_steps", N_("Why steps were late"), (), everywhere)
    yield Action("mute", N_("Bell on or off"), ("ctrl+backslash",), everywhere)
    yield Action("snooze", N_("Bell silent for 10 minutes"), (), everywhere)
    yield Action("lock", N_("Lock"), ("ctrl+l",), everywhere)
    # Before the text area and every field: somebody may be in danger.
    yield Action("emergency", N_("Emergency card"), ("ctrl+right_square_bracket",), everywhere, first=True)
    yield Action("switch_language", N_("中文 / English"), ("f12",), everywhere)
    yield Action("switch_theme", N_("Colours"), (), everywhere)
    yield Action("switch_mouse", N_("Mouse on or off"), (), everywhere)
    yield Action("copy", N_("Copy to your clipboard"), ("alt+c",), everywhere, first=True)
    yield Action("print_file", N_("Print the last file"), (), everywhere)
    yield Action("copy_path", N_("Copy the path of the last file"), (), everywhere)
    yield Action("redraw", N_("Draw again"), ("ctrl+r",), everywhere)
    yield Action("confirm_time", N_("The system clock is right"), (), everywhere)
    yield Action("take_test", N_("Take the test of the qualification"), (), everywhere)
    yield Action("answer_approvals", N_("Who waits for your permission"), (), everywhere)
    yield Action("break_glass", N_("A leader's needs for a while"), (), everywhere)
    yield Action("manual", N_("Manual"), (), everywhere)
    yield Action("practise", N_("Practise"), (), everywhere)
    yield Action("show_practised", N_("Who has practised"), (), everywhere)
    yield Action("export_ledger", N_("Export the ledger"), (), everywhere)
    yield Action("export_follow_ups", N_("Export follow-ups for a calendar"), (), everywhere)
    yield Action("quit", N_("Quit"), ("ctrl+q",), everywhere)


def _by_letters() -> Iterable[Action]:
    """The same by letters where nothing is typed."""
    yield Action("app.help", N_("Help"), ("?",), LISTS)
    yield Action("app.palette", N_("Everything, by typing"), (":",), LISTS)
    yield Action("app.new_intake", N_("New intake"), ("i",), LISTS - {Scope.CUSTOMER})
    yield Action("app.something_else", N_("Something else"), (";",), LISTS)
    yield Action("app.show_queue", N_("Queue"), ("[",), LISTS - {Scope.QUEUE})
    yield Action("app.show_follow_ups", N_("Follow-ups"), ("]",), LISTS - {Scope.FOLLOW_UPS})
    yield Action("app.show_visitors", N_("Visitors"), ("{",), LISTS - {Scope.VISITORS})
    yield Action("app.find", N_("Find anything"), ("/",), LISTS)
    yield Action("app.show_knowledge", N_("Knowledge"), ("}",), LISTS - {Scope.KNOWLEDGE})
    yield Action("app.show_counters", N_("Queue numbers"), ("&",), LISTS - {Scope.COUNTERS})
    yield Action("app.show_care", N_("Customers to see to"), ('"',), LISTS - {Scope.CARE})
    yield Action("app.show_shift", N_("Shift"), ("|",), LISTS - {Scope.SHIFT})
    yield Action("app.show_rounds", N_("Rounds"), ("%",), LISTS - {Scope.ROUNDS})
    yield Action("app.show_things", N_("Things"), ("$",), LISTS - {Scope.THINGS})
    yield Action("app.show_archive", N_("Paper files"), ("`",), LISTS - {Scope.ARCHIVE})
    yield Action("app.operator", N_("Change operator"), ("=",), LISTS)
    yield Action("app.help_or_take", N_("Call somebody quietly, or go to who has called"), ("j",), LISTS)
    yield Action("app.mute", N_("Bell on or off"), (",",), LISTS)
    yield Action("app.snooze", N_("Bell silent for 10 minutes"), (".",), LISTS)
    yield Action("app.lock", N_("Lock"), ("Z",), LISTS)
    yield Action("app.emergency", N_("Emergency card"), ("~",), LISTS)
    yield Action("app.switch_language", N_("中文 / English"), ("L",), LISTS)
    yield Action("app.copy", N_("Copy to your clipboard"), ("*",), LISTS)
    yield Action("app.print_file", N_("Print the last file"), ("!",), LISTS - {Scope.SHIFT})
    yield Action("app.switch_theme", N_("Colours"), ("T",), LISTS)
    yield Action("app.confirm_time", N_("The system clock is right"), ("@",), LISTS)
    yield Action("app.answer_approvals", N_("Who waits for your permission"), ("^",), LISTS)
    yield Action("app.ask_quit", N_("Quit"), ("Q",), frozenset({Scope.QUEUE}))


def _tickets() -> Iterable[Action]:
    """What stands open: a ticket, a customer's file."""
    yield Action("back", N_("Back"), ("escape",), frozenset(Scope) - {Scope.EVERYWHERE})
    yield Action("customer", N_("Customer file"), ("q",), TICKETS | {Scope.FOLLOW_UPS})
    yield Action("customer_of_form", N_("Customer file"), ("ctrl+b",), frozenset({Scope.INTAKE}), first=True)
    yield Action("intake_of_customer", N_("Intake for them"), ("i",), frozenset({Scope.CUSTOMER}))
    yield Action("edit_customer", N_("Change the file"), ("l",), frozenset({Scope.CUSTOMER}))
    yield Action("merge_customer", N_("Merge with a duplicate"), ("M",), frozenset({Scope.CUSTOMER}))
    yield Action("unmerge_customer", N_("Take apart again"), ("z",), frozenset({Scope.CUSTOMER}))
    yield Action("check_file", N_("The file is right"), (")",), frozenset({Scope.CUSTOMER, Scope.CARE}))
    yield Action("leave_alone", N_("No contact unasked, or again"), ("(",), frozenset({Scope.CUSTOMER}))
    yield Action("erase_customer", N_("Erase the person"), ("x",), frozenset({Scope.CUSTOMER}))
    yield Action(
        "open",
        N_("Open"),
        ("enter",),
        _OPENS,
    )
    yield Action("more", N_("All actions"), ("m",), TICKETS)
    yield Action("details", N_("Details"), ("v",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("paper", N_("Paper form"), ("J",), TICKETS)
    yield Action("why_late", N_("Why it was late"), ("k",), TICKETS)
    yield Action("moments", N_("Lines for hard moments"), ("'",), TICKETS)
    yield Action("why", N_("Why this deadline"), ("v",), frozenset({Scope.TICKET}))
    yield Action("tell_linked", N_("Tell all who brought the same matter"), (), TICKETS)


def _lists() -> Iterable[Action]:
    """Filters of the lists, one key each, and the results of a follow-up."""
    yield Action("filter('all')", N_("All"), ("1",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS, Scope.CARE}))
    yield Action("filter('mine')", N_("Mine"), ("2",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS, Scope.CARE}))
    yield Action("filter('unowned')", N_("Nobody's"), ("3",), frozenset({Scope.QUEUE}))
    yield Action("filter('overdue')", N_("Overdue"), ("4",), frozenset({Scope.QUEUE}))
    yield Action("filter('soon')", N_("Due soon"), ("5",), frozenset({Scope.QUEUE}))
    yield Action("filter('channel')", N_("By channel"), ("6",), frozenset({Scope.QUEUE}))
    yield Action("filter('category')", N_("By category"), ("7",), frozenset({Scope.QUEUE}))
    yield Action("later", N_("Finished, due later"), ("8",), frozenset({Scope.QUEUE}))
    yield Action("narrow", N_("Type to narrow"), ("9", "\\"), frozenset({Scope.QUEUE, Scope.VISITORS, Scope.KNOWLEDGE}))
    yield Action("unmask", N_("Show private data"), ("0",), _PRIVATE)
    # Results of a follow-up.
    yield Action("result('reached')", N_("Reached"), ("f",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("result('no_answer')", N_("No answer"), ("-",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("result('refused')", N_("Refused"), ("D",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("undo", N_("Undo"), ("ctrl+z",), LISTS)


def _forms() -> Iterable[Action]:
    yield Action("save", N_("Save"), ("ctrl+s", "f10", "ctrl+j"), frozenset({Scope.INTAKE, Scope.FORM}))
    yield Action("discard", N_("Throw away"), ("ctrl+w",), frozenset({Scope.INTAKE, Scope.FORM}), first=True)
    yield Action("phrase", N_("Standard phrase"), ("ctrl+t",), frozenset({Scope.FORM}))
    yield Action("moments", N_("Lines for hard moments"), ("ctrl+t",), frozenset({Scope.INTAKE}))
    yield Action("take_wording", N_("Accepted wording"), ("ctrl+e",), frozenset({Scope.FORM}), first=True)


def _intake() -> Iterable[Action]:
    intake = frozenset({Scope.INTAKE})
    yield Action("fresh", N_("Park, start another"), ("ctrl+n", "f2"), intake)
    yield Action("add_to", N_("Add to open ticket"), ("ctrl+u",), intake, first=True)
    yield Action("fix", N_("Tier or channel"), ("ctrl+e",), intake, first=True)
    yield Action("withdraw('wrong_number')", N_("Wrong number"), ("ctrl+x",), intake, first=True)
    yield Action("withdraw('spam')", N_("Spam or prank"), ("ctrl+k",), intake, first=True)
    yield Action("on_call('call_transferred')", N_("Transfer call"), (), intake)


def _visitors() -> Iterable[Action]:
    """The visitors' screen, and the rooms of the day beside it."""
    here, both = frozenset({Scope.VISITORS}), frozenset({Scope.VISITORS, Scope.ROOMS})
    yield Action("sign_in", N_("Sign in"), ("1",), here)
    yield Action("walk_in", N_("Walk-in"), ("2",), here)
    yield Action("expect", N_("Expect"), ("+",), here)
    yield Action("plan_meeting", N_("Plan a meeting"), ("+",), frozenset({Scope.ROOMS}))
    yield Action("tell_host", N_("Host told"), ("3",), here)
    yield Action("host('coming')", N_("Host is coming"), ("4",), here)
    yield Action("host('later')", N_("Host comes later"), ("E",), here)
    yield Action("host('unavailable')", N_("Host cannot come"), ("D",), here)
    yield Action("contact", N_("Another contact"), ("h",), here)
    yield Action("message", N_("Leave a message"), ("8",), here)
    yield Action("look_after", N_("Look after"), ("Y",), here)
    yield Action("receive", N_("With the host"), ("5", "N"), here)
    yield Action("sign_out('back')", N_("Sign out"), ("6",), here)
    yield Action("sign_out('keeps')", N_("Out, keeps the pass"), ("X",), here)
    yield Action("give_pass", N_("Give a pass"), ("7",), here)
    yield Action("evacuation", N_("Who is inside"), ("v",), here)
    yield Action("rooms", N_("Rooms"), ("#",), here)
    yield Action("import_list", N_("Read a list"), ("F",), here)
    yield Action("day(1)", N_("Next day"), (">",), both)
    yield Action("day(-1)", N_("Day before"), ("<",), both)
    yield Action("take_back", N_("Cancel"), ("x",), both)


def _knowledge() -> Iterable[Action]:
    """Answers at hand on forms, and the knowledge screen."""
    here = frozenset({Scope.KNOWLEDGE})
    forms = frozenset({Scope.INTAKE, Scope.FORM})
    yield Action("take_answer", N_("Answer at hand"), ("ctrl+a",), forms | here, first=True)
    yield Action("copy_answer", N_("Copy into the ticket"), ("a",), here)
    yield Action("edit_article", N_("Write on"), ("l",), here)
    yield Action("new_article", N_("New article"), ("+",), here)
    yield Action("versions", N_("Versions"), ("v",), here)
    yield Action("retire_article", N_("Out of use"), ("x",), here)
    yield Action("article_of_ticket", N_("Make an article of it"), ("+",), frozenset({Scope.TICKET}))


def _shift() -> Iterable[Action]:
    shift = frozenset({Scope.SHIFT})
    yield Action("tick_or_open", N_("Tick or open"), ("enter",), shift)
    yield Action("open_shift", N_("Open the shift"), ("O",), shift)
    yield Action("hand_over", N_("Hand over"), ("h",), shift)
    yield Action("accept_shift", N_("Accept"), ("A",), shift)
    yield Action("news", N_("News"), ("+",), shift)
    yield Action("drop_news", N_("Drop the news"), ("x",), shift)
    yield Action("roster", N_("Roster"), ("P",), shift)
    yield Action("stand_in", N_("Absent or present"), ("t",), shift)
    yield Action("save_sheet", N_("Save the sheet"), ("J",), shift)
    yield Action("print_sheet", N_("Print the sheet"), ("!",), shift)


def _rounds() -> Iterable[Action]:
    here = frozenset({Scope.ROUNDS})
    yield Action("in_order", N_("In order"), ("enter", "1"), here)
    yield Action("not_in_order", N_("Not in order"), ("2",), here)


def _quality() -> Iterable[Action]:
    here = frozenset({Scope.QUALITY})
    yield Action("score", N_("Score, look"), ("enter", "1"), here)
    yield Action("see_result", N_("Seen"), ("2",), here)
    yield Action("object", N_("Object"), ("3",), here)
    yield Action("decide", N_("Decide"), ("4",), here)
    yield Action("look_again", N_("Second look"), ("5",), here)
    yield Action("calibration", N_("Calibration"), ("6",), here)
    yield Action("draw_checks", N_("Draw"), ("+",), here)
    yield Action("open_checked", N_("Ticket"), ("v",), here)
    yield Action("app.show_assessment", N_("Assessment"), ("7",), here)
    yield Action("app.show_improvements", N_("Improvements"), ("8",), here)
    yield Action("app.show_training", N_("Trainings"), ("9",), here)


def _assessment() -> Iterable[Action]:
    here = frozenset({Scope.ASSESSMENT})
    yield Action("indicators", N_("By indicator"), ("enter", "1"), here)
    yield Action("object_to", N_("Object to it"), ("3",), here)
    yield Action("answer_objection", N_("Answer the objection"), ("4",), here)
    yield Action("give_title", N_("Title, award"), ("5",), here)
    yield Action("violation", N_("Violation"), ("6",), here)
    yield Action("close_period", N_("Close the period"), ("7",), here)
    yield Action("month_or_year", N_("Month, year"), ("2",), here)


def _learning() -> Iterable[Action]:
    here = frozenset({Scope.IMPROVEMENTS})
    yield Action("accept", N_("Adopt"), ("1",), here)
    yield Action("refuse", N_("Turn down"), ("2",), here)
    yield Action("done", N_("Done"), ("3",), here)
    yield Action("effect", N_("Effect"), ("4",), here)
    yield Action("propose", N_("Propose one"), ("+",), here)
    here = frozenset({Scope.TRAINING})
    yield Action("record", N_("Who was there"), ("1",), here)
    yield Action("person", N_("What somebody had"), ("2",), here)
    yield Action("measure_done", N_("Done"), ("3",), here)
    yield Action("measure_effect", N_("Effect"), ("4",), here)


def _things() -> Iterable[Action]:
    here = frozenset({Scope.THINGS})
    yield Action("take_thing", N_("Take in"), ("+",), here)
    yield Action("hand_out", N_("Handed out, back"), ("1",), here)
    yield Action("tell_whose", N_("Owner told"), ("2",), here)
    yield Action("give_away", N_("Given away"), ("3",), here)
    yield Action("paper_of_thing", N_("Paper form"), ("J",), here)


def _figures() -> Iterable[Action]:
    here = frozenset({Scope.FIGURES})
    yield Action("cut", N_("Cut by"), ("1",), here)
    periods = here | {Scope.STAFFING, Scope.REPORT, Scope.ASSESSMENT}
    yield Action("period(-1)", N_("Period before"), ("<",), periods)
    yield Action("period(1)", N_("Next period"), (">",), periods)
    yield Action("longer", N_("Day, week, month …"), ("2",), here)
    yield Action("any_period", N_("Any period"), ("3",), here | {Scope.REPORTS, Scope.REPORT})
    yield Action("app.show_forecast", N_("Forecast"), ("4",), here)
    yield Action("app.show_staffing", N_("Staffing"), ("5",), here)
    yield Action("app.show_reports", N_("Reports"), ("6",), here)


def _reports() -> Iterable[Action]:
    """The reports of the house, and one of them."""
    both = frozenset({Scope.REPORTS, Scope.REPORT})
    yield Action("hand_in_report", N_("Hand in"), ("1",), both)
    yield Action("mark_read", N_("Read it"), ("2",), both)
    yield Action("report_file", N_("As a file"), ("J",), both)
    yield Action("article_of_question", N_("Article of the question"), ("+",), frozenset({Scope.REPORT}))


def _archive() -> Iterable[Action]:
    here = frozenset({Scope.ARCHIVE})
    yield Action("take_in_papers", N_("Taken in"), ("1",), here)
    yield Action("send_back_papers", N_("Sent back"), ("2",), here)
    yield Action("hand_in_papers", N_("Handed in"), ("3",), here)
    yield Action("documents_of_line", N_("Documents"), ("_",), here)
    yield Action("paper_of_line", N_("Paper form"), ("J",), here)


def _counters() -> Iterable[Action]:
    here = frozenset({Scope.COUNTERS})
    yield Action("call_next", N_("Call the next"), ("1",), here)
    yield Action("take_number", N_("Take a number"), ("+",), here)
    yield Action("recall", N_("Call again"), ("enter",), here)
    yield Action("skip", N_("Does not come"), ("3",), here)
    yield Action("serve", N_("Served"), ("2",), here)
    yield Action("send_on", N_("Other business"), ("4",), here)
    yield Action("window", N_("Window"), ("5",), here)
