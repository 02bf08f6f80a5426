package org.adaptationlab.train.peft;

import java.util.Map;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.process.ChildEnvironment;
import org.jspecify.annotations.Nullable;

/** What the trainer's Python gets of this process's environment: no secrets, but for the one that opens a model of the hub. */
final class TrainerVariables {

    private static final String TOKEN = "HF_TOKEN";

    private TrainerVariables() {}

    /**
     * Takes out of an environment what the child shall not have.
     *
     * @param hub the original weights it is to read, null for none
     */
    static void keep(Map<String, String> environment, @Nullable HubModel hub) {
        String token = environment.get(TOKEN);
        ChildEnvironment.strip(environment);
        if (hub != null && token != null) {
            environment.put(TOKEN, token);
        }
    }
}
