"""What operations ask of moto's other services, and what they do to them."""
