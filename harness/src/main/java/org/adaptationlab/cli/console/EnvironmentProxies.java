package org.adaptationlab.cli.console;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.run.check.MachineCheck;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names, as curl, pip and Go read it: {@code HTTP_PROXY}, {@code HTTPS_PROXY}, else
 * {@code ALL_PROXY}, but for what {@code NO_PROXY} names; each also in lower case, which wins. Java does not read them by
 * itself. A proxy that cannot be used is complained of when a host is asked for that would need it. Immutable.
 */
public final class EnvironmentProxies extends ProxySelector {

    /** Options of Java for the same; who gives one wants it. */
    private static final List<String> JAVA_OPTIONS =
            List.of("http.proxyHost", "https.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final @Nullable ProxyAddress http;
    private final @Nullable ProxyAddress https;
    private final ProxyExceptions exceptions;

    private EnvironmentProxies(@Nullable ProxyAddress http, @Nullable ProxyAddress https, ProxyExceptions exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    /** Makes them those of all connections of the process, if the environment names any and no option of Java does. */
    static void install(Map<String, String> environment) {
        if (JAVA_OPTIONS.stream().allMatch(option -> System.getProperty(option) == null)) {
            of(environment).ifPresent(ProxySelector::setDefault);
        }
    }

    /** Those of an environment; empty where it names none. */
    static Optional<EnvironmentProxies> of(Map<String, String> environment) {
        ProxyAddress http = named(environment, "http_proxy", "all_proxy");
        ProxyAddress https = named(environment, "https_proxy", "all_proxy");
        String exceptions =
                variable(environment, "no_proxy").map(environment::get).orElse("");
        return http == null && https == null
                ? Optional.empty()
                : Optional.of(new EnvironmentProxies(http, https, ProxyExceptions.of(exceptions)));
    }

    private static @Nullable ProxyAddress named(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .flatMap(name -> variable(environment, name).stream())
                .map(name -> ProxyAddress.of(name, environment.getOrDefault(name, "")))
                .findFirst()
                .orElse(null);
    }

    /** The form of a variable's name that has a value. */
    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .filter(form -> !environment.getOrDefault(form, "").isBlank())
                .findFirst();
    }

    /** What {@code lab doctor} shows; empty where the environment names no proxy. */
    public static List<MachineCheck> checks(Map<String, String> environment) {
        List<MachineCheck> checks = new ArrayList<>();
        of(environment).ifPresent(proxies -> {
            String not = proxies.exceptions.entries().isEmpty()
                    ? "; not for this machine"
                    : "; not for this machine, " + String.join(", ", proxies.exceptions.entries());
            add(checks, "http proxy", proxies.http, not);
            add(checks, "https proxy", proxies.https, not);
        });
        return checks;
    }

    private static void add(List<MachineCheck> checks, String subject, @Nullable ProxyAddress address, String not) {
        if (address != null) {
            boolean usable = address.problem().isEmpty();
            checks.add(new MachineCheck(
                    usable ? MachineCheck.Verdict.FINE : MachineCheck.Verdict.MISSING,
                    subject,
                    address.shown() + " (" + address.variable() + ")" + not,
                    address.problem()));
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        ProxyAddress address = scheme.equals("http") ? http : scheme.equals("https") ? https : null;
        String host = uri.getHost();
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? HTTP_PORT : HTTPS_PORT;
        return address == null || host == null || exceptions.has(host, port)
                ? List.of(Proxy.NO_PROXY)
                : List.of(address.require(host));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException e) {
        // Whoever asked gets the exception.
    }
}
