package org.adaptationlab.model.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of models: what may be one, and that of a file. They end up in commands and in files of other programs. */
final class ModelName {

    static final String ENDING = ".gguf";

    /** White space, control and format characters, line and paragraph separators. */
    private static final Pattern UNFIT = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

    private ModelName() {}

    /** What is wrong with a name, as the end of a sentence that begins with it; empty where nothing is. */
    static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty; name the model with letters, digits, \".\", \":\", \"-\" or \"_\"");
        }
        return UNFIT.matcher(name).find()
                ? Optional.of(
                        "has white space in it, which no model name may have; allowed would be \"" + fit(name) + "\"")
                : Optional.empty();
    }

    /** The file's name without its ending, white space replaced. */
    static String of(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean ends = hasEnding(name) && name.length() > ENDING.length();
        return fit(ends ? name.substring(0, name.length() - ENDING.length()) : name);
    }

    static boolean hasEnding(String text) {
        return text.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    private static String fit(String name) {
        return UNFIT.matcher(name.strip()).replaceAll("-");
    }
}
