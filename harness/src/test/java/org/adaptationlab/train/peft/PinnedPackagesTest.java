package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PinnedPackagesTest {

    @Test
    void readsPackagesAndVersions() {
        String text = """
                # made by hand
                peft==0.21.2 \\
                    --hash=sha256:00
                # via peft
                numpy==2.2.6 ; python_full_version < '3.11' \\
                    --hash=sha256:01
                """;
        assertThat(PinnedPackages.of(text)).isEqualTo(Map.of("peft", "0.21.2", "numpy", "2.2.6"));
    }

    @Test
    void everyShippedPackageHasAHash() {
        String shipped = TrainerScripts.texts().getOrDefault("requirements.txt", "");
        assertThat(TrainerEnvironment.pinned()).containsKeys("torch", "transformers", "peft", "gguf", "safetensors");
        List<String> pins = Stream.of(shipped.split("(?m)^(?=[a-z])", -1))
                .filter(part -> !part.startsWith("#"))
                .toList();
        assertThat(pins).hasSizeGreaterThan(40).allMatch(pin -> pin.contains("==") && pin.contains("--hash=sha256:"));
    }
}
