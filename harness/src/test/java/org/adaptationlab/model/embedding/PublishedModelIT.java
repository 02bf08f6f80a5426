package org.adaptationlab.model.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.dataset.PublicFile;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.model.store.ModelStore.DownloadListener;
import org.adaptationlab.model.store.PublishedFiles;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in model, published by a server of the test. */
class PublishedModelIT {

    private static final String MODEL = "bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "bge-small-en-v1.5-q-tokenizer.json";
    private static final Prefixes PREFIXES = new Prefixes("query: ", "passage: ");

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tried = new ArrayList<>();
    private HttpServer server;
    private PublishedModel published;

    @BeforeEach
    void publish() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                Files.copy(folder.resolve("." + exchange.getRequestURI().getPath()), exchange.getResponseBody());
            }
        });
        server.start();
        published = new PublishedModel("small", file(MODEL), file(TOKENIZER), Pooling.CLS, 512, PREFIXES);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private PublicFile file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/" + name))) {
            Files.copy(in, file);
        }
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
        return new PublicFile(name, address, Files.size(file), Sha256.ofFile(file));
    }

    private TextEmbedder embedder() {
        PublishedFiles files = PublishedFiles.ofEmbedders(
                Map.of("LAB_HOME", folder.resolve("home").toString()));
        return published.embedder(file -> files.require(file, new DownloadListener() {
            @Override
            public void trying(String source) {
                tried.add(source);
            }

            @Override
            public void progress(long bytes, long totalBytes) {}

            @Override
            public void note(String message) {}
        }));
    }

    @Test
    void isFetchedOnceAndBeforeItsFirstText() {
        TextEmbedder embedder = embedder();
        assertThat(embedder.known()).isEmpty();
        assertThat(asked).isEmpty();

        float[] vector = embedder.embed("Where is my parcel?");
        float[] again = embedder().embed("Where is my parcel?");

        assertThat(again).isEqualTo(vector);
        assertThat(asked).containsExactly("/" + TOKENIZER, "/" + MODEL);
        assertThat(tried).hasSize(2).last().asString().endsWith(MODEL);
        assertThat(embedder.known()).hasValue(new TextEmbedder.Known("small", embedder.digest(), 384));
    }

    @Test
    void embedsAsItsAuthorsAskFor() {
        OnnxEmbedder own = new OnnxEmbedder(
                new OnnxFile(folder.resolve(MODEL), folder.resolve(TOKENIZER), Pooling.CLS, 512, PREFIXES));
        TextEmbedder embedder = embedder();

        assertThat(embedder.embedQuery("parcel")).isEqualTo(own.embedQuery("parcel"));
        assertThat(embedder.embedAll(List.of("parcel"))).containsExactly(own.embed("parcel"));
        assertThat(embedder.digest()).isEqualTo(own.digest());
    }

    @Test
    void takesNoOtherFile() throws IOException {
        Files.writeString(folder.resolve(MODEL), "another");

        assertThatThrownBy(() -> embedder().embed("parcel"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("put the file with the SHA-256 "
                        + published.model().sha256() + " at "
                        + folder.resolve("home/embedders").resolve(MODEL));
    }

    @Test
    void theMultilingualOneIsPinnedToACommit() {
        PublishedModel model = PublishedModel.MULTILINGUAL_E5_SMALL;

        for (PublicFile file : List.of(model.model(), model.tokenizer())) {
            assertThat(file.address().toString()).matches("https://huggingface\\.co/.+/resolve/[0-9a-f]{40}/onnx/.+");
            assertThat(file.sha256()).matches("[0-9a-f]{64}");
        }
    }
}
