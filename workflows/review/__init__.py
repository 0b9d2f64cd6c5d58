"""Periodic reviews of legal bases: the register, the reviews it brings about, their parts and lessons."""
