"""The failures that a user can act on, with the exit codes of the lab."""

import errno

BAD_INPUT = 2
MISSING = 3


class Problem(Exception):
    """What failed, where, what was found, and what to do; exit code 2 for a bad file, 3 for what is missing, 1 else."""

    def __init__(self, exit_code, message):
        super().__init__(message)
        self.exit_code = exit_code


def memory_problem():
    return Problem(MISSING, "the training ran out of memory; close other programs, lower batch-size (or --micro-batch, where"
                            " you call the script yourself), shorten the prompts, or take 4-bit weights (nf4)")


def is_out_of_memory(error):
    """PyTorch has no class of its own for it on the processor, and a library that cannot be loaded says it otherwise."""
    text = str(error)
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError" or (
        isinstance(error, (RuntimeError, ImportError, OSError))
        and any(sign in text for sign in ("DefaultCPUAllocator", "out of memory", "CUBLAS_STATUS_ALLOC_FAILED",
                                          "Cannot allocate memory", "failed to map segment")))


def is_disk_full(error):
    """Libraries in other languages wrap it in errors of their own."""
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or any(
        sign in str(error) for sign in ("No space left on device", "quota exceeded"))


def disk_problem(error):
    return Problem(MISSING, f"the training could not write its files: {first_line(error)}; make room on that disk, or take"
                            " another one (the harness: by LAB_HOME)")


def first_line(error):
    return (str(error).strip() or type(error).__name__).splitlines()[0]
