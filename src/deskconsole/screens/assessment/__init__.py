"""The assessment: people and departments, what one objects to, what is closed, titles and violations."""
