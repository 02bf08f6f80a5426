package org.adaptationlab.report.html;

import java.util.List;
import java.util.Map;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.table.Table;

/** All that curve.html shows. */
public record CurvePage(String title, String note, List<Chart> charts, Map<String, Table> tables) {}
