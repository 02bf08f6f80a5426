package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.adaptationlab.Requirement;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public sets as they were published: what is known of their files, and that the labs on them are right. */
class PublicDataIT {

    private static final Map<String, String> LABS = Map.of("banking77", "banking-intents", "clinc150", "out-of-scope");

    @ParameterizedTest
    @CsvSource({"banking77, 9670, 333, 3080, 0", "clinc150, 7489, 111, 5500, 1000"})
    void areWhatTheirLabsNeed(String name, int train, int leaks, int test, int refused, @TempDir Path out)
            throws Exception {
        PublicSet set = PublicSets.find(name).orElseThrow();
        List<Path> files = set.files().stream().map(PublicDataIT::published).toList();
        for (int i = 0; i < files.size(); i++) {
            assertThat(Sha256.ofFile(files.get(i))).isEqualTo(set.files().get(i).sha256());
            assertThat(Files.size(files.get(i))).isEqualTo(set.files().get(i).bytes());
        }

        PulledSet pulled = set.read(files);
        pulled.write(out.resolve(name));

        LabDefinition lab = LabFileReader.read(Path.of("..", "labs", String.valueOf(LABS.get(name)), "lab.yaml"));
        Problems problems = new Problems();
        Dataset dataset =
                DatasetReader.read(out.resolve(name), lab.task(), problems).orElseThrow();
        assertThat(problems.found()).isEmpty();
        assertThat(dataset.train()).hasSize(train);
        assertThat(pulled.leaks()).isEqualTo(leaks);
        assertThat(dataset.test()).hasSize(test);
        assertThat(dataset.test()).filteredOn(example -> !example.answerable()).hasSize(refused);
        assertThat(new TreeSet<>(lab.task().labels()))
                .isEqualTo(new TreeSet<>(
                        dataset.train().stream().map(Example::target).toList()));
    }

    /** A file of a mirror's folder. */
    private static Path published(PublicFile file) {
        return Requirement.found(
                "public-data",
                () -> Requirement.setting("LAB_TEST_PUBLIC_DATA")
                        .map(folder -> Path.of(folder, file.name()))
                        .filter(Files::isReadable),
                "set LAB_TEST_PUBLIC_DATA to a folder with " + file.name() + ", from " + file.address());
    }
}
