package org.adaptationlab.dataset;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The public data sets that are known by name. */
public final class PublicSets {

    private static final String BANKING =
            "https://raw.githubusercontent.com/PolyAI-LDN/task-specific-datasets/57ec275d8078af65b7731c2a98be812d844a6d6b/banking_data/";
    private static final String CLINC =
            "https://raw.githubusercontent.com/clinc/oos-eval/828f8093932c8fe6ca7936c3d2e52903b1c523de/data/";

    /** All of them, in the order they are shown. */
    public static final List<PublicSet> ALL = List.of(
            new PublicSet(
                    "banking77",
                    "Questions of a bank's customers, one of 77 intents each; English",
                    "CC BY 4.0",
                    "BANKING77 by PolyAI: Casanueva et al., Efficient Intent Detection with Dual Sentence Encoders, 2020,"
                            + " arXiv 2003.04807",
                    List.of(
                            file(
                                    "banking77-train.csv",
                                    BANKING + "train.csv",
                                    839_073,
                                    "b06e26ac675513959a63135f11b94ea7786ed02da65db93a5650d8838cbc664b"),
                            file(
                                    "banking77-test.csv",
                                    BANKING + "test.csv",
                                    239_961,
                                    "d12d6e3bc4c3103966ae786dc435913c0c563dfa328f5a3646d0e62cfeeb474d")),
                    new LabelledCsv("text", "category")),
            new PublicSet(
                    "clinc150",
                    "Requests to an assistant, one of 150 intents each or none of them (oos); English, the small variant",
                    "CC BY 3.0",
                    "CLINC150 by Clinc: Larson et al., An Evaluation Dataset for Intent Classification and Out-of-Scope"
                            + " Prediction, EMNLP 2019, https://aclanthology.org/D19-1131",
                    List.of(file(
                            "clinc150-small.json",
                            CLINC + "data_small.json",
                            1_702_451,
                            "050e17476e6b4fa88f8518edaf09921c8f5e3a86dc8b63615361102a20b2ac01")),
                    new ScopedJson("oos")));

    private PublicSets() {}

    /** The set of a name. */
    public static Optional<PublicSet> find(String name) {
        return ALL.stream().filter(set -> set.name().equals(name)).findFirst();
    }

    /** The set that a data-set folder is named after. */
    static Optional<PublicSet> of(Path folder) {
        return find(String.valueOf(folder.getFileName()));
    }

    private static PublicFile file(String name, String address, long bytes, String sha256) {
        return new PublicFile(name, URI.create(address), bytes, sha256);
    }
}
