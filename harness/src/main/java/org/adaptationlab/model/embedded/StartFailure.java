package org.adaptationlab.model.embedded;

import java.util.Optional;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;

/** Says why a child process did not come to serve, and what to do about it. */
final class StartFailure {

    private static final String LIBRARY_HELP =
            "; it needs glibc, libgomp and libstdc++ (Debian and Ubuntu: apt-get install libgomp1 libstdc++6; Fedora: dnf "
                    + "install libgomp libstdc++; Windows: the Visual C++ redistributable), on x86_64 or arm64; or use "
                    + "--runtime ollama";

    private static final String ROOM_HELP =
            "; it is unpacked to the folder for temporary files: make room there, or name another one with "
                    + "LAB_JAVA_OPTS=-Djava.io.tmpdir=FOLDER";

    private StartFailure() {}

    static LabException of(ServingPlan plan, Optional<Announcement> announcement, int exitCode, String complaints) {
        Announcement.Kind kind = announcement.map(Announcement::kind).orElse(null);
        if (kind == null) {
            return new PrerequisiteException("the process that serves " + plan.modelFile() + " ended with exit code "
                    + exitCode + " before it was ready" + killed(exitCode) + complaints);
        }
        return switch (kind) {
            case LIBRARY ->
                new PrerequisiteException("the native library of the embedded runtime can't be loaded" + complaints
                        + (complaints.contains("No space left") ? ROOM_HELP : LIBRARY_HELP));
            case PORT ->
                new PrerequisiteException("the embedded runtime can't open a port on 127.0.0.1: "
                        + announcement
                                .flatMap(said -> Optional.ofNullable(said.error()))
                                .orElse(""));
            case TEMPLATE ->
                template(
                        plan,
                        announcement
                                .flatMap(said -> Optional.ofNullable(said.error()))
                                .orElse("it is refused"));
            case MODEL -> model(plan, complaints);
        };
    }

    /** A model asked in another form than its own is not that model, so there is nothing to fall back to. */
    static LabException template(ServingPlan plan, String why) {
        return new LabDefinitionException(plan.modelFile() + ": llama.cpp (" + JniLlamaEngine.LLAMA_CPP
                + ") can't render the chat template in it: " + why
                + "; run with --runtime llama-server or ollama, which are newer, or take a file with another template");
    }

    private static LabException model(ServingPlan plan, String complaints) {
        String files = plan.adapterFile() == null
                ? plan.modelFile()
                : plan.modelFile() + " with the adapter " + plan.adapterFile();
        return complaints.contains("alloc")
                ? new PrerequisiteException(files + ": there is not enough memory to load it" + complaints)
                : new LabDefinitionException(files + ": llama.cpp (" + JniLlamaEngine.LLAMA_CPP + ") can't load it"
                        + complaints + "; take a GGUF file that it knows, and an adapter made for this model");
    }

    /** Exit code of a process that was killed, which Linux does when memory runs out. */
    private static String killed(int exitCode) {
        return exitCode == 128 + 9 ? " (killed: the system may be out of memory)" : "";
    }
}
