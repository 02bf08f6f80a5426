package org.adaptationlab.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The LAB of a command that can be resumed, and what is to be resumed of it.
 *
 * @param id an empty text for the newest, null where nothing is to be resumed
 */
record LabToResume(String lab, @Nullable String id) {

    /**
     * By the arguments.
     *
     * @param lab null where it stands behind a bare {@code --resume}, and so was taken for its id
     * @throws ParameterException where there is no lab
     */
    static LabToResume of(CommandSpec spec, @Nullable String lab, @Nullable String resume) {
        if (lab != null) {
            return new LabToResume(lab, resume);
        }
        if (resume == null || resume.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "missing required parameter: 'LAB'");
        }
        return new LabToResume(resume, "");
    }
}
