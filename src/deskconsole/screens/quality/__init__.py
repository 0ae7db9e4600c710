"""Quality checks: what is to be checked, the scorecard, findings and objections."""
