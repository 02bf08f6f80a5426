package org.adaptationlab.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.result.ProvenanceFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.record.RunIdentity;
import org.junit.jupiter.api.Test;

class NotesTest {

    private static final CostAssumptions COST = new CostAssumptions(
            "cost.yaml", "2026-01-15", new CostAssumptions.Hardware(1250, 4, 0.125, 80, 20), 0.255, null);

    @Test
    void sayAssumptionsAsTheyWereWritten() {
        assertThat(Notes.assumptions(COST, RunFixture.RUN))
                .isEqualTo(
                        "cost.yaml of 2026-01-15: a machine of $1250 over 4 years, used 12.5\u00a0% of the time, 80 W busy"
                                + " and 20 W idle, electricity at $0.255 per kWh");
    }

    @Test
    void namePricesOfFineTunedModelsToo() {
        RunIdentity remote = ProvenanceFixture.of(RunFixture.tickets().provenance())
                .remote(null)
                .run();
        CostAssumptions cost = COST.withTokenPrices(
                new TokenPrice("m", 1.25, 10, "2026-01-01", null),
                Map.of("lora", new TokenPrice("ft:m", 3.75, 15, "2026-01-02", "example.org")));

        assertThat(Notes.assumptions(cost, remote))
                .contains(remote.model()
                        + " at $1.25 and $10 for a million tokens in and out on 2026-01-01; in lora ft:m at"
                        + " $3.75 and $15 for a million tokens in and out on 2026-01-02 (example.org); adapting on a machine"
                        + " of $1250");
    }

    @Test
    void sayThatACallTookLongerWhateverItsLength() {
        assertThat(Notes.drift(0.1, 0.2))
                .endsWith(
                        "within a mode a call up to 20.0\u00a0% longer in one part than in another, whatever its length");
    }
}
