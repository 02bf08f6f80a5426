package org.adaptationlab.model.embedded;

import java.nio.file.Path;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;

/** A process that serves a model and prints its child's process id, to be killed by a test. */
final class ServingParent {

    private ServingParent() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedRuntime runtime = new EmbeddedRuntime("test");
        EmbeddedModel model = (EmbeddedModel) runtime.serve(
                new BaseModel("small", "none", null, Path.of(arguments[0])), null, new SamplingOptions(0, 1, 8, 512));
        System.out.println(model.processHandle().pid());
        Thread.sleep(60_000);
    }
}
