"""Quality checks (R33, E22): what is drawn, how it is scored, and how far two who score agree."""
