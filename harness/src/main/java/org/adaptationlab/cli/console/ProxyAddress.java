package org.adaptationlab.cli.console;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that a variable names. What the variable says is not shown in full anywhere: there may be a password in it.
 *
 * @param variable its name, such as {@code HTTPS_PROXY}
 * @param shown {@code host:port}, or what it is where it cannot be used
 * @param proxy null where it cannot be used
 * @param problem why it cannot be used, and what to do; empty where it can
 */
record ProxyAddress(String variable, String shown, @Nullable Proxy proxy, String problem) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<login>[^/]*@)?(?<host>\\[[0-9A-Fa-f:.%]+\\]|[^\\s:/@\\[\\]?#]+)"
                    + "(?::(?<port>\\d{1,5}))?/?");
    private static final int DEFAULT_PORT = 80;
    private static final int LAST_PORT = 65535;

    /** Reads what a variable says: {@code http://host:port}, {@code host:port} or {@code host}, which means port 80. */
    static ProxyAddress of(String variable, String value) {
        Matcher parts = FORM.matcher(value.strip());
        if (!parts.matches()) {
            return unusable(variable, "no address", "is no address of a proxy; write it as http://host:port");
        }
        @Nullable String scheme = parts.group("scheme");
        @Nullable String port = parts.group("port");
        String host = parts.group("host").replaceAll("[\\[\\]]", "");
        int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
        String shown = parts.group("host") + ":" + number;
        if (number < 1 || number > LAST_PORT) {
            return unusable(variable, shown, "names a port that is none; 1 to " + LAST_PORT + " are allowed");
        }
        if (scheme != null && !scheme.toLowerCase(Locale.ROOT).equals("http")) {
            String kind = scheme.toLowerCase(Locale.ROOT);
            return unusable(
                    variable,
                    kind + "://" + shown,
                    "names a proxy of the kind " + kind + ", and Java's HTTP client takes only one that is spoken to by"
                            + " plain HTTP; name an http:// address of it (it carries https:// too)");
        }
        if (parts.group("login") != null) {
            return unusable(
                    variable,
                    shown + " with a login",
                    "names a user for the proxy, and the harness does not log in at one; name a proxy that wants no"
                            + " login, such as a local one that logs in for you (cntlm, px)");
        }
        return new ProxyAddress(
                variable, shown, new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, number)), "");
    }

    private static ProxyAddress unusable(String variable, String shown, String problem) {
        return new ProxyAddress(
                variable, shown, null, variable + " " + problem + ", or go without one by NO_PROXY=host or NO_PROXY=*");
    }

    /**
     * The proxy.
     *
     * @throws PrerequisiteException where it cannot be used
     */
    Proxy require(String host) {
        if (proxy == null) {
            throw new PrerequisiteException("cannot reach " + host + ": " + problem);
        }
        return proxy;
    }
}
