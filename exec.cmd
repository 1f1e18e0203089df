@rem npm runs scripts in cmd.exe on Windows, which has no exec of its own.
@%*
