// Builds the Grafana dashboard of docs/grafana.json from a list of its panels. The types of Grafana's own package are its schema.
import {
  LegendDisplayMode,
  LegendPlacement,
  TooltipDisplayMode,
} from "@grafana/grafana-foundation-sdk/common";
import { VizLegendOptionsBuilder, VizTooltipOptionsBuilder } from "@grafana/grafana-foundation-sdk/common";
import {
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** A panel: its title, its unit as Grafana names it, and its lines as legend → expression. */
interface PanelText {
  readonly title: string;
  readonly unit: string;
  readonly lines: Readonly<Record<string, string>>;
}

const DATASOURCE = { type: "prometheus", uid: "${datasource}" };
/** Which servers: all that the variables select. */
const SERVERS = 'job=~"$job",instance=~"$instance"';

/** The rate of a counter, summed by labels. */
function rate(counter: string, ...labels: readonly string[]): string {
  return sum(`rate(${counter}{${SERVERS}}[$__rate_interval])`, labels);
}

function sum(expression: string, labels: readonly string[]): string {
  return labels.length === 0 ? `sum(${expression})` : `sum by (${labels.join(", ")}) (${expression})`;
}

function quantile(share: number, histogram: string, ...labels: readonly string[]): string {
  return `histogram_quantile(${share}, ${rate(`${histogram}_bucket`, "le", ...labels)})`;
}

function handlerTime(share: number): Readonly<Record<string, string>> {
  return { "{{route}} {{handler}}": quantile(share, "bunbox_handler_duration_seconds", "route", "handler") };
}

const ROWS: Readonly<Record<string, readonly PanelText[]>> = {
  Connections: [
    {
      title: "Open sockets",
      unit: "short",
      lines: { "{{route}}": sum(`bunbox_connections{${SERVERS}}`, ["route"]) },
    },
    {
      title: "Handshakes",
      unit: "reqps",
      lines: { "{{result}}": rate("bunbox_handshakes_total", "result") },
    },
    {
      title: "Refusals",
      unit: "reqps",
      lines: {
        "{{reason}} {{status}} {{route}}": rate("bunbox_refusals_total", "reason", "status", "route"),
      },
    },
    {
      title: "Close codes",
      unit: "ops",
      lines: {
        "{{code}}": rate("bunbox_closes_total", "code"),
        "too many messages, {{route}}": rate("bunbox_rate_closes_total", "route"),
      },
    },
  ],
  Messages: [
    {
      title: "Messages",
      unit: "ops",
      lines: {
        "from {{route}}": rate("bunbox_messages_received_total", "route"),
        "to clients, {{method}}": rate("bunbox_messages_sent_total", "method"),
      },
    },
    {
      title: "Bytes",
      unit: "Bps",
      lines: {
        "from {{route}}": rate("bunbox_received_bytes_total", "route"),
        "to clients, {{method}}": rate("bunbox_sent_bytes_total", "method"),
      },
    },
    {
      title: "Slow clients",
      unit: "ops",
      lines: { queued: rate("bunbox_sends_queued_total"), dropped: rate("bunbox_sends_dropped_total") },
    },
  ],
  Handlers: [
    { title: "Handler time, p50", unit: "s", lines: handlerTime(0.5) },
    { title: "Handler time, p95", unit: "s", lines: handlerTime(0.95) },
    { title: "Handler time, p99", unit: "s", lines: handlerTime(0.99) },
    {
      title: "Handler errors",
      unit: "ops",
      lines: { "{{route}} {{handler}}": rate("bunbox_handler_errors_total", "route", "handler") },
    },
  ],
  Process: [
    {
      title: "Memory",
      unit: "bytes",
      lines: { "{{instance}} {{worker}}": `process_resident_memory_bytes{${SERVERS}}` },
    },
    {
      title: "CPU",
      unit: "percentunit",
      lines: { "{{instance}} {{worker}}": rate("process_cpu_seconds_total", "instance", "worker") },
    },
    {
      title: "Event loop delay, p99",
      unit: "s",
      lines: {
        "{{instance}} {{worker}}": quantile(0.99, "bunbox_event_loop_delay_seconds", "instance", "worker"),
      },
    },
    {
      title: "Open files",
      unit: "short",
      lines: {
        "{{instance}} {{worker}}": `process_open_fds{${SERVERS}}`,
        "limit {{instance}} {{worker}}": `process_max_fds{${SERVERS}}`,
      },
    },
  ],
};

/** Grafana divides the width into so many columns. */
const COLUMNS = 24;

function panelOf({ title, unit, lines }: PanelText, width: number): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .unit(unit)
    .min(0)
    .fillOpacity(10)
    .height(8)
    .span(width)
    .datasource(DATASOURCE)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .targets(
      Object.entries(lines).map(([legend, expression], index) =>
        new DataqueryBuilder()
          .refId(String.fromCodePoint(65 + index))
          .expr(expression)
          .legendFormat(legend)
          .range(),
      ),
    );
}

function variable(name: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .datasource(DATASOURCE)
    .query({ query: `label_values(${query}, ${name})`, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .allValue(".+")
    .current({ text: "All", value: "$__all" });
}

/** The text of the dashboard, as Grafana imports it. */
export function describeDashboard(): string {
  const dashboard = new DashboardBuilder("bunbox")
    .uid("bunbox")
    .description("WebSocket servers built by bunbox with the option metrics")
    .tags(["bunbox", "websocket"])
    .timezone("browser")
    .time({ from: "now-1h", to: "now" })
    .refresh("30s")
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(new DatasourceVariableBuilder("datasource").label("Data source").type("prometheus"))
    .withVariable(variable("job", "bunbox_uptime_seconds"))
    .withVariable(variable("instance", 'bunbox_uptime_seconds{job=~"$job"}'));
  let id = 0;
  for (const [title, panels] of Object.entries(ROWS)) {
    dashboard.withRow(new RowBuilder(title).id((id += 1)));
    for (const panel of panels) dashboard.withPanel(panelOf(panel, COLUMNS / panels.length).id((id += 1)));
  }
  return `${JSON.stringify(dashboard.build(), null, 2)}\n`;
}
