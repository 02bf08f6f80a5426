package org.adaptationlab.lab;

import java.util.List;
import java.util.Optional;

/** How one mode adapts the model, as the lab file says it. */
public sealed interface AdaptationSpec permits PromptSpec, RagSpec, LoraSpec, ClassifierSpec {

    Technique technique();

    PromptText prompt();

    /** Whether answers are limited to the labels (or the schema) by the decoder. */
    boolean constrain();

    /** What is retrieved before the prompt; empty where nothing is. */
    default Optional<RetrievalSpec> retrieved() {
        return Optional.empty();
    }

    /** Where the mode's adapter comes from; empty where it has none. */
    default Optional<AdapterSource> adapterSource() {
        return Optional.empty();
    }

    /** How the harness trains the mode's adapter; empty where it has none, or one made elsewhere. */
    default Optional<AdapterSource.Trained> training() {
        return adapterSource().flatMap(AdapterSource::training);
    }

    /** The classifier that answers in place of the language model; empty where the model is asked. */
    default Optional<ClassifierSpec> classifier() {
        return Optional.empty();
    }

    /** How the encoder below its classifier is fine-tuned; empty where there is none, or it stays as it is. */
    default Optional<EncoderTuning> encoderTuning() {
        return classifier().flatMap(classifier -> Optional.ofNullable(classifier.tuning()));
    }

    /** Whether a run trains for it: an adapter, or an encoder. */
    default boolean isTrained() {
        return training().isPresent() || encoderTuning().isPresent();
    }

    /** Whether texts are embedded for it. */
    default boolean needsVectors() {
        return classifier()
                        .filter(classifier -> classifier.features().areVectors())
                        .isPresent()
                || retrieved()
                        .filter(retrieval -> retrieval.index() != RetrievalSpec.IndexKind.LEXICAL)
                        .isPresent();
    }

    /** Number of fixed training examples shown before every question; 0 for none. */
    default int shots() {
        return 0;
    }

    /** Ids of the training examples that are the shots, in their order; none where they are drawn. */
    default List<String> shotIds() {
        return List.of();
    }
}
