"""What is published: that it can be built again, holds what it should, and works where nothing else is installed."""
