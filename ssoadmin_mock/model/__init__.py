"""What an IAM Identity Center instance is made of: plain data, knowing neither moto nor the wire."""
