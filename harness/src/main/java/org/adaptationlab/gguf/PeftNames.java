package org.adaptationlab.gguf;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The names of tensors and modules in a PEFT file: which of their segments say nothing, and which lie outside the text model. */
final class PeftNames {

    /**
     * What compilers and trainers for several devices put around a module, and where models of text and pictures keep
     * their text model. A GGUF base has none of it: its converter strips them too.
     */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "_orig_mod",
            "module",
            "_checkpoint_wrapped_module",
            "_fsdp_wrapped_module",
            "_forward_module",
            "language_model",
            "text_model",
            "thinker");

    /** Parts for pictures and sound, by the names that Transformers gives them. */
    private static final Set<String> OTHER_SENSES = Set.of(
            "vision_tower",
            "vision_model",
            "visual",
            "multi_modal_projector",
            "mm_projector",
            "embed_vision",
            "vision_embed_tokens",
            "audio_tower",
            "audio_model",
            "audio_projector",
            "embed_audio",
            "connector",
            "talker");

    private PeftNames() {}

    /** The name without the segments that say nothing. */
    static String plain(String name) {
        return segments(name, segment -> !WITHOUT_MEANING.contains(segment));
    }

    /** The part of a model of text and pictures or sound that a name lies in, empty if it is the text model. */
    static Optional<String> otherSense(String name) {
        return Arrays.stream(name.split("\\.", -1))
                .filter(OTHER_SENSES::contains)
                .findFirst();
    }

    private static String segments(String name, Predicate<String> kept) {
        return Arrays.stream(name.split("\\.", -1)).filter(kept).collect(Collectors.joining("."));
    }
}
