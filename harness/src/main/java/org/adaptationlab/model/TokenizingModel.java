package org.adaptationlab.model;

/** A served model that also shows its tokenizer and chat template, as training needs them. */
public interface TokenizingModel extends ServedModel {

    /** The model's tokenizer; works as long as the model is served. */
    ChatTokenizer tokenizer();
}
