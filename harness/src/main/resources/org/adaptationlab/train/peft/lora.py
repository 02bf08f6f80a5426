"""LoRA over a frozen model: which matrices, the loss, the optimiser, what the trained model says."""
import json
import math
import os
import random
import re
import shutil
import time

import torch
from peft import LoraConfig, get_peft_model
from problem import BAD_INPUT, Problem
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

# What a matrix does, by the last part of its name in the models of transformers.
NAMES = (
    ("q", "q_proj query wq"), ("k", "k_proj key wk"), ("v", "v_proj value wv"), ("o", "o_proj out_proj wo dense"),
    ("gate", "gate_proj w1"), ("up", "up_proj w3"), ("down", "down_proj w2"),
    ("q k v", "qkv_proj query_key_value Wqkv"), ("gate up", "gate_up_proj"),
    ("gate up", "fc1 dense_h_to_4h"), ("down", "fc2 dense_4h_to_h"),  # feed-forward parts with no gate
)
ROLES = ("q", "k", "v", "o", "gate", "up", "down")
BY_NAME = {name: roles.split() for roles, names in NAMES for name in names.split()}

MOST_GRADIENT = 1.0
ROWS_OF_LOGITS = 256
MORE_ANSWER = 8


def text_body(model):
    """The part of a causal model that turns tokens into hidden states: never what sees pictures."""
    body = model.get_decoder()
    if not hasattr(body, "layers"):
        raise Problem(BAD_INPUT, f"cannot train on a {type(model).__name__}: its layers are not found")
    return body


def target_modules(model):
    """Names of the matrices to adapt: all seven roles of every layer, and nothing outside the text model.

    :return: last parts of names, or an expression where those would match elsewhere, too
    """
    body = text_body(model)
    names = set()
    inside = 0
    for number, layer in enumerate(body.layers):
        linear = {path.rsplit(".", 1)[-1] for path, module in layer.named_modules() if isinstance(module, torch.nn.Linear)}
        found = {name for name in linear if name in BY_NAME}
        covered = {role for name in found for role in BY_NAME[name]}
        if missing := [role for role in ROLES if role not in covered]:
            raise Problem(BAD_INPUT, f"cannot train on a {type(model).__name__}: layer {number} has no matrix for "
                                     f"{', '.join(missing)}; found: {', '.join(sorted(linear)) or 'none'}")
        names |= found
        inside += sum(path.rsplit(".", 1)[-1] in found for path, _ in layer.named_modules())
    everywhere = sum(path.rsplit(".", 1)[-1] in names for path, _ in model.named_modules())
    if everywhere == inside:
        return sorted(names)
    path = next(path for path, module in model.named_modules() if module is body)
    return f"{re.escape(path)}\\.layers\\..*\\.({'|'.join(sorted(names))})"


def shared_prefix(sequences):
    """Tokens that all prompts begin with; 0 for one sequence, and always less than the shortest prompt."""
    if len(sequences) < 2:
        return 0
    prompts = [prompt for prompt, _ in sequences]
    return min(len(os.path.commonprefix(prompts)), min(map(len, prompts)) - 1)


def length(sequence):
    """Tokens that go into the model: the last one is only predicted."""
    return len(sequence[0]) + len(sequence[1]) - 1


