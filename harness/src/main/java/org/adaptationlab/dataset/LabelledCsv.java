package org.adaptationlab.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file for training and one for testing, a labelled text in each row.
 *
 * @param text column with the text
 * @param label column with its label
 */
record LabelledCsv(String text, String label) implements PublicForm {

    @Override
    public Parts read(List<Path> files) throws IOException {
        return new Parts(examples("train", files.get(0)), examples("test", files.get(1)), "");
    }

    private List<Example> examples(String part, Path file) throws IOException {
        List<Example> examples = new ArrayList<>();
        try {
            for (NamedCsvRecord row : CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .ofNamedCsvRecord(Files.readString(file, StandardCharsets.UTF_8))) {
                examples.add(PublicForm.example(part, examples.size() + 1, row.getField(text), row.getField(label)));
            }
        } catch (CsvParseException e) {
            throw new IOException(file + " is not CSV: " + e.getMessage(), e);
        }
        return examples;
    }
}
