package org.adaptationlab.model.ollama;

import org.adaptationlab.model.OllamaInContainer;

class OllamaContainerContractIT extends OllamaContract {

    @Override
    Server start() {
        OllamaInContainer server = OllamaInContainer.require();
        return new Server(server.endpoint(), server::close);
    }
}
