"""The commands of the console and of its screens: what records no event."""

from collections.abc import Iterable

from deskconsole.actions.action import LISTS, TICKETS, Action, Scope
from deskconsole.present.catalogue import N_


def commands() -> Iterable[Action]:
    """Those of the whole console first, then each screen's own."""
    everywhere = frozenset({Scope.EVERYWHERE})
    yield Action("help", N_("Help"), ("f1",), everywhere)
    yield Action("new_intake", N_("New intake"), ("f2", "ctrl+n"), everywhere)
    yield Action("show_queue", N_("Queue"), ("f3",), everywhere)
    yield Action("show_follow_ups", N_("Follow-ups"), ("f4",), everywhere)
    yield Action("pick_up", N_("Pick up the call"), ("ctrl+g", "f11"), everywhere)
    yield Action("take_draft", N_("Parked form"), ("ctrl+o", "shift+f2", "f14"), everywhere)
    yield Action("parked", N_("All parked forms"), ("ctrl+d",), everywhere, first=True)
    yield Action("operator", N_("Change operator"), ("ctrl+y",), everywhere, first=True)
    yield Action("mute", N_("Bell on or off"), ("ctrl+backslash",), everywhere)
    yield Action("snooze", N_("Bell silent for 10 minutes"), (), everywhere)
    yield Action("lock", N_("Lock"), ("ctrl+l", "ctrl+underscore"), everywhere)
    yield Action("switch_language", N_("中文 / English"), ("f12",), everywhere)
    yield Action("switch_theme", N_("Colours"), (), everywhere)
    yield Action("copy", N_("Copy to your clipboard"), ("alt+c",), everywhere, first=True)
    yield Action("redraw", N_("Draw again"), ("ctrl+r",), everywhere)
    yield Action("confirm_time", N_("The system clock is right"), (), everywhere)
    yield Action("take_test", N_("Take the test of the qualification"), (), everywhere)
    yield Action("quit", N_("Quit"), ("ctrl+q",), everywhere)
    # The same by letters where nothing is typed.
    yield Action("app.help", N_("Help"), ("?",), LISTS)
    yield Action("app.new_intake", N_("New intake"), ("i",), LISTS)
    yield Action("app.show_queue", N_("Queue"), ("[",), frozenset({Scope.TICKET, Scope.FOLLOW_UPS}))
    yield Action("app.show_follow_ups", N_("Follow-ups"), ("]",), TICKETS)
    yield Action("app.operator", N_("Change operator"), ("=",), LISTS)
    yield Action("app.mute", N_("Bell on or off"), (",",), LISTS)
    yield Action("app.snooze", N_("Bell silent for 10 minutes"), (".",), LISTS)
    yield Action("app.lock", N_("Lock"), ("Z",), LISTS)
    yield Action("app.switch_language", N_("中文 / English"), ("L",), LISTS)
    yield Action("app.copy", N_("Copy to your clipboard"), ("*",), LISTS)
    yield Action("app.switch_theme", N_("Colours"), ("T",), LISTS)
    yield Action("app.confirm_time", N_("The system clock is right"), ("@",), LISTS)
    yield Action("app.quit", N_("Quit"), ("Q",), frozenset({Scope.QUEUE}))
    yield Action("back", N_("Back"), ("escape",), frozenset(Scope) - {Scope.EVERYWHERE})
    yield Action("open", N_("Open"), ("enter",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("more", N_("All actions"), ("m",), TICKETS)
    yield Action("details", N_("Details"), ("v",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("why", N_("Why this deadline"), ("v",), frozenset({Scope.TICKET}))
    # Filters of the queue: one key each.
    yield Action("filter('all')", N_("All"), ("1",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("filter('mine')", N_("Mine"), ("2",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("filter('unowned')", N_("Nobody's"), ("3",), frozenset({Scope.QUEUE}))
    yield Action("filter('overdue')", N_("Overdue"), ("4",), frozenset({Scope.QUEUE}))
    yield Action("filter('soon')", N_("Due soon"), ("5",), frozenset({Scope.QUEUE}))
    yield Action("filter('channel')", N_("By channel"), ("6",), frozenset({Scope.QUEUE}))
    yield Action("filter('category')", N_("By category"), ("7",), frozenset({Scope.QUEUE}))
    yield Action("later", N_("Finished, due later"), ("8",), frozenset({Scope.QUEUE}))
    yield Action("search", N_("Find"), ("/",), frozenset({Scope.QUEUE}))
    # Results of a follow-up.
    yield Action("result('reached')", N_("Reached"), ("r",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("result('no_answer')", N_("No answer"), ("o",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("result('refused')", N_("Refused"), ("x",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("undo", N_("Undo"), ("ctrl+z",), LISTS)
    # Forms.
    yield Action("save", N_("Save"), ("ctrl+s", "f10", "ctrl+j"), frozenset({Scope.INTAKE, Scope.FORM}))
    yield Action("phrase", N_("Standard phrase"), ("ctrl+t",), frozenset({Scope.FORM}))
    yield Action("take_wording", N_("Accepted wording"), ("ctrl+e",), frozenset({Scope.FORM}), first=True)
    intake = frozenset({Scope.INTAKE})
    yield Action("fresh", N_("Park, start another"), ("ctrl+n", "f2"), intake)
    yield Action("add_to", N_("Add to open ticket"), ("ctrl+t",), intake)
    yield Action("fix", N_("Tier or channel"), ("ctrl+e",), intake, first=True)
    yield Action("withdraw('wrong_number')", N_("Wrong number"), ("ctrl+x",), intake, first=True)
    yield Action("withdraw('spam')", N_("Spam or prank"), ("ctrl+k",), intake, first=True)
    yield Action("on_call('call_transferred')", N_("Transfer call"), (), intake)
