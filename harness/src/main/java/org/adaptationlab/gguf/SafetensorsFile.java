package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * A safetensors file. The header is read once and checked as strictly as the reference reader does; a tensor's numbers
 * are read when asked for. Immutable and safe for several threads; holds no open file.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class SafetensorsFile {

    private final Path path;
    private final Map<String, TensorInfo> tensors;

    private SafetensorsFile(Path path, Map<String, TensorInfo> tensors) {
        this.path = path;
        this.tensors = tensors;
    }

    /**
     * Reads the header.
     *
     * @throws LabDefinitionException if the file cannot be read or is not a sound safetensors file
     */
    static SafetensorsFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SafetensorsFile(path, new SafetensorsHeader(path, channel.size()).read(channel));
        } catch (NoSuchFileException e) {
            throw new LabDefinitionException(path + ": there is no such file", e);
        } catch (IOException e) {
            throw TensorData.unreadable(path, e);
        }
    }

    Path path() {
        return path;
    }

    /** All tensors, in the order of the header. A matrix of r rows and c columns has the GGUF shape {@code [c, r]}. */
    Collection<TensorInfo> tensors() {
        return Collections.unmodifiableCollection(tensors.values());
    }

    /**
     * A tensor's numbers, the last dimension of the file's shape running fastest; every one is finite.
     *
     * @throws LabDefinitionException if they cannot be read, or hold what is no finite number
     */
    float[] floats(TensorInfo tensor) {
        float[] values = TensorData.read(path, tensor);
        AdapterFile.requireFinite(path, tensor.name(), values);
        return values;
    }
}
