package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.junit.jupiter.api.Test;

class ErrorHandlerTest {

    @Test
    void eachKindOfFailureHasItsExitCodeAndItsOwnWords() {
        assertReport(new LabDefinitionException("a:1: b"), 2, "a:1: b");
        assertReport(new ResultFormatException("x"), 2, "x");
        assertReport(new PrerequisiteException("x"), 3, "x");
        assertReport(new GuardException("x"), 4, "x");
        assertReport(new RunFailedException("x"), 1, "x");
        assertReport(new RunInterruptedException("x"), 130, "x");
    }

    @Test
    void filesThatCannotBeUsedAreAPrerequisite() {
        assertReport(new AccessDeniedException("results"), 3, "lab: results: permission denied");
        assertReport(new NoSuchFileException("x.csv"), 3, "lab: x.csv: no such file or folder");
        assertReport(
                new UncheckedIOException(new FileSystemException("r/a", null, "No space left on device")),
                3,
                "lab: r/a: No space left on device");
        assertReport(new IOException("broken"), 3, "lab: input or output failed: broken");
        assertReport(
                new OutOfMemoryError("Java heap space"),
                3,
                "lab: too little memory (Java heap space); give Java more with LAB_JAVA_OPTS=-Xmx1g");
    }

    @Test
    void anUnexpectedFailureIsOneLineAndSaysHowToSeeMore() {
        assertReport(
                new IllegalStateException("odd"),
                1,
                "lab: unexpected error: java.lang.IllegalStateException: odd; run again with --debug");
    }

    @Test
    void debugShowsTheStackTrace() {
        StringWriter err = new StringWriter();

        new ErrorHandler(new PrintWriter(err, true), () -> true).report(new IllegalStateException("odd"));

        assertThat(err.toString()).contains("\tat " + ErrorHandlerTest.class.getName());
    }

    private static void assertReport(Throwable failure, int exitCode, String line) {
        StringWriter err = new StringWriter();

        int code = new ErrorHandler(new PrintWriter(err, true), () -> false).report(failure);

        assertThat(err.toString()).isEqualTo(line + System.lineSeparator());
        assertThat(code).isEqualTo(exitCode);
    }
}
