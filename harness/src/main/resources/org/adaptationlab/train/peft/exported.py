"""The folder that lab export --format chat-jsonl writes, as token sequences."""
import json
import os

from problem import BAD_INPUT, Problem
from hub import named, of_hub


def read(model):
    """Settings, (prompt, answer) pairs of tokens, and the text of the first prompt."""
    with open("settings.json", encoding="utf-8") as file:
        raw = json.load(file)
    settings = {"epochs": raw["epochs"], "rank": raw["rank"], "alpha": raw["alpha"], "seed": raw["seed"],
                "learningRate": raw["learning_rate"], "batchSize": raw["batch_size"], "promptLoss": raw["prompt_loss"],
                "contextTokens": raw["context_tokens"]}
    with open("train.jsonl", encoding="utf-8") as file:
        chats = [json.loads(line)["messages"] for line in file]
    tokenizer = of_hub(model, lambda: tokenizer_of(model))
    if not tokenizer.chat_template:
        raise Problem(BAD_INPUT, f"{model}: its tokenizer has no chat template; take the instruction-tuned model")
    sequences = [sequence(tokenizer, chat) for chat in chats]
    return settings, sequences, rendered(tokenizer, chats[0][:-1], True)


def tokenizer_of(model):
    from gguf_model import is_gguf
    from transformers import AutoTokenizer
    if is_gguf(model):
        return AutoTokenizer.from_pretrained(os.path.dirname(os.path.abspath(model)), gguf_file=os.path.basename(model))
    name, revision = named(model)
    return AutoTokenizer.from_pretrained(name, revision=revision)


def rendered(tokenizer, chat, asks):
    """As a server without thinking shows it to the model; templates that know no thinking pass the word over."""
    return tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=asks, enable_thinking=False)


def sequence(tokenizer, chat):
    """The prompt as at inference, then the answer and the token that ends a turn."""
    answer = chat[-1]["content"]
    prompt = tokens(tokenizer, rendered(tokenizer, chat[:-1], True))
    return prompt, tokens(tokenizer, answer) + [end_token(tokenizer, chat)]


def tokens(tokenizer, text):
    return tokenizer(text, add_special_tokens=False).input_ids


def end_token(tokenizer, chat):
    """What the template ends a turn with: not always the tokenizer's own end token (Gemma, Phi)."""
    whole = rendered(tokenizer, chat, False)
    answer = chat[-1]["content"].strip()
    after = tokens(tokenizer, whole[whole.rindex(answer) + len(answer):]) if answer and answer in whole else []
    special = [token for token in after if token in tokenizer.all_special_ids or token in tokenizer.added_tokens_decoder]
    return special[0] if special else tokenizer.eos_token_id
