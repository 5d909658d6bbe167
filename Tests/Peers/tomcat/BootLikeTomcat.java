import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11JsseProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.SimpleInstanceManager;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * A real Tomcat, started through its API in the order and with the settings of Spring Boot 2.7
 * (TomcatServletWebServerFactory, SslConnectorCustomizer, TomcatWebServer), so that a broken
 * keystore fails here with the exceptions that it causes in the xMatters Agent.
 *
 * <p>The faults themselves are Tomcat's and Java's own: this program adds only the lines and the
 * wrapping exceptions that Boot adds. Ends with 1 when the start fails.
 */
public final class BootLikeTomcat {
  private static final Logger APPLICATION = Logger.getLogger("com.xmatters.XAgentApplication");
  private static final Logger SPRING =
      Logger.getLogger("org.springframework.boot.SpringApplication");
  private static final Logger SERVER =
      Logger.getLogger("org.springframework.boot.web.embedded.tomcat.TomcatWebServer");
  private static final Logger ANALYSIS =
      Logger.getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");

  private final BootOptions options;
  private final boolean https;
  private final int port;
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");

  private BootLikeTomcat(BootOptions options) {
    this.options = options;
    this.https = options.isTrue("server.ssl.enabled", options.anyBelow("server.ssl"));
    this.port = Integer.parseInt(options.get("server.port", "8081").trim());
  }

  public static void main(String[] arguments) throws IOException {
    BootOptions options = new BootOptions(arguments);
    BootLogging.configure(options.get("logging.file.name", options.get("logging.file", null)));
    APPLICATION.info(
        "Starting XAgentApplication using Java " + System.getProperty("java.version")
            + " with PID " + ProcessHandle.current().pid());
    try {
      BootLikeTomcat server = new BootLikeTomcat(options);
      server.initialize();
      server.start();
    } catch (PortInUse failure) {
      ANALYSIS.severe(failure.analysis());
      System.exit(1);
    } catch (Exception failure) {
      SPRING.log(Level.SEVERE, "Application run failed", BootException.startFailed(failure));
      System.exit(1);
    }
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    APPLICATION.info(
        String.format(
            Locale.ROOT,
            "Started XAgentApplication in %.3f seconds (JVM running for %.3f)", seconds, seconds));
  }

  /** Starts the engine without its connector, as Boot does while the application is prepared. */
  private void initialize() throws Exception {
    Path base = Files.createTempDirectory("tomcat." + port + ".");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndDelete(base)));
    tomcat.setBaseDir(base.toString());
    connector.setThrowOnFailure(true);
    connector.setPort(port);
    connector.setProperty("bindOnInit", "false");
    AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    String address = options.get("server.address", null);
    if (address != null) {
      protocol.setAddress(InetAddress.getByName(address.trim()));
    }
    if (https) {
      customize((AbstractHttp11JsseProtocol<?>) protocol);
    }
    tomcat.getService().addConnector(connector);
    tomcat.setConnector(connector);
    tomcat.getHost().setAutoDeploy(false);
    addContext(base.toFile());
    SERVER.info("Tomcat initialized with port(s): " + port + " (" + connector.getScheme() + ")");
    tomcat.start();
  }

  /** Not through Tomcat.addContext, which would need the annotation classes Debian leaves out. */
  private void addContext(File base) {
    Context context = new StandardContext();
    context.setName("");
    context.setPath("");
    context.setDocBase(base.getAbsolutePath());
    context.setInstanceManager(new SimpleInstanceManager());
    context.addLifecycleListener(
        event -> {
          if (Lifecycle.CONFIGURE_START_EVENT.equals(event.getType())) {
            context.setConfigured(true);
          } else if (Lifecycle.START_EVENT.equals(event.getType())) {
            tomcat.getService().removeConnector(connector);
          }
        });
    Tomcat.addServlet(context, "health", new Health()).addMapping("/actuator/health");
    tomcat.getHost().addChild(context);
  }

  /** Boot's SslConnectorCustomizer.customize, for the options the agent's article names. */
  private void customize(AbstractHttp11JsseProtocol<?> protocol) {
    protocol.setSSLEnabled(true);
    SSLHostConfig host = new SSLHostConfig();
    host.setHostName(protocol.getDefaultSSLHostConfigName());
    host.setSslProtocol("TLS");
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    String password = options.get("server.ssl.key-store-password", null);
    if (password != null) {
      certificate.setCertificateKeystorePassword(password);
    }
    String keyPassword = options.get("server.ssl.key-password", null);
    if (keyPassword != null) {
      certificate.setCertificateKeyPassword(keyPassword);
    }
    String alias = options.get("server.ssl.key-alias", null);
    if (alias != null) {
      certificate.setCertificateKeyAlias(alias);
    }
    String store = options.get("server.ssl.key-store", null);
    try {
      certificate.setCertificateKeystoreFile(resource(store).toString());
    } catch (Exception failure) {
      throw BootException.webServer("Could not load key store '" + store + "'", failure);
    }
    String type = options.get("server.ssl.key-store-type", null);
    if (type != null) {
      certificate.setCertificateKeystoreType(type);
    }
    host.addCertificate(certificate);
    protocol.addSslHostConfig(host);
    connector.setScheme("https");
    connector.setSecure(true);
  }

  /** Spring's ResourceUtils.getURL: what is no URL is a file, whether or not it exists. */
  private static URL resource(String location) throws MalformedURLException {
    if (location == null) {
      throw new IllegalArgumentException("Resource location must not be null");
    }
    try {
      return new URL(location);
    } catch (MalformedURLException notAnAddress) {
      return new File(location).toURI().toURL();
    }
  }

  /** Adds the connector back, which binds the port and opens the keystore. */
  private void start() {
    try {
      tomcat.getService().addConnector(connector);
      if (connector.getState() == LifecycleState.FAILED) {
        throw new IllegalStateException("Tomcat connector in failed state");
      }
    } catch (Exception failure) {
      if (isCausedByBinding(failure)) {
        throw new PortInUse(port);
      }
      throw BootException.webServer("Unable to start embedded Tomcat server", failure);
    }
    SERVER.info(
        "Tomcat started on port(s): " + connector.getLocalPort() + " (" + connector.getScheme()
            + ") with context path ''");
    Thread keepAlive = new Thread(() -> tomcat.getServer().await(), "container-0");
    keepAlive.setDaemon(false);
    keepAlive.start();
  }

  /** As Boot's PortInUseException.throwIfPortBindingException tells it from other refusals. */
  private static boolean isCausedByBinding(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("in use")) {
        return true;
      }
    }
    return false;
  }

  private void stopAndDelete(Path base) {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException alreadyStopped) {
      // Nothing is left to stop: the process ends anyway.
    }
    try (Stream<Path> paths = Files.walk(base)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException gone) {
      // The folder is temporary: leaving it is harmless.
    }
  }

  private static final class Health extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/vnd.spring-boot.actuator.v3+json");
      response.getOutputStream().print("{\"status\":\"UP\"}");
    }
  }

  /** Boot reports a taken port by its analysis alone, without a stack trace. */
  private static final class PortInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int port;

    PortInUse(int port) {
      super("Port " + port + " is already in use");
      this.port = port;
    }

    String analysis() {
      return String.join(
          "\n",
          "",
          "",
          "***************************",
          "APPLICATION FAILED TO START",
          "***************************",
          "",
          "Description:",
          "",
          "Web server failed to start. Port " + port + " was already in use.",
          "",
          "Action:",
          "",
          "Identify and stop the process that's listening on port " + port
              + " or configure this application to listen on another port.",
          "");
    }
  }
}
