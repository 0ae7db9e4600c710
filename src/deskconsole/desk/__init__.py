"""Use cases: one public function each, one transaction each; what the command line and the screens call."""
