"""Makes the TorchScript module that multiplies by frozen matrices in bfloat16: python make_bfloat16.py FILE

FILE is harness/src/main/resources/org/adaptationlab/train/harness/bfloat16.pt. Made with torch 2.13.0; read by libtorch 2.7.1.
"""
import sys

import torch


class Bfloat16(torch.nn.Module):
    @torch.jit.export
    def narrow(self, w: torch.Tensor) -> torch.Tensor:
        return w.to(torch.bfloat16)

    def forward(self, x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.linear(x.to(torch.bfloat16), w).to(torch.float32)


torch.jit.script(Bfloat16()).eval().save(sys.argv[1])
