package org.adaptationlab.cli.console;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.start.FetchProgress;

/**
 * Shows on stderr how a run goes on, with the time left: one line that is written over on a terminal, else a line now
 * and then, so that a log stays short.
 */
public final class RunProgress implements RunListener {

    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;
    /** Below this many a file's size is told in kB. */
    private static final long FEW_MEGABYTES = 10;

    /** The time left is told from a hundredth on: before, a slow start would make it hours. */
    private static final long LEAST_SHARE = 100;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LOG_EVERY_SECONDS = 15;
    private static final double REDRAW_EVERY_SECONDS = 0.1;

    private final CliContext context;
    private final LongSupplier nanoClock;
    private long stageStart;
    private long lastShown;
    private int doneBefore = -1;
    private boolean lineOpen;

    public RunProgress(CliContext context, LongSupplier nanoClock) {
        this.context = context;
        this.nanoClock = nanoClock;
        this.stageStart = nanoClock.getAsLong();
    }

    /** For a command that only fetches a model. */
    public static FetchProgress ofFetching(CliContext context) {
        return ofFetching(context, "model");
    }

    /** For a command that only fetches something, such as a {@code data set}. */
    public static FetchProgress ofFetching(CliContext context, String what) {
        return new FetchProgress(new RunProgress(context, System::nanoTime), what);
    }

    @Override
    public void stage(String what) {
        endLine();
        context.err().println(what + " …");
        context.err().flush();
        restart();
    }

    @Override
    public void tried(String mode, String outcome) {
        endLine();
        context.err().println("  " + mode + ": " + outcome);
        context.err().flush();
    }

    @Override
    public void warn(String what) {
        endLine();
        context.err().println("warning: " + what);
        context.err().flush();
    }

    @Override
    public void trainingStep(int step, int steps, double loss) {
        show(String.format(Locale.ROOT, "  training  step %d/%d  loss %.3f", step, steps, loss), step, step, steps);
    }

    @Override
    public void embedded(int done, int before, int of) {
        show(String.format(Locale.ROOT, "  indexing  passage %d/%d", done, of), done - before, done, of);
        if (done <= before) { // what was kept is not embedded again, so it says nothing of the time left
            stageStart = nanoClock.getAsLong();
        }
    }

    @Override
    public void answered(String mode, int done, int total, int right) {
        if (doneBefore < 0) {
            restart();
            doneBefore = done;
            return;
        }
        String line = String.format(
                Locale.ROOT, "  %s  %d/%d  right %d (%.0f %%)", mode, done, total, right, 100.0 * right / done);
        show(line, done - doneBefore, done, total);
    }

    @Override
    public void modeDone(String mode) {
        endLine();
        restart();
    }

    @Override
    public void downloaded(String what, long bytes, long totalBytes) {
        boolean small = totalBytes < FEW_MEGABYTES * MEGABYTE;
        long unit = small ? KILOBYTE : MEGABYTE;
        String line = String.format(
                Locale.ROOT, "  %s  %d/%d %s", what, bytes / unit, totalBytes / unit, small ? "kB" : "MB");
        show(line, bytes, bytes, totalBytes);
    }

    /** Ends a line that is written over, so that other output starts on its own. */
    public void endLine() {
        if (lineOpen) {
            context.err().println();
            context.err().flush();
            lineOpen = false;
        }
    }

    private void show(String line, long sinceStart, long done, long total) {
        long now = nanoClock.getAsLong();
        double elapsed = (now - stageStart) / NANOS_PER_SECOND;
        double quiet = (now - lastShown) / NANOS_PER_SECOND;
        boolean last = done >= total;
        if (!last && quiet < (context.colours() ? REDRAW_EVERY_SECONDS : LOG_EVERY_SECONDS)) {
            return;
        }
        lastShown = now;
        boolean canTell = sinceStart > 0 && sinceStart * LEAST_SHARE >= total;
        String time = "";
        if (last) {
            time = "  in " + duration(elapsed);
        } else if (canTell) {
            time = "  " + duration(elapsed / sinceStart * (total - done)) + " left";
        }
        if (context.colours()) {
            context.overwriteLine(line + time);
            lineOpen = true;
        } else {
            context.err().println(line + time);
        }
        context.err().flush();
    }

    private void restart() {
        stageStart = nanoClock.getAsLong();
        lastShown = stageStart;
        doneBefore = -1;
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
