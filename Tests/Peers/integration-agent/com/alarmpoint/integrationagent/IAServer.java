package com.alarmpoint.integrationagent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Java's own HTTPS server in the place of the Integration Agent: {@code IAServer HOME}.
 *
 * <p>It reads HOME/conf/IAConfig.xml for the service gateway, opens HOME/conf/.keystore with the
 * password that the agent is shipped with, serves what the SunX509 key manager picks, and writes
 * HOME/log/IntegrationAgent.txt in the agent's layout. A {@code <url>} of the primary servers is
 * called once, as a client.
 */
public final class IAServer {
  private static final char[] PASSWORD = "alarmpoint".toCharArray();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSS Z zzz", Locale.ENGLISH);

  private final Path home;
  private final Logger server = Logger.getLogger("com.sun.net.httpserver");

  private IAServer(Path home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws IOException {
    IAServer agent = new IAServer(Path.of(arguments[0]).toAbsolutePath());
    try {
      agent.run();
    } catch (Exception failure) {
      agent.log(
          "WrapperSimpleAppMain",
          "FATAL",
          "Exit code 87: The Mule server could not be started because an error of type class "
              + failure.getClass().getName()
              + " occurred.  Reason: "
              + failure.getMessage(),
          failure);
      System.exit(87);
    }
  }

  private void run() throws Exception {
    log("WrapperSimpleAppMain", "INFO", "Starting the Mule server", null);
    Document configuration =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(home.resolve("conf/IAConfig.xml").toFile());
    NodeList gateways = configuration.getElementsByTagName("service-gateway");
    if (gateways.getLength() == 1) {
      open((Element) gateways.item(0));
    }
    log("WrapperSimpleAppMain", "INFO", "The Mule server was started", null);
    NodeList addresses = configuration.getElementsByTagName("url");
    if (addresses.getLength() > 0) {
      call(addresses.item(0).getTextContent().trim());
    }
    Thread.currentThread().join();
  }

  private void open(Element gateway) throws Exception {
    int port = Integer.parseInt(gateway.getAttribute("port"));
    String host = gateway.getAttribute("host");
    InetSocketAddress address =
        host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    HttpServer listener;
    if (gateway.getAttribute("ssl").equals("true")) {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(context()));
      listener = secure;
    } else {
      listener = HttpServer.create(address, 0);
    }
    listener.createContext("/http/applications_sample-plan", IAServer::answer);
    reportHandshakes(port);
    listener.start();
  }

  private SSLContext context() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    try (InputStream in = new FileInputStream(home.resolve("conf/.keystore").toFile())) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void call(String address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    } catch (Exception failure) {
      log("Heartbeat", "ERROR", failure.toString(), failure);
    }
  }

  /** What the server itself says of failed handshakes, under the name of the agent's receiver. */
  private void reportHandshakes(int port) {
    server.setLevel(Level.ALL);
    server.setUseParentHandlers(false);
    server.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getThrown() instanceof SSLException failure) {
              log("https." + port + ".receiver", "ERROR", failure.toString(), null);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  private synchronized void log(String thread, String level, String message, Exception failure) {
    String line =
        ZonedDateTime.now().format(TIME) + " [" + thread + "] " + level + " - " + message + "\n";
    Path file = home.resolve("log/IntegrationAgent.txt");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (failure != null) {
        try (PrintStream out =
            new PrintStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
          failure.printStackTrace(out);
        }
      }
    } catch (IOException lost) {
      System.err.println(line + lost);
    }
  }
}
