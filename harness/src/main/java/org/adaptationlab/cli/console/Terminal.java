package org.adaptationlab.cli.console;

import java.io.Console;
import java.lang.reflect.Method;

/** Tells whether a person sits at standard input and output. */
final class Terminal {

    private Terminal() {}

    /** From Java 22 on there is a console also without a terminal, and {@code isTerminal} tells; before, it tells itself. */
    @SuppressWarnings("SystemConsoleNull") // up to Java 21 null is how no terminal shows, and we run there too
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
