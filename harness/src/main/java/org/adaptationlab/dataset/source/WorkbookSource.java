package org.adaptationlab.dataset.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.Problems;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** The first sheet of an Excel workbook (.xlsx) that has something in it. */
final class WorkbookSource implements SourceFormat {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Path file;
    private final byte[] bytes;

    WorkbookSource(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    @Override
    public SourceTable read(Problems problems) {
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true))) {
            SourceTable found = SourceTable.of(file, RowUnit.ROW, List.of(), List.of(), List.of());
            String taken = "";
            List<String> leftOut = new ArrayList<>();
            for (Sheet sheet : workbook.getSheets().toList()) {
                SourceTable table = read(sheet, taken.isEmpty() ? problems : new Problems());
                if (taken.isEmpty() && !table.columns().isEmpty()) {
                    found = table;
                    taken = sheet.getName();
                } else if (!table.columns().isEmpty()) {
                    leftOut.add("\"" + sheet.getName() + "\"");
                }
            }
            return leftOut.isEmpty()
                    ? found
                    : found.with("sheet \"" + taken + "\" was read; left out: " + RowNames.list(leftOut)
                            + " (to take another, put it first)");
        } catch (IOException | ExcelReaderException e) {
            String reason = e instanceof IOException io ? IoReason.of(io) : String.valueOf(e.getMessage());
            problems.add(
                    file, 0, "cannot be read as an Excel workbook: " + reason + "; save it again, or as \"CSV UTF-8\"");
            return SourceTable.of(file, RowUnit.ROW, List.of(), List.of(), List.of());
        }
    }

    private SourceTable read(Sheet sheet, Problems problems) throws IOException {
        GridTable grid = new GridTable(file, RowUnit.ROW, problems);
        try (Stream<Row> rows = sheet.openStream()) {
            rows.forEach(row -> {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < row.getCellCount(); i++) {
                    cells.add(text(row, row.getOptionalCell(i).orElse(null), problems));
                }
                grid.add(row.getRowNum(), cells);
            });
        }
        return grid.table();
    }

    private String text(Row row, org.dhatim.fastexcel.reader.@Nullable Cell cell, Problems problems) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.ERROR) {
            problems.add(file, row.getRowNum(), "cell " + cell.getAddress() + " holds the error " + cell.getRawValue());
            return "";
        }
        return cell.getValue() instanceof BigDecimal number ? number(cell, number) : cell.getText();
    }

    /** As it is shown, where that is known: a day or a time in ISO form, else the number without an exponent. */
    private static String number(org.dhatim.fastexcel.reader.Cell cell, BigDecimal number) {
        String format = String.valueOf(cell.getDataFormatString())
                .replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "")
                .toLowerCase(Locale.ROOT);
        if (format.matches(".*[ymdhs].*") && !format.contains("general")) {
            LocalDateTime date = cell.asDate();
            if (!format.matches(".*[yd].*")) {
                return SHOWN.format(date).substring(SHOWN.format(date).indexOf(' ') + 1);
            }
            return date.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? date.toLocalDate().toString()
                    : SHOWN.format(date);
        }
        // the file holds binary numbers with up to 17 digits: 0.1 may stand there as 0.10000000000000001
        BigDecimal shortest =
                number.precision() > 15 && number.scale() > 0 ? BigDecimal.valueOf(number.doubleValue()) : number;
        return shortest.toPlainString();
    }
}
