"""What a call costs, by what made it."""

SECONDS_PER_YEAR = 365.25 * 24 * 60 * 60
JOULES_PER_KWH = 1000 * 60 * 60


def machine_second(cost):
    """USD for a second of work: of the years the machine lives it works a share, and that share has to pay for all.

    So a second of work pays for 1 / share seconds of the machine's life, and for the electricity of those in which it
    waits, (1 - share) / share of them.
    """
    machine = cost["hardware"]
    share = machine["utilisation"]
    bought = machine["price_usd"] / (machine["life_years"] * SECONDS_PER_YEAR) / share
    joules = machine["busy_watts"] + machine["idle_watts"] * (1 / share - 1)
    return bought + joules / JOULES_PER_KWH * cost["electricity_usd_per_kwh"]


class Prices:
    """Under a run's cost assumptions; None is not known.

    A closed model (runtime "openai") is paid by the token; a model on this machine, a classifier and retrieval by the
    seconds they take. A call that was retried has no price: nobody knows what the failed calls cost.
    """

    def __init__(self, cost, runtime):
        self.cost = cost
        self.by_token = cost is not None and runtime == "openai"

    def of_machine(self, seconds):
        return None if self.cost is None or seconds is None else machine_second(self.cost) * seconds

    def of_tokens(self, row):
        fine_tuned = row["technique"] == "lora"  # a model of its own, with a price of its own
        price = self.cost.get("mode_prices", {}).get(row["mode"]) if fine_tuned else self.cost["token_price"]
        if not price or not row["input_tokens"] or not row["output_tokens"]:
            return None
        return (int(row["input_tokens"]) * price["input_usd_per_million"]
                + int(row["output_tokens"]) * price["output_usd_per_million"]) / 1e6

    def of_call(self, row):
        if self.cost is None or row["retries"] != "0":
            return None
        if self.by_token and row["technique"] != "classifier":
            answer = self.of_tokens(row)
        else:
            answer = self.of_machine(float(row["total_ms"]) / 1000) if row["total_ms"] else None
        retrieval = self.of_machine(float(row["retrieve_ms"]) / 1000) if row["retrieve_ms"] else 0
        return None if answer is None else answer + retrieval
