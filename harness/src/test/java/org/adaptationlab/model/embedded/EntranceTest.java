package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntranceTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger reached = new AtomicInteger();
    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port = server.getAddress().getPort();
        server.createContext("/", new Entrance(SECRET, port, Map.of("/api/version", exchange -> {
            reached.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        })));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void makesSecretsThatDiffer() {
        assertThat(Entrance.newSecret()).matches("[0-9a-f]{32}").isNotEqualTo(Entrance.newSecret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/chat",
                "/api/version",
                "/",
                "/0123456789abcdef",
                "/1123456789abcdef0123456789abcdef/api/version",
                "/0123456789abcdef0123456789abcdee/api/version",
                "//0123456789abcdef0123456789abcdef/api/version"
            })
    void answersNobodyWithoutTheSecret(String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .POST(BodyPublishers.ofString("not even read"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"error\":\"this address is not open to others\"}");
        assertThat(reached).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:PORT",
                "Host: evil.example",
                "Host: 127.0.0.1",
                "Host: 127.0.0.1:PORT\r\nOrigin: https://evil.example",
                "Host: 127.0.0.1:PORT\r\nOrigin: null",
                "Accept: */*"
            })
    void answersNoPageOfABrowserEvenWithTheSecret(String headers) throws Exception {
        assertThat(statusLine("Host: 127.0.0.1:PORT")).contains(" 204 ");
        assertThat(statusLine(headers)).contains(" 403 ");
        assertThat(reached).hasValue(1);
    }

    /** Java's client writes the Host header itself. */
    private String statusLine(String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /" + SECRET + "/api/version HTTP/1.1\r\n"
                    + headers.replace("PORT", String.valueOf(port)) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
