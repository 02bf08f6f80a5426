package org.adaptationlab.model.call;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;

/** Tells whether a server is on this machine. */
public final class ServerPlace {

    private ServerPlace() {}

    /** Whether none of this machine's addresses is the server's; a name that nobody knows is elsewhere. */
    public static boolean isElsewhere(URI endpoint) {
        try {
            InetAddress address = InetAddress.getByName(endpoint.getHost());
            return !address.isLoopbackAddress()
                    && !address.isAnyLocalAddress()
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (UnknownHostException | SocketException e) {
            return true;
        }
    }
}
