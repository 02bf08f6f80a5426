package org.adaptationlab.run.start;

import java.net.http.HttpClient;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.run.environment.RunListener;

/** Opens the workbenches of one command. They share the store, so that a model's file is verified once. */
public final class Workbenches {

    private final RuntimeRequest request;
    private final Map<String, String> environment;
    private final String harnessVersion;
    private final RunListener listener;
    private final BooleanSupplier stopRequested;
    private final ModelStore store;

    /**
     * Opens nothing yet. The HTTP client is made ready beside what the command does before it opens one: the first of a
     * process reads the certificates, which takes a tenth of a second.
     *
     * @param environment variables of the process
     * @param harnessVersion of the harness, for run.json and the embedded server
     * @param listener hears what is found and fetched
     * @param stopRequested whether the user wants to stop, which ends a wait for a server
     */
    public Workbenches(
            RuntimeRequest request,
            Map<String, String> environment,
            String harnessVersion,
            RunListener listener,
            BooleanSupplier stopRequested) {
        this.request = Objects.requireNonNull(request, "request");
        this.environment = Map.copyOf(environment);
        this.harnessVersion = Objects.requireNonNull(harnessVersion, "harnessVersion");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.stopRequested = Objects.requireNonNull(stopRequested, "stopRequested");
        this.store = new ModelStore(environment);
        ForkJoinPool.commonPool().execute(HttpClient::newHttpClient);
    }

    /**
     * The workbench of a lab, which the caller closes; the model's weights are fetched if they are not there. No model is in
     * memory before it is served.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException when the model or the runtime is not to be had
     */
    public Workbench open(LabDefinition lab) {
        return Workbench.open(lab, request, environment, store, harnessVersion, listener, stopRequested);
    }
}
