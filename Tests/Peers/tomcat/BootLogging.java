import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * Log lines in Spring Boot 2's file layout:
 * {@code 2021-02-09 10:14:09.512 ERROR 4321 --- [main] o.s.boot.SpringApplication : message}.
 */
final class BootLogging {
  private BootLogging() {}

  /** Sends every log line to the end of that file, or to standard output without one. */
  static void configure(String file) throws IOException {
    OutputStream out = System.out;
    if (file != null) {
      Path path = Path.of(file).toAbsolutePath();
      Files.createDirectories(path.getParent());
      out = new FileOutputStream(path.toFile(), true);
    }
    LogManager.getLogManager().reset();
    Handler handler = new Flushing(out);
    handler.setEncoding(StandardCharsets.UTF_8.name());
    Logger.getLogger("").addHandler(handler);
  }

  private static final class Flushing extends StreamHandler {
    Flushing(OutputStream out) {
      super(out, new Line());
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      super.publish(entry);
      flush();
    }
  }

  private static final class Line extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int LOGGER_COLUMNS = 40;
    private static final int ABBREVIATE_ABOVE = 39;

    @Override
    public String format(LogRecord entry) {
      Instant time = entry.getInstant();
      String line =
          String.format(
              "%s %5s %d --- [%s] %s : %s%n",
              TIME.format(time),
              level(entry.getLevel()),
              ProcessHandle.current().pid(),
              Thread.currentThread().getName(),
              column(entry.getLoggerName()),
              formatMessage(entry));
      if (entry.getThrown() == null) {
        return line;
      }
      StringWriter trace = new StringWriter();
      entry.getThrown().printStackTrace(new PrintWriter(trace, true));
      return line + System.lineSeparator() + trace + System.lineSeparator();
    }

    private static String level(Level level) {
      if (level.intValue() >= Level.SEVERE.intValue()) {
        return "ERROR";
      }
      if (level.intValue() >= Level.WARNING.intValue()) {
        return "WARN";
      }
      return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** Logback's {@code %-40.40logger{39}}: packages shrink to initials from the left. */
    private static String column(String logger) {
      String[] parts = logger.split("\\.");
      for (int i = 0; i + 1 < parts.length; i++) {
        if (String.join(".", parts).length() <= ABBREVIATE_ABOVE) {
          break;
        }
        parts[i] = parts[i].substring(0, Math.min(1, parts[i].length()));
      }
      String name = String.join(".", parts);
      if (name.length() > LOGGER_COLUMNS) {
        name = name.substring(name.length() - LOGGER_COLUMNS);
      }
      return String.format("%-" + LOGGER_COLUMNS + "s", name);
    }
  }
}
