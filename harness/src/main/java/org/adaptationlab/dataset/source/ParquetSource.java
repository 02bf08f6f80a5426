package org.adaptationlab.dataset.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.Problems;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The rows of a Parquet file; a row is read as the JSON object that it would be. */
final class ParquetSource implements SourceFormat {

    private static final String REMEDY = "; make JSON lines of it: python3 -c \"import pandas as p;"
            + " p.read_parquet('FILE').to_json('data.jsonl', orient='records', lines=True, force_ascii=False)\"";

    private final Path file;
    private final List<SourceRow> rows = new ArrayList<>();

    ParquetSource(Path file) {
        this.file = file;
    }

    /** What the library throws of a file that is damaged, or packed in a way it does not know, is of many kinds. */
    @Override
    public SourceTable read(Problems problems) {
        ParquetReadOptions options = ParquetReadOptions.builder()
                .withCodecFactory(new ParquetCodecs())
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new Input(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    int number = rows.size() + 1;
                    rows.add(new SourceRow(number, number, cells(records.read())));
                }
            }
            List<String> columns = schema.getFields().stream()
                    .map(Type::getName)
                    .map(Blanks::typed)
                    .toList();
            return SourceTable.of(file, RowUnit.ROW, columns, rows, List.of());
        } catch (IOException e) {
            problems.add(file, 0, "cannot be read as Parquet: " + IoReason.of(e) + REMEDY);
        } catch (RuntimeException e) {
            problems.add(file, 0, "cannot be read as Parquet: " + e.getMessage() + REMEDY);
        }
        return SourceTable.of(file, RowUnit.ROW, List.of(), List.of(), List.of());
    }

    /** The library's messages name the file by this. */
    private static final class Input extends LocalInputFile {

        Input(Path file) {
            super(file);
        }

        @Override
        public String toString() {
            return "the file";
        }
    }

    private static Map<String, Cell> cells(Group row) throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = JsonValues.JSON.createGenerator(json)) {
            ParquetValues.write(row, out);
        }
        try (JsonParser parser = JsonValues.JSON.createParser(json.toString())) {
            parser.nextToken();
            return JsonValues.fields(parser);
        }
    }
}
