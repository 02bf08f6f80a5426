package org.adaptationlab.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ReadAheadTest {

    private static Iterator<Integer> numbers(int n) {
        return IntStream.range(0, n).iterator();
    }

    /** So many numbers, then a failure. */
    private static Iterator<Integer> failing(int n, Throwable failure) {
        Iterator<Integer> numbers = numbers(n);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (numbers.hasNext()) {
                    return numbers.next();
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1_024, 10_000})
    void givesAllInTheirOrder(int n) {
        List<Integer> read = new ArrayList<>();
        try (ReadAhead<Integer> ahead = new ReadAhead<>(numbers(n))) {
            ahead.forEachRemaining(read::add);
            assertThat(ahead.hasNext()).isFalse();
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(read).isEqualTo(IntStream.range(0, n).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, 700})
    void throwsWhatWasThrownBehindAllThatCameBefore(int n) {
        for (Throwable failure : List.of(new IllegalStateException("broken"), new OutOfMemoryError("full"))) {
            List<Integer> read = new ArrayList<>();
            try (ReadAhead<Integer> ahead = new ReadAhead<>(failing(n, failure))) {
                assertThatThrownBy(() -> ahead.forEachRemaining(read::add)).isSameAs(failure);
            }
            assertThat(read).hasSize(n);
        }
    }

    @Test
    void readsOnlyAFewBatchesAheadAndEndsWhenClosed() {
        AtomicInteger asked = new AtomicInteger();
        Iterator<Integer> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return asked.incrementAndGet();
            }
        };
        try (ReadAhead<Integer> ahead = new ReadAhead<>(endless)) {
            assertThat(ahead.next()).isEqualTo(1);
        }
        int whenClosed = asked.get();
        assertThat(whenClosed).isLessThan(10_000);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("read-ahead"));
    }
}
