"""The screens: each composes widgets, calls the desk in threads, and shows what comes back."""
