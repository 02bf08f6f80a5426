package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A second process that fetches the model "m", for the test of the lock. */
final class OtherProcess {

    private OtherProcess() {}

    static Process fetch(StoreFixture fixture) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        fixture.home.toString(),
                        fixture.ollama.toString())
                .inheritIO()
                .start();
    }

    /** Arguments: lab home, blobs of the Ollama store. */
    public static void main(String[] args) {
        new ModelStore(Path.of(args[0]), new OllamaBlob(List.of(Path.of(args[1]))), path -> Long.MAX_VALUE)
                .require("m", new StoreFixture.Listener());
    }
}
