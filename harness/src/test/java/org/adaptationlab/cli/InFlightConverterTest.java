package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

class InFlightConverterTest {

    private final InFlightConverter converter = new InFlightConverter();

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1024})
    void takesNumbersFromOneOn(int requests) {
        assertThat(converter.convert(String.valueOf(requests))).isEqualTo(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1025", "many", "1.5", ""})
    void refusesOthers(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("a whole number from 1 to 1024 is allowed");
    }

    @Test
    void isWhatTheRunCommandReadsItsOptionWith() throws NoSuchFieldException {
        Option option = RunCommand.class.getDeclaredField("inFlight").getAnnotation(Option.class);

        assertThat(option.converter()).containsExactly(InFlightConverter.class);
    }
}
