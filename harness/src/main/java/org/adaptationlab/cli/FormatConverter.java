package org.adaptationlab.cli;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.problem.Suggestion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the word for an export format. */
final class FormatConverter implements ITypeConverter<ExportCommand.Format> {

    @Override
    public ExportCommand.Format convert(String word) {
        List<ExportCommand.Format> formats = List.of(ExportCommand.Format.values());
        List<String> words =
                formats.stream().map(ExportCommand.Format::toString).toList();
        return Arrays.stream(ExportCommand.Format.values())
                .filter(format -> format.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + word + "\" is no format; allowed: "
                        + String.join(", ", words) + Suggestion.phrase(word, words)));
    }
}
