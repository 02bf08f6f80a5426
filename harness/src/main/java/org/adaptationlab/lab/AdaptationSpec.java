package org.adaptationlab.lab;

/** How one mode adapts the model, as the lab file says it. */
public sealed interface AdaptationSpec permits PromptSpec, RagSpec, LoraSpec {

    Technique technique();

    PromptText prompt();

    /** Whether answers are limited to the labels (or the schema) by the decoder. */
    boolean constrain();
}
