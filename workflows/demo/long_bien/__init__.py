"""A case to check the numbers by: 18 months of a district of 13 wards, with 66 issues, 62 of them answered."""
