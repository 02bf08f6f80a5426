package org.adaptationlab.run.start;

import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.run.environment.RunListener;

/**
 * Tells a run's listener how a file is fetched.
 *
 * @param what the file is to the user, such as {@code model}
 */
public record FetchProgress(RunListener listener, String what) implements ModelStore.DownloadListener {

    /** Of a model's file. */
    public FetchProgress(RunListener listener) {
        this(listener, "model");
    }

    @Override
    public void trying(String source) {
        listener.stage("fetching the " + what + " from " + source);
    }

    @Override
    public void progress(long bytes, long totalBytes) {
        listener.downloaded(what, bytes, totalBytes);
    }

    @Override
    public void note(String message) {
        listener.warn(message);
    }
}
