package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses where something else than a usable server is: exit code 3, one message, what to do. */
class WrongServerTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder.in(folder);
    }

    private Result run(String runtime, String endpoint) {
        Result result = new LabCommandLine(folder)
                .with("LAB_HOME", folder + "/home")
                .run("run", "turns", "--model", "phi4", "--runtime", runtime, "--endpoint", endpoint);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(result.err()).doesNotContain("\tat ");
        return result;
    }

    @Test
    void somethingElseAnswers() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html>\n<h1>It works!</h1>\n</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(run("ollama", endpoint).err())
                    .contains("what answers to /api/version is no Ollama: <html> <h1>It works!</h1> </html>");
            assertThat(run("openai", endpoint + "/v1").err()).contains("the answer is no JSON: <html> <h1>It works!");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theCertificateIsNotTrusted() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.start();
        String endpoint = "https://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(run("ollama", endpoint).err())
                    .contains("its certificate is not trusted", "add its certificate to Java's trust store");
            assertThat(run("openai", endpoint + "/v1").err())
                    .contains("its certificate is not trusted", "add its certificate to Java's trust store");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theNameIsUnknown() {
        assertThat(run("ollama", "http://no-such-host.invalid:11434").err())
                .contains("no machine is known by this name");
        assertThat(run("openai", "http://no-such-host.invalid/v1").err()).contains("no machine is known by this name");
    }

    private SSLContext selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
