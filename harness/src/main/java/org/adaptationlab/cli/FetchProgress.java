package org.adaptationlab.cli;

import org.adaptationlab.model.store.ModelStore;

/** Shows on stderr how a model file is fetched. */
final class FetchProgress implements ModelStore.DownloadListener {

    private final RunProgress progress;

    FetchProgress(RunProgress progress) {
        this.progress = progress;
    }

    /** A listener for a command that only fetches. */
    static FetchProgress on(CliContext context) {
        return new FetchProgress(new RunProgress(context, System::nanoTime));
    }

    @Override
    public void trying(String source) {
        progress.stage("fetching the model from " + source);
    }

    @Override
    public void progress(long bytes, long totalBytes) {
        progress.downloaded("model", bytes, totalBytes);
    }

    @Override
    public void note(String message) {
        progress.warn(message);
    }
}
