package org.adaptationlab.model.ollama;

import org.adaptationlab.model.OllamaInContainer;
import org.adaptationlab.model.TestedOllama;

class OllamaNewContainerContractIT extends OllamaContract {

    @Override
    Server start() {
        OllamaInContainer server = OllamaInContainer.require(TestedOllama.NEW);
        return new Server(server.endpoint(), server::close);
    }
}
