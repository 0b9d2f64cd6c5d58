"""What those who run the installation watch: logs, health, metrics."""
