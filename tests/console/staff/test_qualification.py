"""Who is not qualified is told so at the desk, takes the test there, and then receives."""

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import add_staff, staff_list
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.staff.quiz import QuizScreen
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def trainee(bench: Bench) -> Desk:
    maker = next(person.login for person in staff_list(bench.desk) if person.role == "administrator")
    add_staff(bench.by(maker), "mei", name="Mei", role="receiver", department="service")
    return bench.by("mei")


async def answer(c: Seat, *, rightly: bool) -> None:
    """Answers every question of the test on the screen."""
    quiz = await c.on(QuizScreen)
    for number, asked in enumerate(quiz.paper.questions, start=1):
        await c.sees(f"question {number} of {len(quiz.paper.questions)}")
        right = [place for place in range(len(asked.order)) if asked.order[place] in asked.question.right]
        wrong = [place for place in range(len(asked.order)) if place not in right]
        for place in right if rightly else wrong[:1]:
            await c.press(str(place + 1))
        await c.press("enter")
    await c.until(lambda: quiz.result is not None, "the result")


async def test_r32_who_is_not_qualified_passes_the_test_and_then_receives(bench: Bench) -> None:
    async with console(trainee(bench)) as c:
        await c.press("f2")
        await c.on(PickOne)
        await c.sees("No qualification of yours is on record")
        await c.press("1")
        await answer(c, rightly=True)
        await c.sees("Passed", "12 of 12 right")
        await c.press("enter")
        await c.on(QueueScreen)
        await c.press("f2")
        await c.on(IntakeScreen)


async def test_e20_a_test_that_is_not_passed_tells_what_was_wrong(bench: Bench) -> None:
    async with console(trainee(bench)) as c:
        await c.app.run_action("take_test")
        await answer(c, rightly=False)
        await c.sees("Not passed", "0 of 12 right", "✗")
        await c.press("enter")
        await c.on(QueueScreen)
        await c.press("f2")
        await c.sees("No qualification of yours is on record")


async def test_r32_who_is_not_qualified_is_offered_the_test_instead_of_a_form(bench: Bench) -> None:
    number = bench.take("phone")
    async with console(trainee(bench)) as c:
        await c.opens(number)
        await c.press("a")
        await c.on(PickOne)
        await c.sees("No qualification of yours is on record")
        await c.press("escape")
        await c.press("n")
        await c.form()


async def test_the_test_is_left_without_a_trace_and_needs_an_answer_each(bench: Bench) -> None:
    desk = trainee(bench)
    before = bench.record()
    async with console(desk) as c:
        await c.app.run_action("take_test")
        quiz = await c.on(QuizScreen)
        await c.press("enter")
        await c.sees("Choose an answer first")
        await c.press("down", "space", "enter")
        await c.sees("question 2 of")
        await c.press("left")
        await c.sees("question 1 of", "■")
        assert len(quiz.given) == 1
        await c.press("escape")
        await c.on(QueueScreen)
    assert bench.record() == before


async def test_r32_a_qualification_recorded_elsewhere_counts_at_once(bench: Bench) -> None:
    from deskconsole.desk.staff.qualification import qualify

    maker = next(person.login for person in staff_list(bench.desk) if person.role == "administrator")
    async with console(trainee(bench)) as c:
        qualify(bench.by(maker), "mei", "带教合格")
        await c.until(lambda: c.app.session.actor is not None and c.app.session.actor.qualified_at, "the news")
        await c.press("f2")
        await c.on(IntakeScreen)
