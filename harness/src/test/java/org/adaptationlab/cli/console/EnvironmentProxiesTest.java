package org.adaptationlab.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.adaptationlab.cli.Main;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.check.MachineCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

    private static final String PROXY = "http://proxy.example:3128";

    @TempDir
    private Path folder;

    private static String proxy(Map<String, String> environment, String address) {
        return EnvironmentProxies.of(environment).stream()
                .flatMap(proxies -> proxies.select(URI.create(address)).stream())
                .map(proxy -> proxy.equals(Proxy.NO_PROXY) ? "none" : String.valueOf(proxy.address()))
                .findFirst()
                .orElse("not set");
    }

    @Test
    void readsTheVariablesAsOtherProgramsDo() {
        String here = "proxy.example/<unresolved>:3128";

        assertThat(proxy(Map.of("HTTP_PROXY", PROXY), "http://a.example/")).isEqualTo(here);
        assertThat(proxy(Map.of("HTTP_PROXY", PROXY), "https://a.example/")).isEqualTo("none");
        assertThat(proxy(Map.of("https_proxy", "proxy.example:3128"), "https://a.example/"))
                .isEqualTo(here);
        assertThat(proxy(Map.of("ALL_PROXY", PROXY + "/"), "https://a.example/"))
                .isEqualTo(here);
        assertThat(proxy(Map.of("ALL_PROXY", "socks5://x:1", "HTTPS_PROXY", PROXY), "https://a.example/"))
                .isEqualTo(here);
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://other:1", "https_proxy", PROXY), "https://a.example/"))
                .isEqualTo(here);
        assertThat(proxy(Map.of("http_proxy", "proxy"), "http://a.example/")).isEqualTo("proxy/<unresolved>:80");
        assertThat(proxy(Map.of("http_proxy", "http://[fd00::1]:8"), "http://a.example/"))
                .isEqualTo("fd00::1/<unresolved>:8");
        assertThat(proxy(Map.of("http_proxy", " ", "NO_PROXY", "*"), "http://a.example/"))
                .isEqualTo("not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                     | http://a.example/           | none",
                "a.example             | http://a.example/           | none",
                "A.Example             | https://a.EXAMPLE/          | none",
                "example               | http://a.example/           | none",
                ".example              | http://a.example/           | none",
                "*.example             | http://a.example/           | none",
                "'b.example, .example' | http://a.example/           | none",
                "a.example:8080        | http://a.example:8080/      | none",
                "a.example:80          | http://a.example/           | none",
                "a.example:443         | https://a.example/          | none",
                "10.1.2.3              | http://10.1.2.3/            | none",
                "10.0.0.0/8            | http://10.255.0.1/          | none",
                "0.0.0.0/0             | http://10.255.0.1/          | none",
                "[fd00::1]             | http://[fd00::1]:8/         | none",
                "''                    | http://localhost:11434/     | none",
                "''                    | http://127.1.2.3:11434/     | none",
                "''                    | http://[::1]/               | none",
                "''                    | http://0.0.0.0:11434/       | none",
                "''                    | ftp://a.example/            | none",
                "a.example:8080        | http://a.example/           | used",
                "xample                | http://a.example/           | used",
                "b.a.example           | http://a.example/           | used",
                "10.0.0.0/8            | http://11.0.0.1/            | used",
                "10.0.0.0/33           | http://10.0.0.1/            | used",
                "10.0.0.0/8            | http://10.example/          | used",
                "300.0.0.1/8           | http://44.0.0.1/            | used",
                "','                   | http://a.example/           | used",
                "'. *. : :80 /8'       | http://a.example/           | used",
            })
    void leavesOutWhatNoProxyNames(String noProxy, String address, String expected) {
        String found = proxy(Map.of("ALL_PROXY", PROXY, "NO_PROXY", noProxy), address);

        assertThat(found.equals("none") ? "none" : "used").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://proxy.example:1080",
                "socks5h://me:s3cret@proxy.example:1080",
                "https://proxy.example",
                "http://me:s3cret@proxy.example:3128",
                "me:s3cret@proxy.example",
                "http://me:s3cret@proxy.example:99999",
                "http://me:s3cret@[bad",
                "http://me:s3:c@ret@x y"
            })
    void complainsOfAProxyItCannotUseWhenItIsNeeded(String value) {
        Map<String, String> environment = Map.of("HTTPS_PROXY", value);
        ProxySelector proxies = EnvironmentProxies.of(environment).orElseThrow();

        assertThat(proxies.select(URI.create("http://127.0.0.1:1/"))).containsExactly(Proxy.NO_PROXY);
        assertThatThrownBy(() -> proxies.select(URI.create("https://llm.example.invalid/v1")))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageStartingWith("cannot reach llm.example.invalid: HTTPS_PROXY ")
                .hasMessageContaining("NO_PROXY")
                .hasMessageNotContainingAny("s3cret", "me:");
        assertThat(EnvironmentProxies.checks(environment)).singleElement().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(MachineCheck.Verdict.MISSING);
            assertThat(check.toString()).contains("HTTPS_PROXY").doesNotContain("s3cret", "me:");
        });
    }

    @Test
    void showsWhatIsUsed() {
        assertThat(EnvironmentProxies.checks(Map.of("ALL_PROXY", PROXY, "NO_PROXY", "a, .B")))
                .extracting(check -> check.verdict().word() + " " + check.subject() + " " + check.found())
                .containsExactly(
                        "ok http proxy proxy.example:3128 (ALL_PROXY); not for this machine, a, .b",
                        "ok https proxy proxy.example:3128 (ALL_PROXY); not for this machine, a, .b");
        assertThat(EnvironmentProxies.checks(Map.of())).isEmpty();
    }

    /** A proxy that has the file itself, and notes what it was asked for. */
    private static HttpServer server(List<String> requests) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            byte[] answer = "abc".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void givesHttpClientsTheProxy() throws Exception {
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = server(requests);
        try {
            ProxySelector proxies = EnvironmentProxies.of(Map.of(
                            "HTTP_PROXY", "127.0.0.1:" + server.getAddress().getPort()))
                    .orElseThrow();
            HttpClient client = HttpClient.newBuilder().proxy(proxies).build();

            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create("http://llm.example.invalid/v1/models"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("abc");
            assertThat(requests).containsExactly("http://llm.example.invalid/v1/models");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void givesTheWholeProcessTheProxy() throws Exception {
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = server(requests);
        try {
            Files.writeString(folder.resolve("models.yaml"), """
                    models:
                      m:
                        architecture: llama
                        quantization: F32
                        licence: MIT
                        file: m.gguf
                        bytes: 3
                        sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                        sources: {https: {url: "http://llm.example.invalid/m.gguf"}}
                    """);
            ProcessBuilder command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "models",
                            "pull",
                            "m")
                    .redirectErrorStream(true);
            command.environment()
                    .putAll(Map.of(
                            "LAB_HOME",
                            folder.toString(),
                            "OLLAMA_MODELS",
                            folder.resolve("none").toString(),
                            "http_proxy",
                            "http://127.0.0.1:" + server.getAddress().getPort(),
                            "no_proxy",
                            "none.example"));
            Process process = command.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(requests).containsExactly("http://llm.example.invalid/m.gguf");
            assertThat(folder.resolve("models/m.gguf")).hasContent("abc");
        } finally {
            server.stop(0);
        }
    }
}
