package org.adaptationlab.cli.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy: this machine always, and those of {@code NO_PROXY}: {@code *}, a host or
 * domain with all below it, with or without a dot or {@code *.} before it and a port behind it, an IP address, or a range
 * of IPv4 addresses such as {@code 10.0.0.0/8}. Names are not looked up.
 *
 * @param entries in lower case
 */
record ProxyExceptions(List<String> entries) {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern RANGE = Pattern.compile("([\\d.]+)/(\\d{1,2})");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*\\]|[^:]*):(\\d{1,5})");
    private static final int ADDRESS_BITS = 32;
    private static final long LOOPBACK_NET = 127;
    private static final int OCTET_BITS = 8;
    private static final int MAX_OCTET = 255;
    private static final long NO_ADDRESS = -1;

    ProxyExceptions {
        entries = List.copyOf(entries);
    }

    static ProxyExceptions of(String noProxy) {
        return new ProxyExceptions(
                Arrays.stream(noProxy.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    /** Whether a host is reached without a proxy. */
    boolean has(String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        return isThisMachine(name) || entries.stream().anyMatch(entry -> fits(entry, name, port));
    }

    private static boolean isThisMachine(String host) {
        long address = ipv4(host);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || address == 0
                || (address != NO_ADDRESS && address >> (ADDRESS_BITS - OCTET_BITS) == LOOPBACK_NET);
    }

    private static boolean fits(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        Matcher range = RANGE.matcher(entry);
        if (range.matches()) {
            return isWithin(ipv4(host), ipv4(range.group(1)), Integer.parseInt(range.group(2)));
        }
        Matcher withPort = WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            return Integer.parseInt(withPort.group(2)) == port && fitsName(bare(withPort.group(1)), host);
        }
        return fitsName(bare(entry), host);
    }

    private static boolean fitsName(String entry, String host) {
        String domain = entry.replaceFirst("^\\*?\\.", "");
        boolean below = host.endsWith("." + domain);
        return !domain.isEmpty() && (below || host.equals(domain));
    }

    private static boolean isWithin(long address, long net, int bits) {
        int shift = ADDRESS_BITS - bits;
        return address != NO_ADDRESS && net != NO_ADDRESS && shift >= 0 && address >> shift == net >> shift;
    }

    /** Without the brackets of an IPv6 address and the dot that may end a name. */
    private static String bare(String host) {
        return host.replaceAll("^\\[|\\]$|\\.$", "");
    }

    private static long ipv4(String host) {
        Matcher octets = IPV4.matcher(host);
        if (!octets.matches()) {
            return NO_ADDRESS;
        }
        long address = 0;
        for (int i = 1; i <= octets.groupCount(); i++) {
            int octet = Integer.parseInt(octets.group(i));
            if (octet > MAX_OCTET) {
                return NO_ADDRESS;
            }
            address = address << OCTET_BITS | octet;
        }
        return address;
    }
}
