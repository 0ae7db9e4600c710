"""The SQL of every statement, compiled ahead of time by ``specialist_queries.py``; do not edit."""

from typing import Final

AGREED_TIMES: Final = (
    "SELECT clock.assignee, count(*) AS count_1, sum(CASE WHEN (clock.state = 'met') THEN 1 ELSE 0 END) AS sum_1 "
    "FROM clock JOIN ticket ON ticket.id = clock.ticket_id WHERE clock.do = 'specialist_answer' AND clock.started "
    ">= :since AND clock.assignee IS NOT NULL AND (clock.state IN ('met', 'late') OR clock.state = 'running' AND "
    "clock.due < :now) AND ticket.site_id = :site_id GROUP BY clock.assignee"
)
