package org.adaptationlab.dataset;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.Sha256;

/** Public data sets of a few rows, for tests. */
public final class MadeUpSets {

    private MadeUpSets() {}

    /** "cards": two files in the form of BANKING77, at addresses below {@code server} by their names. */
    public static PublicSet cards(String server, Path train, Path test) throws IOException {
        return new PublicSet(
                "cards",
                "Questions",
                "CC BY 4.0",
                "By somebody",
                List.of(file(server, train), file(server, test)),
                new LabelledCsv("text", "category"));
    }

    private static PublicFile file(String server, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        long bytes = Files.readString(file).getBytes(StandardCharsets.UTF_8).length;
        return new PublicFile(name, URI.create(server + "/" + name), bytes, Sha256.ofFile(file));
    }
}
