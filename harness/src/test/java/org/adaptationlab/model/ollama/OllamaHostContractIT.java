package org.adaptationlab.model.ollama;

import org.adaptationlab.model.OllamaHost;

class OllamaHostContractIT extends OllamaContract {

    @Override
    Server start() {
        OllamaHost server = OllamaHost.require();
        return new Server(server.endpoint(), server::close);
    }
}
