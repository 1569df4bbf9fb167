"""What people and programs read: findings, plans and the coverage report."""
