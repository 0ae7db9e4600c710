"""How tables of keys, the help and the palette order what can be done, and what its screens are called."""

from collections.abc import Mapping
from typing import Final

from deskconsole.actions.action import LISTS, Scope
from deskconsole.present.catalogue import N_, Marked

#: What a receptionist presses most, on every list of keys first.
DAY: Final = (
    *("pick_up", "new_intake", "find", "palette", "record('answered')", "record('promised')"),
    *("record('specialist_needed')", "record('noted')", "undo", "save"),
)
#: Actions of a ticket, by what they are about; the rest of a screen's stand before them.
TICKET_GROUPS: Final[Mapping[Marked, tuple[str, ...]]] = {
    N_("Answering and promising"): (
        *("responded", "need_recorded", "answered", "proposed", "objected", "promised", "extended", "replied"),
        "confirmed",
    ),
    N_("Handing over"): (
        *("specialist_needed", "handed_off", "accepted", "declined", "specialist_answered", "progress_told"),
        *("reminded", "transferred"),
    ),
    N_("Finishing"): (
        *("finished", "followed_up", "rated", "solved", "verified", "filed", "reopened", "withdrawn"),
        *("waiting", "resumed"),
    ),
    N_("Papers"): ("documents_recorded",),
    N_("On record"): ("noted", "attached", "classified", "planned", "merged", "undone"),
    N_("Telephone and counter"): (
        *("contacted", "called_back", "call_transferred", "picked_up", "hung_up", "greeted", "seen", "left"),
    ),
}
#: What works everywhere, by what it is about.
CONSOLE_GROUPS: Final[Mapping[Marked, tuple[str, ...]]] = {
    N_("Screens"): (
        *("show_queue", "show_follow_ups", "show_visitors", "show_knowledge", "show_shift", "show_counters"),
        *(
            "show_figures",
            "show_wallboard",
            "show_forecast",
            "show_staffing",
            "show_reports",
            "show_rounds",
            "show_care",
            "show_things",
            "show_archive",
            "show_quality",
            "show_assessment",
            "show_improvements",
            "show_training",
            "alarms",
            "late_steps",
        ),
        *("find", "palette", "help", "manual"),
    ),
    N_("Telephone and forms"): (
        *("pick_up", "new_intake", "something_else", "propose_improvement", "take_draft", "parked", "mute", "snooze"),
        *("call_help", "take_over_call"),
    ),
    N_("The console"): (
        "emergency",
        *("operator", "lock", "switch_language", "switch_theme", "switch_mouse", "copy", "print_file"),
        *(
            "copy_path",
            "redraw",
            "confirm_time",
            "take_test",
            "answer_approvals",
            "break_glass",
            "practise",
            "show_practised",
        ),
        *("export_ledger", "export_follow_ups", "quit"),
    ),
}
#: Other words under which people look for an action.
ALIASES: Final[Mapping[str, Marked]] = {
    "new_intake": N_("call register new ticket"),
    "something_else": N_("other kinds besides an inquiry"),
    "find": N_("search look for"),
    "operator": N_("log in somebody else user"),
    "lock": N_("away screen"),
    "break_glass": N_("emergency permission rights nobody leads"),
    "show_practised": N_("training new colleagues trainees"),
    "answer_approvals": N_("allow approve leader asked"),
    "paper": N_("attached file copy download"),
    "mute": N_("sound silent volume"),
    "snooze": N_("sound quiet"),
    "switch_theme": N_("theme dark light contrast"),
    "switch_language": N_("language Chinese English"),
    "switch_mouse": N_("pointer select text"),
    "copy": N_("clipboard number"),
    "redraw": N_("refresh garbled screen"),
    "show_queue": N_("home list of tickets"),
    "show_follow_ups": N_("call back later"),
    "show_visitors": N_("guests appointments reception"),
    "show_knowledge": N_("articles answers prices"),
    "show_shift": N_("roster hand-over checklist duty"),
    "show_counters": N_("waiting numbers call the next"),
    "show_figures": N_("statistics report rate how many"),
    "show_wallboard": N_("large screen on the wall figures deadlines"),
    "show_reports": N_("weekly monthly summary hand in satisfaction complaints white paper"),
    "show_things": N_("lost and found parcels keys left luggage"),
    "show_archive": N_("archive handed in documents missing shelf box"),
    "record('documents_recorded')": N_("invoice photo missing asked for received"),
    "show_rounds": N_("checklist clean light patrol inspection"),
    "show_forecast": N_("overdue late will it fit in time who helps"),
    "show_staffing": N_("roster people needed busy hours erlang week"),
    "show_improvements": N_("better proposal kaizen effect"),
    "propose_improvement": N_("idea better suggestion of a colleague"),
    "show_training": N_("course lecturer attendance test result plan"),
    "show_quality": N_("score sample audit objection finding"),
    "show_assessment": N_("points places rank award title violation warning"),
    "take_draft": N_("draft half filled"),
    "parked": N_("drafts half filled"),
    "export_ledger": N_("spreadsheet file report"),
    "export_follow_ups": N_("calendar file appointments"),
    "print_file": N_("printer paper"),
    "quit": N_("exit close go home"),
    "help": N_("keys manual how to"),
    "pick_up": N_("answer the telephone ring"),
    "record('specialist_needed')": N_("forward colleague department"),
    "record('undone')": N_("mistake take back"),
    "evacuation": N_("fire drill list of people"),
    "emergency": N_("fire ambulance police injured alarm roll-call"),
}  # fmt: skip
#: In the order of the tables.
SCREENS: Final[Mapping[Scope, Marked]] = {
    Scope.EVERYWHERE: N_("everywhere"),
    Scope.QUEUE: N_("queue"),
    Scope.TICKET: N_("ticket"),
    Scope.FOLLOW_UPS: N_("follow-ups"),
    Scope.CUSTOMER: N_("customer file"),
    Scope.CARE: N_("customers to see to"),
    Scope.VISITORS: N_("visitors"),
    Scope.ROOMS: N_("rooms"),
    Scope.SHIFT: N_("shift"),
    Scope.COUNTERS: N_("queue numbers"),
    Scope.KNOWLEDGE: N_("knowledge"),
    Scope.ROUNDS: N_("rounds"),
    Scope.THINGS: N_("things"),
    Scope.FIGURES: N_("figures"),
    Scope.REPORTS: N_("reports"),
    Scope.REPORT: N_("report"),
    Scope.ARCHIVE: N_("paper files"),
    Scope.QUALITY: N_("quality checks"),
    Scope.FORECAST: N_("forecast"),
    Scope.STAFFING: N_("staffing"),
    Scope.ASSESSMENT: N_("assessment"),
    Scope.IMPROVEMENTS: N_("improvements"),
    Scope.TRAINING: N_("trainings"),
    Scope.INTAKE: N_("intake form"),
    Scope.FORM: N_("forms"),
}
#: An action of so many screens works in all lists.
MANY: Final = len(LISTS) - 1
