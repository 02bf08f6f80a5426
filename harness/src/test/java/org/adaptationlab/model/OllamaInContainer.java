package org.adaptationlab.model;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.net.URI;
import java.util.Optional;
import org.adaptationlab.Requirement;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.ollama.OllamaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real Ollama in a container. The image is that of {@code LAB_TEST_OLLAMA_IMAGE} (system property or environment),
 * else a public one; of the new one that of {@code LAB_TEST_OLLAMA_NEW_IMAGE}.
 */
public final class OllamaInContainer implements AutoCloseable {

    private static final String PUBLIC_IMAGE = "ollama/ollama:0.17.4";
    private static final int PORT = 11434;

    private final OllamaContainer container;

    private OllamaInContainer(OllamaContainer container) {
        this.container = container;
    }

    /** A started container of the oldest; the test is skipped, or fails where it is required, when there is no Docker. */
    public static OllamaInContainer require() {
        return require(TestedOllama.OLDEST);
    }

    /** A started container; the test is skipped, or fails where it is required, when there is no Docker or no image. */
    public static OllamaInContainer require(TestedOllama version) {
        String image = Requirement.found(
                version.requirement,
                () -> Requirement.setting(version.imageSetting)
                        .or(() -> Optional.of(PUBLIC_IMAGE).filter(x -> version == TestedOllama.OLDEST)),
                "set " + version.imageSetting + ", to ollama/ollama:0.34.2 for one");
        return Requirement.found(
                "docker",
                () -> DockerClientFactory.instance().isDockerAvailable() ? Optional.of(start(image)) : Optional.empty(),
                "install a Docker engine and start it");
    }

    private static OllamaInContainer start(String image) {
        @SuppressWarnings("resource") // the caller closes it
        OllamaContainer container = new OllamaContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("ollama/ollama"))
                .withCreateContainerCmdModifier(OllamaInContainer::onLoopback);
        container.start();
        return new OllamaInContainer(container);
    }

    /** Docker would publish the port on all addresses of the machine. */
    private static void onLoopback(com.github.dockerjava.api.command.CreateContainerCmd command) {
        PortBinding binding = new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(PORT));
        Optional.ofNullable(command.getHostConfig()).ifPresent(host -> host.withPortBindings(binding));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + container.getMappedPort(PORT));
    }

    @Override
    public void close() {
        container.stop();
    }
}
