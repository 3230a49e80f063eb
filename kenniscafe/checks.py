"""What would go wrong later is said at start-up, in a sentence."""
