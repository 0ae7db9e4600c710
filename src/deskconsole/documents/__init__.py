"""What leaves the desk as a file: the paper form, the ledger, follow-ups for a calendar. Imported only when used."""
