package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.adaptationlab.problem.LabDefinitionException;

/** Folders that a trainer wrote and that are no PEFT adapter: what they are, and the way to one. */
final class ForeignAdapter {

    private static final int MAX_NAMED = 5;

    private ForeignAdapter() {}

    /**
     * Says what a folder is if it is known to be something else.
     *
     * @throws LabDefinitionException naming it and what to do
     */
    static void refuse(Path folder) {
        if (Files.exists(folder.resolve(PeftAdapter.WEIGHTS))) {
            return;
        }
        if (Files.exists(folder.resolve("adapters.safetensors"))) {
            throw mlx(folder);
        }
        if (!holding(folder, "global_step*", "").isEmpty()) {
            throw new LabDefinitionException(folder
                    + ": is a checkpoint of DeepSpeed, whose parts were not gathered into " + PeftAdapter.WEIGHTS + "; "
                    + GATHER);
        }
        if (Files.exists(folder.resolve(PeftAdapter.CONFIG))) {
            return;
        }
        List<String> inside = holding(folder, "*", PeftAdapter.CONFIG);
        if (!inside.isEmpty()) {
            throw new LabDefinitionException(folder + ": is no adapter itself, but has such in "
                    + String.join(", ", inside.subList(0, Math.min(MAX_NAMED, inside.size())))
                    + (inside.size() > MAX_NAMED ? ", …" : "") + "; name one of them");
        }
        if (Files.exists(folder.resolve("config.json"))) {
            throw new LabDefinitionException(folder
                    + ": is a whole model (it has config.json), no adapter; save the adapter before it is merged"
                    + " (save_pretrained of the PEFT model), or turn this into a GGUF file with llama.cpp's"
                    + " convert_hf_to_gguf.py and run it as a model of its own");
        }
    }

    /** The way out of weights that lie in parts with several processes. */
    static final String GATHER = "train with stage3_gather_16bit_weights_on_model_save (DeepSpeed) or with"
            + " FULL_STATE_DICT (FSDP), or gather the checkpoint with DeepSpeed's zero_to_fp32.py and save the adapter"
            + " from that";

    /** The refusal of an adapter that MLX trained. */
    static LabDefinitionException mlx(Path folder) {
        return new LabDefinitionException(folder
                + ": was trained with MLX (adapters.safetensors, fine_tune_type), whose matrices are transposed and named"
                + " otherwise than PEFT's; write whole, de-quantised weights with mlx_lm.fuse, turn them into a GGUF file"
                + " with llama.cpp's convert_hf_to_gguf.py and run that as a model of its own, or train with PEFT");
    }

    /** Names of the folders inside that match and hold a file, sorted. */
    private static List<String> holding(Path folder, String glob, String file) {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
                for (Path inside : found) {
                    if (Files.isDirectory(inside) && Files.exists(inside.resolve(file))) {
                        names.add(String.valueOf(inside.getFileName()));
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                return List.of(); // a folder that may not be listed is told by the file that can't be opened in it
            }
        }
        return List.copyOf(names);
    }
}
