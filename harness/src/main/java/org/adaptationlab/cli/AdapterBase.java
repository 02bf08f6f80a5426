package org.adaptationlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The base that a command lays an adapter over.
 *
 * @param model with its file on this machine
 */
record AdapterBase(CliContext context, BaseModel model) {

    /**
     * The model of a {@code --base} argument: a name of the catalogue, fetched if need be, or a GGUF file.
     *
     * @throws LabDefinitionException if it is neither
     */
    static AdapterBase find(CliContext context, String name) {
        ModelStore store = new ModelStore(context.environment());
        Path file = context.resolve(Path.of(name));
        if (store.knows(name) || !Files.exists(file)) {
            if (name.endsWith(".gguf")) {
                throw new LabDefinitionException(file + ": there is no such file; name a model of the catalogue, or the"
                        + " GGUF file that the adapter's base was converted to");
            }
            return new AdapterBase(context, store.require(name, RunProgress.ofFetching(context)));
        }
        try {
            return new AdapterBase(
                    context, new BaseModel(String.valueOf(file.getFileName()), Sha256.ofFile(file), null, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GgufFile weights() {
        return GgufFile.open(Objects.requireNonNull(model.file(), "the store and the argument give files"));
    }

    /** Says on stderr if the adapter names another model than this as the one it was trained on. */
    void warnOf(PeftAdapter adapter) {
        adapter.doubt(weights()).ifPresent(this::warn);
    }

    void warn(String what) {
        context.err().println("warning: " + what);
        context.err().flush();
    }
}
