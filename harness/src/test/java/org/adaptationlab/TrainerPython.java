package org.adaptationlab;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Python that PEFT is tested with. */
public final class TrainerPython {

    private TrainerPython() {}

    /** The interpreter; the test is skipped, or fails where it is required, when there is none. */
    public static Path require() {
        return Requirement.found(
                "peft",
                () -> Requirement.setting("LAB_TEST_TRAINER_PYTHON")
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .filter(Files::isExecutable),
                "set LAB_TEST_TRAINER_PYTHON to the Python of \"lab trainer install\"");
    }
}
