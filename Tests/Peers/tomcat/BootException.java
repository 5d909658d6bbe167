/**
 * The two exceptions that Spring wraps around a failed start, printed under Spring's class names.
 *
 * <p>Texts as in Spring Boot 2.3 to 2.7 (WebServerException, WebServerStartStopLifecycle).
 */
final class BootException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String WEB_SERVER =
      "org.springframework.boot.web.server.WebServerException";
  private static final String CONTEXT =
      "org.springframework.context.ApplicationContextException";

  private final String className;

  private BootException(String className, String message, Throwable cause) {
    super(message, cause);
    this.className = className;
  }

  static BootException webServer(String message, Throwable cause) {
    return new BootException(WEB_SERVER, message, cause);
  }

  /** What SpringApplication logs: the failure, said again by the step that it happened in. */
  static BootException startFailed(Throwable failure) {
    boolean whileStarting = "Unable to start embedded Tomcat server".equals(failure.getMessage());
    String step =
        whileStarting
            ? "Failed to start bean 'webServerStartStop'"
            : "Unable to start web server";
    return new BootException(CONTEXT, step + "; nested exception is " + failure, failure);
  }

  @Override
  public String toString() {
    return className + ": " + getMessage();
  }
}
