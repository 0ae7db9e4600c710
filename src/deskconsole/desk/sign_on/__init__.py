"""Signing on: PINs and codes, tries, recovery, approval by a leader, breaking the glass."""
