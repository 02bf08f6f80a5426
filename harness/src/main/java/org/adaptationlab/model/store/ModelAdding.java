package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.model.store.ModelStore.Addition;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/** Puts a file of the user's own into the catalogue. */
final class ModelAdding {

    private static final String NO_LICENCE = "not stated";

    private final Path home;
    private final OwnFiles own;

    ModelAdding(Path home, OwnFiles own) {
        this.home = home;
        this.own = own;
    }

    CatalogueModel add(Addition addition) {
        GgufModel gguf = GgufModel.read(addition.file());
        String name = name(addition);
        // Before the file is read to its end, which may take long.
        entryOf(name, addition.replace());
        String digest = own.digest(addition.file());
        try {
            Path file = addition.file().toRealPath(LinkOption.NOFOLLOW_LINKS);
            long bytes = Files.size(file);
            Files.createDirectories(home);
            return ProcessLock.holding(home.resolve(".models.yaml.lock"), () -> {}, () -> {
                Optional<CatalogueEntry> old = entryOf(name, addition.replace());
                CatalogueModel model = new CatalogueModel(
                        name,
                        gguf.architecture(),
                        gguf.parameters(),
                        gguf.quantization(),
                        licence(addition, old, gguf),
                        addition.ollamaTag() == null
                                ? old.map(CatalogueEntry::ollamaTag).orElse(null)
                                : addition.ollamaTag(),
                        file,
                        bytes,
                        digest,
                        List.of(),
                        null);
                new ModelsYaml(Catalogue.own(home)).put(model);
                return model;
            });
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "cannot add the model " + name + " to " + Catalogue.own(home) + ": " + IoReason.of(e)
                            + "; make the folder writable, or name another with LAB_HOME",
                    e);
        }
    }

    /** The entry of that name, which must be one that may be replaced; one without a file always may. */
    private Optional<CatalogueEntry> entryOf(String name, boolean replace) {
        Catalogue catalogue = Catalogue.read(home);
        Optional<CatalogueEntry> entry = catalogue.find(name);
        if (entry.filter(CatalogueModel.class::isInstance).isPresent() && !replace) {
            throw new LabDefinitionException("the catalogue has a model \"" + name
                    + "\" already; give another name with --name, or replace that entry with --replace");
        }
        return entry;
    }

    private static String name(Addition addition) {
        String name = addition.name() == null ? ModelName.of(addition.file()) : addition.name();
        refuse("name", name, ModelName.problem(name));
        if (ModelName.hasEnding(name) || name.contains("/") || name.contains("\\")) {
            throw new LabDefinitionException("the name \"" + name
                    + "\" would be taken for a file; name the model without .gguf, \"/\" and \"\\\"");
        }
        String tag = addition.ollamaTag();
        if (tag != null) {
            refuse("Ollama tag", tag, ModelName.problem(tag));
        }
        return name;
    }

    private static void refuse(String what, String text, Optional<String> problem) {
        problem.ifPresent(said -> {
            throw new LabDefinitionException("the " + what + " \"" + text + "\" " + said);
        });
    }

    private static String licence(Addition addition, Optional<CatalogueEntry> old, GgufModel gguf) {
        @Nullable String given = addition.licence();
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        return old.map(CatalogueEntry::licence)
                .or(() -> Optional.ofNullable(gguf.licence()))
                .orElse(NO_LICENCE);
    }
}
