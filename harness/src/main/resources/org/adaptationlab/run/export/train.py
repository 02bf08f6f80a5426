"""Trains the LoRA adapter of this folder with PEFT: python train.py HUGGING_FACE_MODEL

The model must be the one whose GGUF file the adapter will be laid over. Needs torch, transformers and peft.
With Unsloth, replace the two lines at (1) by FastLanguageModel.from_pretrained and FastLanguageModel.get_peft_model.
"""
import json
import os.path
import random
import sys

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, get_cosine_schedule_with_warmup

settings = json.load(open("settings.json", encoding="utf-8"))
chats = [json.loads(line)["messages"] for line in open("train.jsonl", encoding="utf-8")]
torch.manual_seed(settings["seed"])
random.seed(settings["seed"])
device = "cuda" if torch.cuda.is_available() else "cpu"

tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
base = AutoModelForCausalLM.from_pretrained(sys.argv[1], torch_dtype=torch.bfloat16 if device == "cuda" else torch.float32)  # (1)
model = get_peft_model(base, LoraConfig(  # (1)
    r=settings["rank"], lora_alpha=settings["alpha"], lora_dropout=0.0, bias="none", task_type="CAUSAL_LM",
    target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"])).to(device)
model.train()


def tokens(text):
    return tokenizer(text, add_special_tokens=False).input_ids


def example(chat):
    """The prompt as at inference, then the answer and the end token."""
    prompt = tokens(tokenizer.apply_chat_template(chat[:-1], tokenize=False, add_generation_prompt=True))
    return prompt, tokens(chat[-1]["content"]) + [tokenizer.eos_token_id]


def padded(rows, filler):
    longest = max(len(row) for row in rows)
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows], device=device)


def loss_of(rows):
    """Cross-entropy by answer token; a token of a prompt counts prompt_loss, and none where all prompts begin alike."""
    ids = padded([prompt + answer for prompt, answer in rows], tokenizer.eos_token_id)
    mask = padded([[1] * len(prompt + answer) for prompt, answer in rows], 0)
    weights = padded([
        [0.0] * shared + [settings["prompt_loss"]] * (len(prompt) - shared) + [1.0] * len(answer)
        for prompt, answer in rows], 0.0)
    logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1].float()
    losses = torch.nn.functional.cross_entropy(logits.transpose(1, 2), ids[:, 1:], reduction="none")
    return (losses * weights[:, 1:]).sum() / sum(len(answer) for _, answer in rows)


rows = [example(chat) for chat in chats]
shared = len(os.path.commonprefix([prompt for prompt, _ in rows]))
size = settings["batch_size"]
steps = settings["epochs"] * -(-len(rows) // size)
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=settings["learning_rate"], weight_decay=0.0)
schedule = get_cosine_schedule_with_warmup(optimizer, max(1, steps // 10), steps)
for epoch in range(settings["epochs"]):
    random.shuffle(rows)
    losses = []
    for start in range(0, len(rows), size):
        loss = loss_of(rows[start:start + size])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}")
model.save_pretrained("adapter")
