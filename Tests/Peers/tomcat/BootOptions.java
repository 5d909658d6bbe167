import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings as Spring Boot finds them: {@code --name=value} first, then {@code -Dname=value}, then
 * the environment; dots, dashes, underscores and case make no difference to a name.
 */
final class BootOptions {
  private final List<Map<String, String>> sources;

  BootOptions(String[] arguments) {
    Map<String, String> commandLine = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 2) {
        commandLine.put(plain(argument.substring(2, equals)), argument.substring(equals + 1));
      }
    }
    Map<String, String> system = new HashMap<>();
    System.getProperties()
        .forEach((name, value) -> system.put(plain(name.toString()), value.toString()));
    Map<String, String> environment = new HashMap<>();
    System.getenv().forEach((name, value) -> environment.put(plain(name), value));
    sources = List.of(commandLine, system, environment);
  }

  String get(String name, String otherwise) {
    for (Map<String, String> source : sources) {
      String value = source.get(plain(name));
      if (value != null) {
        return value;
      }
    }
    return otherwise;
  }

  boolean anyBelow(String prefix) {
    List<String> names = new ArrayList<>();
    sources.forEach(source -> names.addAll(source.keySet()));
    return names.stream().anyMatch(name -> name.startsWith(plain(prefix)));
  }

  /** Spring's StringToBooleanConverter. */
  boolean isTrue(String name, boolean otherwise) {
    String value = get(name, "").trim().toLowerCase(Locale.ROOT);
    return switch (value) {
      case "" -> otherwise;
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default -> throw new IllegalArgumentException("Invalid boolean value '" + value + "'");
    };
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
  }
}
