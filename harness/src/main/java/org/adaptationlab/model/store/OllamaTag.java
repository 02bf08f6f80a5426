package org.adaptationlab.model.store;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model's name as Ollama reads it: {@code [host/][namespace/]model[:tag]}.
 *
 * @param parts host, namespace, model and tag, which are also the folders and the file of its manifest
 */
record OllamaTag(List<String> parts) {

    private static final String HOST = "registry.ollama.ai";
    private static final String NAMESPACE = "library";
    private static final String LATEST = "latest";
    private static final Pattern HOST_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(:\\d+)?");
    private static final Pattern PART_FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    OllamaTag {
        parts = List.copyOf(parts);
    }

    /** Empty where the text is no such name. */
    static Optional<OllamaTag> parse(String text) {
        String name = text.replaceFirst("^https?://", "");
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        String tag = tagged ? name.substring(colon + 1) : LATEST;
        List<String> path = List.of((tagged ? name.substring(0, colon) : name).split("/", -1));
        int size = path.size();
        if (size > 3) {
            return Optional.empty();
        }
        String host = size == 3 ? path.get(0) : HOST;
        String namespace = size == 1 ? NAMESPACE : path.get(size - 2);
        String model = path.get(size - 1);
        boolean sound = HOST_FORM.matcher(host).matches()
                && List.of(namespace, model, tag).stream()
                        .allMatch(part -> PART_FORM.matcher(part).matches());
        return sound ? Optional.of(new OllamaTag(List.of(host, namespace, model, tag))) : Optional.empty();
    }
}
