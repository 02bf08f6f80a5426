package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that nothing was asked over for a while is not used again: servers close theirs after five seconds. */
class IdleConnectionIT {

    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Asks twice at once and a third time later. */
    public static void main(String[] address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address[0])).build();
        client.send(request, BodyHandlers.discarding());
        client.send(request, BodyHandlers.discarding());
        Thread.sleep(4500);
        client.send(request, BodyHandlers.discarding());
    }

    @Test
    void isNotUsedAgainByTheLab() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("target/lab.args").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        getClass().getName(),
                        address())
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(clientPorts).hasSize(2);
    }

    @Test
    void isNotUsedAgainByTheTests() throws IOException, InterruptedException {
        main(new String[] {address()});

        assertThat(clientPorts).hasSize(2);
    }
}
