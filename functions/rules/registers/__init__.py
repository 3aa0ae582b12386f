"""Pure rules of registers: what a register declares, what a row of it may hold, and which dates it has to keep."""
