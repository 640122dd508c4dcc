"""What AWS answers: the way of a call, and a folder for each API."""
