"""How quickly a device multiplies matrices: what a training's time is predicted from."""
import statistics
import time

import torch

TIMES = 5


def speed(device):
    """Floating-point operations per second: float32 on the processor, bfloat16 on a card; the median of a few products."""
    card = device != "cpu"
    rows, width = (4096, 4096) if card else (512, 2048)
    dtype = torch.bfloat16 if card else torch.float32
    left = torch.ones(rows, width, dtype=dtype, device=device)
    right = torch.ones(width, width, dtype=dtype, device=device)
    seconds = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        left @ right
        if card:
            torch.cuda.synchronize(device)
        seconds.append(time.perf_counter() - start)
    return 2 * rows * width * width / statistics.median(seconds[1:])  # libraries get ready in the first
