import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a command took.
 *
 * @param wall seconds on the clock
 * @param processor seconds of processor time, its own and the system's for it; children it waited for included
 */
record Timed(double wall, double processor) {

    /**
     * Runs a command to its end.
     *
     * @throws IOException with what it printed, where it fails
     */
    static Timed run(List<String> command, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Path times = folder.resolve("times.txt");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "\"$@\"; code=$?; times >\"$TIMES\"; exit $code", "sh");
        builder.command().addAll(command);
        builder.environment().putAll(environment);
        builder.environment().put("TIMES", times.toString());
        long start = System.nanoTime();
        int code = builder.redirectErrorStream(true).redirectOutput(log.toFile()).directory(folder.toFile()).start().waitFor();
        double wall = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
            throw new IOException(
                    "exit code " + code + " of " + String.join(" ", command) + ":\n" + Files.readString(log));
        }
        return new Timed(wall, ofChildren(Files.readAllLines(times).get(1)));
    }

    /** Such as "1m2.345s 0m0.678s", of the user and of the system. */
    private static double ofChildren(String line) {
        double seconds = 0;
        for (String part : line.strip().split("\\s+", -1)) {
            int minutes = part.indexOf('m');
            seconds += 60 * Double.parseDouble(part.substring(0, minutes))
                    + Double.parseDouble(part.substring(minutes + 1, part.length() - 1));
        }
        return seconds;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f s (processor %.2f s)", wall, processor);
    }
}