class Training:
    """One adapter over a base that is left as it was.

    :param settings: epochs, rank, alpha, learningRate, batchSize, promptLoss as in a lab file
    :param micro_batch: sequences that go through the model at once; the gradient does not depend on it
    """

    def __init__(self, base, settings, seed, micro_batch, checkpointing):
        self.settings = settings
        self.seed = seed
        self.micro_batch = micro_batch
        alpha = settings["alpha"]
        self.model = get_peft_model(base, LoraConfig(
            r=settings["rank"], lora_alpha=int(alpha) if alpha == int(alpha) else alpha, lora_dropout=0.0, bias="none",
            task_type="CAUSAL_LM", target_modules=target_modules(base)))
        self.body = text_body(base)
        self.head = base.get_output_embeddings()
        self.text_config = base.config.get_text_config()
        self.device = self.head.weight.device
        self.parameters = [p for p in self.model.parameters() if p.requires_grad]
        self._start()
        self.model.train()
        if checkpointing:
            base.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})

    def _start(self):
        """A uniform within 1/sqrt(inputs), B zero, in float32; the same numbers on every device."""
        chance = torch.Generator().manual_seed(self.seed)
        with torch.no_grad():
            for name, parameter in self.model.named_parameters():
                if parameter.requires_grad:
                    parameter.data = parameter.data.float()
                    if "lora_A" in name:
                        start = torch.rand(parameter.shape, generator=chance) * 2 - 1
                        parameter.copy_(start / math.sqrt(parameter.shape[1]))
                    else:
                        parameter.zero_()

    def run(self, sequences, told):
        """Trains; returns the mean loss of each epoch, nats per answer token.

        :param told: told step, steps and loss after each step
        """
        settings = self.settings
        prompt_weight = settings["promptLoss"]
        learned_from = max(1, shared_prefix(sequences)) if prompt_weight > 0 else None
        size = settings["batchSize"]
        steps = settings["epochs"] * -(-len(sequences) // size)
        optimizer = torch.optim.AdamW(self.parameters, lr=0.0, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)
        order = list(range(len(sequences)))
        chance = random.Random(self.seed)
        losses = []
        step = 0
        for _ in range(settings["epochs"]):
            chance.shuffle(order)
            total = tokens = 0
            for first in range(0, len(order), size):
                batch = [sequences[i] for i in order[first:first + size]]
                answers = sum(len(answer) for _, answer in batch)
                step += 1
                loss = self._gradients(batch, answers, prompt_weight, learned_from)
                self._clip(loss, step, steps)
                for group in optimizer.param_groups:
                    group["lr"] = rate(settings["learningRate"], step, steps)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
                told(step, steps, loss / answers)
                total += loss
                tokens += answers
            losses.append(total / tokens)
        return losses

    def _gradients(self, batch, answers, prompt_weight, learned_from):
        """Adds up the gradient of a batch; returns the sum of its answers' losses."""
        batch = sorted(batch, key=length)  # neighbours need little padding
        total = 0.0
        for first in range(0, len(batch), self.micro_batch):
            total += self._part(batch[first:first + self.micro_batch], answers, prompt_weight, learned_from)
        return total

    def _part(self, part, answers, prompt_weight, learned_from):
        longest = max(length(sequence) for sequence in part)
        ids, rows, targets, weights, of_answer = [], [], [], [], []
        for number, (prompt, answer) in enumerate(part):
            tokens = prompt + answer
            ids.append(tokens[:-1] + [0] * (longest - len(tokens) + 1))  # nothing looks at what comes after it
            first = len(prompt) if learned_from is None else learned_from
            for position in range(first, len(tokens)):
                rows.append(number * longest + position - 1)
                targets.append(tokens[position])
                of_answer.append(position >= len(prompt))
                weights.append((1.0 if of_answer[-1] else prompt_weight) / answers)
        hidden = self.body(input_ids=torch.tensor(ids, device=self.device), use_cache=False).last_hidden_state
        chosen = hidden.flatten(0, 1)[torch.tensor(rows, device=self.device)]
        targets = torch.tensor(targets, device=self.device)
        losses = torch.cat([checkpoint(self._losses, some, wanted, use_reentrant=False) for some, wanted in
                            zip(chosen.split(ROWS_OF_LOGITS), targets.split(ROWS_OF_LOGITS))])
        (losses * torch.tensor(weights, device=self.device)).sum().backward()
        return losses.detach()[torch.tensor(of_answer, device=self.device)].double().sum().item()

    def _losses(self, hidden, targets):
        return functional.cross_entropy(self.logits(hidden).float(), targets, reduction="none")

    def logits(self, hidden):
        """As the model's own forward pass makes them of hidden states."""
        logits = self.head(hidden)
        cap = getattr(self.text_config, "final_logit_softcapping", None)
        if cap:
            logits = torch.tanh(logits / cap) * cap
        return logits / (getattr(self.text_config, "logits_scaling", None) or 1) \
            * (getattr(self.text_config, "logit_scale", None) or 1)

    def require_right_logits(self, tokens):
        """Compares with the model's own forward pass, as some models scale what comes out of the last matrix."""
        ids = torch.tensor([tokens[:16]], device=self.device)
        self.model.eval()
        with torch.no_grad():
            own = self.model.get_base_model()(input_ids=ids, use_cache=False).logits[0, -1].float()
            ours = self.logits(self.body(input_ids=ids, use_cache=False).last_hidden_state[0, -1:])[0].float()
        self.model.train()
        if not torch.allclose(own, ours, rtol=0.02, atol=0.02 * own.abs().max().item()):
            raise Problem(BAD_INPUT, f"cannot train on a {type(self.model.get_base_model()).__name__}: it changes its"
                                     " logits in a way that is not known here")

    def _clip(self, loss, step, steps):
        norm = math.sqrt(sum(p.grad.double().square().sum().item() for p in self.parameters))
        if not (math.isfinite(loss) and math.isfinite(norm)):
            raise Problem(1, f"training stopped at step {step} of {steps}: the loss is {loss} and the norm of its gradient"
                             f" {norm}; lower learning-rate (now {self.settings['learningRate']}) or alpha (now"
                             f" {self.settings['alpha']}) and train again")
        if norm > MOST_GRADIENT:
            for parameter in self.parameters:
                parameter.grad.mul_(MOST_GRADIENT / norm)

    @torch.no_grad()
    def answer(self, sequence):
        """Tokens that the model says to a prompt, the likeliest each time, without the end token."""
        prompt, answer = sequence
        self.model.eval()
        tokens, cache, said = prompt, None, []
        while len(said) < len(answer) + MORE_ANSWER:
            out = self.body(input_ids=torch.tensor([tokens], device=self.device), past_key_values=cache, use_cache=True)
            cache = out.past_key_values
            token = self.logits(out.last_hidden_state[:, -1])[0].argmax().item()
            if token == answer[-1]:
                break
            said.append(token)
            tokens = [token]
        return said

    def save(self, folder, base_name):
        """Writes what PEFT saves; no reader sees half of it."""
        config = self.model.peft_config["default"]
        config.base_model_name_or_path = base_name
        made = f"{folder}.part"
        shutil.rmtree(made, ignore_errors=True)
        self.model.save_pretrained(made, save_embedding_layers=False)
        if os.path.exists(card := os.path.join(made, "README.md")):
            os.remove(card)  # a form to be filled in
        file = os.path.join(made, "adapter_config.json")
        with open(file, encoding="utf-8") as text:
            saved = json.load(text)
        if isinstance(saved["target_modules"], list):
            saved["target_modules"].sort()  # else the order, and so the digest, differs from run to run
        with open(file, "w", encoding="utf-8", newline="\n") as text:
            json.dump(saved, text, indent=2, sort_keys=True)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(made, folder)

    def end(self):
        """Takes the adapter off the base again."""
        base = self.model.get_base_model()
        base.gradient_checkpointing_disable()
        self.model.unload()


def rate(peak, step, steps):
    """A climb in the first tenth of the steps, then half a cosine; steps count from 1."""
    warm_up = max(1, steps // 10)
    if step <= warm_up:
        return peak * step / warm_up
    return peak * (1 + math.cos(math.pi * (step - warm_up) / (steps - warm_up + 1))) / 2


def timed(work):
    """The result, and wall seconds."""
    start = time.monotonic()
    return work(), time.monotonic() - start
