"""Makes the files beside it: python make.py (needs numpy and safetensors; made with 2.4.6 and 0.8.0).

A LoRA on all seven projections of two blocks of a llama shape with grouped queries: width 16, 4 heads of 4, 2 key and
value heads, feed-forward 24. The folders have the layout of peft 0.15; expected.safetensors holds the same matrices as
llama.cpp's convert_lora_to_gguf.py lays them out, by its own function for moving rows, repeated here.
"""
import json
import os

import numpy as np
from safetensors.numpy import save_file

WIDTH, HEADS, KV_HEADS, FFN, RANK = 16, 4, 2, 24, 4
SHAPES = {  # module: (in, out, name in GGUF, heads whose rows are moved)
    "self_attn.q_proj": (WIDTH, WIDTH, "attn_q", HEADS),
    "self_attn.k_proj": (WIDTH, 8, "attn_k", KV_HEADS),
    "self_attn.v_proj": (WIDTH, 8, "attn_v", 0),
    "self_attn.o_proj": (WIDTH, WIDTH, "attn_output", 0),
    "mlp.gate_proj": (WIDTH, FFN, "ffn_gate", 0),
    "mlp.up_proj": (WIDTH, FFN, "ffn_up", 0),
    "mlp.down_proj": (FFN, WIDTH, "ffn_down", 0),
}
CONFIG = {
    "alpha_pattern": {}, "auto_mapping": None, "base_model_name_or_path": "nobody/tiny-llama", "bias": "none",
    "corda_config": None, "eva_config": None, "exclude_modules": None, "fan_in_fan_out": False,
    "inference_mode": True, "init_lora_weights": True, "layer_replication": None, "layers_pattern": None,
    "layers_to_transform": None, "loftq_config": {}, "lora_alpha": 16, "lora_bias": False, "lora_dropout": 0.0,
    "megatron_config": None, "megatron_core": "megatron.core", "modules_to_save": None, "peft_type": "LORA", "r": RANK,
    "rank_pattern": {}, "revision": None, "target_modules": [name.split(".")[1] for name in SHAPES],
    "task_type": "CAUSAL_LM", "trainable_token_indices": None, "use_dora": False, "use_rslora": False,
}


def permute(weights, heads):  # LlamaModel.permute of llama.cpp's convert_hf_to_gguf.py
    return (weights.reshape(heads, 2, weights.shape[0] // heads // 2, *weights.shape[1:])
            .swapaxes(1, 2).reshape(weights.shape))


def write(folder, tensors, **changed):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/adapter_config.json", "w") as file:
        json.dump({**CONFIG, **changed}, file, indent=2, sort_keys=True)
        file.write("\n")
    save_file(tensors, f"{folder}/adapter_model.safetensors", metadata={"format": "pt"})


random = np.random.default_rng(1)
peft, gguf = {}, {}
for layer in range(2):
    for module, (inputs, outputs, name, heads) in SHAPES.items():
        a = random.standard_normal((RANK, inputs), dtype=np.float32)
        b = random.standard_normal((outputs, RANK), dtype=np.float32).astype(np.float16).astype(np.float32)
        peft[f"base_model.model.model.layers.{layer}.{module}.lora_A.weight"] = a
        peft[f"base_model.model.model.layers.{layer}.{module}.lora_B.weight"] = b
        gguf[f"blk.{layer}.{name}.weight.lora_a"] = a
        gguf[f"blk.{layer}.{name}.weight.lora_b"] = permute(b, heads) if heads else b
write("plain", peft)
write("half", {name: t.astype(np.float16) if "lora_B" in name else t for name, t in peft.items()}, use_rslora=True)
save_file(gguf, "expected.safetensors")
