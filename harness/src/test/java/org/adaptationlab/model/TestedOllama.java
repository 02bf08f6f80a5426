package org.adaptationlab.model;

/** The versions of Ollama that are tested: the two ends of what is supported. They can run beside each other. */
public enum TestedOllama {

    /** 0.6.5, or whatever Ollama is here: it takes adapters as they are, and runs the model itself. */
    OLDEST("ollama", "LAB_TEST_OLLAMA"),

    /** 0.34.2: it takes no adapters, and has a llama-server run the model. */
    NEW("ollama-new", "LAB_TEST_OLLAMA_NEW");

    /** As in {@code LAB_REQUIRE}. */
    final String requirement;

    /** Names the path of its binary. */
    final String binarySetting;

    /** Names its container image. */
    final String imageSetting;

    TestedOllama(String requirement, String binarySetting) {
        this.requirement = requirement;
        this.binarySetting = binarySetting;
        this.imageSetting = binarySetting + "_IMAGE";
    }
}
