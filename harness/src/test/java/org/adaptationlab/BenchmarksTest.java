package org.adaptationlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls each benchmark once, without a clock, so that it still runs when somebody wants its figures. */
class BenchmarksTest {

    private static final Path CLASSES = Path.of("target", "test-classes");

    @ParameterizedTest
    @MethodSource("benchmarks")
    void runs(Class<?> benchmark) throws Exception {
        Object instance = benchmark.getConstructor().newInstance();
        assertThat(methods(benchmark, Benchmark.class)).isNotEmpty();
        call(instance, Setup.class);
        try {
            call(instance, Benchmark.class);
        } finally {
            call(instance, TearDown.class);
        }
    }

    static List<Class<?>> benchmarks() throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<String> names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith("Benchmark.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace(CLASSES.getFileSystem().getSeparator(), "."))
                    .sorted()
                    .toList();
            Class<?>[] found = new Class<?>[names.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = Class.forName(names.get(i));
            }
            return List.of(found);
        }
    }

    private static void call(Object instance, Class<? extends Annotation> kind) throws ReflectiveOperationException {
        for (Method method : methods(instance.getClass(), kind)) {
            method.invoke(instance);
        }
    }

    private static List<Method> methods(Class<?> type, Class<? extends Annotation> kind) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(kind))
                .toList();
    }
}
