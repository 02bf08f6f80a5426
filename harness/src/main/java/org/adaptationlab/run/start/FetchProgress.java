package org.adaptationlab.run.start;

import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.run.environment.RunListener;

/** Tells a run's listener how a model file is fetched. */
public record FetchProgress(RunListener listener) implements ModelStore.DownloadListener {

    @Override
    public void trying(String source) {
        listener.stage("fetching the model from " + source);
    }

    @Override
    public void progress(long bytes, long totalBytes) {
        listener.downloaded("model", bytes, totalBytes);
    }

    @Override
    public void note(String message) {
        listener.warn(message);
    }
}
