package org.adaptationlab.run.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostFileTest {

    private static final String OWN = """
            as-of: 2026-05-01
            hardware: {price-usd: 500, life-years: 5, utilisation: 0.5, busy-watts: 40, idle-watts: 5}
            electricity-usd-per-kwh: 0.3
            token-prices:
              mine: {input-usd-per-million: 1, output-usd-per-million: 2, as-of: 2026-04-01}
            """;

    @TempDir
    private Path folder;

    private Path labFile;
    private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        labFile = Files.createDirectory(folder.resolve("lab")).resolve("lab.yaml");
        home = Files.createDirectory(folder.resolve("home"));
    }

    @Test
    void readsTheShippedOneWhereThereIsNoOther() {
        CostAssumptions shipped = CostFile.read(labFile, home, only("gpt-4o-mini"));

        assertThat(shipped.source()).isEqualTo("cost.yaml (shipped, round assumptions)");
        assertThat(shipped.tokenPrice())
                .isEqualTo(new TokenPrice(
                        "gpt-4o-mini",
                        0.15,
                        0.60,
                        "2024-07-18",
                        "https://openai.com/index/gpt-4o-mini-advancing-cost-efficient-intelligence/"));
        assertThat(CostFile.read(labFile, home, only("tiny")).tokenPrice()).isNull();
    }

    @Test
    void takesTheOneOfTheHomeInsteadAndTheOneOfTheLabBeforeBoth() throws IOException {
        Files.writeString(home.resolve("cost.yaml"), OWN);
        assertThat(CostFile.read(labFile, home, only("mine")).source())
                .isEqualTo(home.resolve("cost.yaml").toString());

        Files.writeString(labFile.resolveSibling("cost.yaml"), OWN.replace("price-usd: 500", "price-usd: 700"));
        CostAssumptions ofLab = CostFile.read(labFile, home, only("mine"));
        assertThat(ofLab.hardware().priceUsd()).isEqualTo(700);
        assertThat(ofLab.tokenPrice()).isEqualTo(new TokenPrice("mine", 1, 2, "2026-04-01", null));
    }

    /** A fine-tuned model has a price of its own, or none that is known. */
    @Test
    void looksUpThePriceOfTheModelThatAnswersInAMode() throws IOException {
        Files.writeString(home.resolve("cost.yaml"), OWN);

        CostAssumptions cost = CostFile.read(
                labFile, home, new CostFile.Models("other", Map.of("tuned", "mine", "tuned-again", "unheard of")));

        assertThat(cost.tokenPrice()).isNull();
        assertThat(cost.modePrices()).containsOnlyKeys("tuned");
        assertThat(Objects.requireNonNull(cost.modePrices().get("tuned")).model())
                .isEqualTo("mine");
    }

    @Test
    void namesEveryProblemWithItsLine() throws IOException {
        Path own = labFile.resolveSibling("cost.yaml");
        Files.writeString(own, """
                as-of: last week
                hardware: {price-usd: 500, life-years: 0, utilisation: 25, busy-watt: 40, idle-watts: 5}
                token-prices:
                  mine: {input-usd-per-million: free, output-usd-per-million: 2, as-of: 2026-04-01}
                """);

        assertThatThrownBy(() -> CostFile.read(labFile, home, only("tiny")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(own + ":1: as-of must be a date such as 2026-01-31, but is \"last week\"")
                .hasMessageContaining(own + ":1: missing key \"electricity-usd-per-kwh\"")
                .hasMessageContaining(own + ":2: hardware.life-years must be a number from 0.001 to 100")
                .hasMessageContaining(own + ":2: hardware.utilisation must be a number from 0.001 to 1")
                .hasMessageContaining(own + ":2: unknown key \"busy-watt\"")
                .hasMessageContaining(own + ":4: token-prices.mine.input-usd-per-million must be a number");
    }

    private static CostFile.Models only(String model) {
        return new CostFile.Models(model, Map.of());
    }
}
