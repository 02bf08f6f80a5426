package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.adaptationlab.lab.HubModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainerVariablesTest {

    @Test
    void keepsTheHubsTokenOnlyWhereAModelOfTheHubIsRead() {
        assertThat(kept(null)).containsOnlyKeys("PATH");
        assertThat(kept(HubModel.of("a/b")))
                .containsOnlyKeys("PATH", "HF_TOKEN")
                .containsEntry("HF_TOKEN", "secret");
    }

    private static Map<String, String> kept(@Nullable HubModel hub) {
        Map<String, String> environment =
                new HashMap<>(Map.of("PATH", "/bin", "HF_TOKEN", "secret", "OPENAI_API_KEY", "secret"));
        TrainerVariables.keep(environment, hub);
        return environment;
    }
}
