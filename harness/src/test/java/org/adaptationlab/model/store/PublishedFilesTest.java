package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.PublicFile;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFilesTest {

    private static final String CONTENT = "text,label\none,two\n";

    @TempDir
    private Path home;

    private HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final StoreFixture.Listener listener = new StoreFixture.Listener();
    private volatile String served = CONTENT;
    private PublicFile file;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] bytes = served.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        Path sample = home.resolve("sample");
        Files.writeString(sample, CONTENT);
        file = new PublicFile(
                "words.csv", URI.create(address() + "/v1/train.csv"), CONTENT.length(), Sha256.ofFile(sample));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Path require(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LAB_HOME", home.toString());
        return PublishedFiles.ofData(environment).require(file, listener);
    }

    @Test
    void fetchesAFileOnce() {
        Path first = require(Map.of());

        assertThat(require(Map.of())).isEqualTo(first).isEqualTo(home.resolve("data/words.csv"));
        assertThat(first).hasContent(CONTENT);
        assertThat(asked).containsExactly("/v1/train.csv");
    }

    @Test
    void asksAMirrorInItsPlace() {
        assertThat(require(Map.of(PublishedFiles.DATA_MIRROR, address() + "/copies/")))
                .hasContent(CONTENT);
        assertThat(asked).containsExactly("/copies/words.csv");
    }

    @Test
    void takesNothingThatIsNotTheFile() {
        served = CONTENT.replace("two", "TWO");

        assertThatThrownBy(() -> require(Map.of()))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageStartingWith("words.csv (1 MB) could not be fetched:\n  " + file.address() + ": gave a file"
                        + " with the SHA-256 ")
                .hasMessageEndingWith(
                        "put the file with the SHA-256 " + file.sha256() + " at " + home.resolve("data/words.csv"));
        assertThat(home.resolve("data/words.csv")).doesNotExist();
    }

    @Test
    void takesAFileThatWasPutThereByHand() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("data")).resolve("words.csv"), CONTENT);

        assertThat(require(Map.of(PublishedFiles.DATA_MIRROR, "http://127.0.0.1:1/nothing")))
                .hasContent(CONTENT);
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesAMirrorThatIsNoAddress() {
        assertThatThrownBy(() -> require(Map.of(PublishedFiles.DATA_MIRROR, "files.example.org")))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("LAB_DATA_MIRROR is \"files.example.org\"");
    }
}
