"""What every layer of every service may know: errors, events, time, traces and the hiding of personal data."""
