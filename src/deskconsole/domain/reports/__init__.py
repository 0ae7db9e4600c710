"""Reports: what each consists of, what was counted for one, which questions are alike."""
