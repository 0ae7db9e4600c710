"""What all tests share: how far properties are searched."""

import os

from hypothesis import HealthCheck, settings

# The same examples in every run: a test that fails for one person fails for all. `thorough` looks further:
#   HYPOTHESIS_PROFILE=thorough make test
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
