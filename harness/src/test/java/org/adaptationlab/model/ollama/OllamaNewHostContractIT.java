package org.adaptationlab.model.ollama;

import org.adaptationlab.model.OllamaHost;
import org.adaptationlab.model.TestedOllama;

class OllamaNewHostContractIT extends OllamaContract {

    @Override
    Server start() {
        OllamaHost server = OllamaHost.require(TestedOllama.NEW);
        return new Server(server.endpoint(), server::close);
    }
}
