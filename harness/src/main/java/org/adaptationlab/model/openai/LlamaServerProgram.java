package org.adaptationlab.model.openai;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.process.ChildEnvironment;

/** Finds a llama-server on this machine. */
public final class LlamaServerProgram {

    /** The environment variable that names one. */
    static final String VARIABLE = "LAB_LLAMA_SERVER";

    /** The environment variable with further arguments for it, blanks between them. */
    static final String ARGUMENTS = "LAB_LLAMA_SERVER_ARGS";

    private static final String NAME = "llama-server";
    private static final Pattern VERSION = Pattern.compile("version:\\s*b?(\\S+)");
    private static final long PATIENCE_SECONDS = 30;

    private LlamaServerProgram() {}

    /**
     * The one that {@value #VARIABLE} names, else the one on the path, else the one that a local Ollama brings; empty where
     * there is none.
     *
     * @throws PrerequisiteException when the variable names something else
     */
    public static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        if (!named.isEmpty()) {
            Path program = Path.of(named).toAbsolutePath();
            if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
                throw new PrerequisiteException(
                        VARIABLE + " is \"" + named + "\", which is no program; name a llama-server," + " or unset it");
            }
            return Optional.of(program);
        }
        List<Path> folders = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
        return program(folders.stream(), NAME)
                .or(() -> program(folders.stream(), "ollama").flatMap(ollama -> program(besideOllama(ollama), NAME)));
    }

    private static Optional<Path> program(Stream<Path> folders, String name) {
        return folders.flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(name + ".exe")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    /** Ollama keeps its programs in lib/ollama beside the folder of its own. */
    private static Stream<Path> besideOllama(Path ollama) {
        try {
            Path folder = ollama.toRealPath().getParent();
            return folder == null
                    ? Stream.empty()
                    : Stream.of(
                            folder.resolveSibling("lib").resolve("ollama"),
                            folder.resolve("lib").resolve("ollama"));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The first build that keeps prompts in memory beside those of its slots. */
    private static final int KEEPS_PROMPTS = 6700;

    /** Whether a build of this version keeps prompts for all adapters alike, and knows the option that turns it off. */
    static boolean keepsPrompts(String version) {
        Matcher build = Pattern.compile("\\bb(\\d{4,6})\\b").matcher(version);
        return build.find() && Integer.parseInt(build.group(1)) >= KEEPS_PROMPTS;
    }

    /** Turns the keeping of prompts off, in builds that {@linkplain #keepsPrompts do it}. */
    public static final List<String> KEEP_NO_PROMPTS = List.of("--cache-ram", "0");

    /**
     * The arguments of a server that is measured: with one slot it has the whole context window, with several there is a
     * window for each.
     *
     * @param slots requests that are answered at once
     * @param adapters GGUF files, in the order of their numbers
     */
    public static List<String> arguments(String model, List<String> adapters, int port, int contextTokens, int slots) {
        List<String> arguments = new ArrayList<>(List.of(
                "--model",
                model,
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--ctx-size",
                String.valueOf(Math.multiplyExact(contextTokens, slots)),
                "--parallel",
                String.valueOf(slots),
                "--jinja",
                "--no-context-shift"));
        adapters.forEach(adapter -> arguments.addAll(List.of("--lora", adapter)));
        return arguments;
    }

    /** What a user does so that one answers so many requests at once. */
    static String toAnswerAtOnce(int requests) {
        return "start the llama-server with --parallel " + requests + " and a --ctx-size of " + requests
                + " times the lab's context-tokens";
    }

    /** The user's further arguments. */
    static List<String> arguments(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault(ARGUMENTS, "").strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The build that a program says it is, such as {@code b6423}; "of an unknown build" where it does not say. */
    static String version(Path program) {
        try {
            ProcessBuilder builder = new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true);
            ChildEnvironment.strip(builder.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readNBytes(1 << 14), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Matcher version = VERSION.matcher(words);
            return version.find() ? "b" + version.group(1) : "of an unknown build";
        } catch (IOException e) {
            throw new PrerequisiteException(program + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PrerequisiteException("interrupted", e);
        }
    }
}
