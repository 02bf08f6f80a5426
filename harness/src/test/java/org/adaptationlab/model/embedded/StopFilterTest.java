package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopFilterTest {

    @Test
    void passesEverythingOnWithoutStops() {
        StopFilter filter = new StopFilter(List.of());

        assertThat(filter.pass("a\nb")).isEqualTo("a\nb");
        assertThat(filter.rest()).isEmpty();
        assertThat(filter.stopped()).isFalse();
    }

    @Test
    void findsAStopSpreadOverPieces() {
        StopFilter filter = new StopFilter(List.of("END"));

        assertThat(filter.pass("so E")).isEqualTo("so ");
        assertThat(filter.pass("N")).isEmpty();
        assertThat(filter.pass("D more")).isEmpty();
        assertThat(filter.stopped()).isTrue();
    }

    @Test
    void givesHeldTextBackWhenItWasNoStop() {
        StopFilter filter = new StopFilter(List.of("END"));

        assertThat(filter.pass("E")).isEmpty();
        assertThat(filter.pass("NE")).isEqualTo("EN");
        assertThat(filter.rest()).isEqualTo("E");
        assertThat(filter.stopped()).isFalse();
    }

    @Test
    void takesTheFirstOfSeveralStops() {
        StopFilter filter = new StopFilter(List.of("two", "one"));

        assertThat(filter.pass("zero one two")).isEqualTo("zero ");
    }
}
