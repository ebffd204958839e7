"""SCouT: renders inspection photos whose defects are known exactly."""
