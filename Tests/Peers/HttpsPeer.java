// Java's own HTTPS server on three free loopback ports, printed one a line: the first takes hellos
// for only.example alone, the others demand a client certificate, the third in TLS 1.2.
//
//   java HttpsPeer.java STORE.p12 CLIENT-ROOT.pem       the store's password is changeit

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileInputStream;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

public class HttpsPeer {
  public static void main(String[] arguments) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream file = new FileInputStream(arguments[0])) {
      store.load(file, "changeit".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, "changeit".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (FileInputStream file = new FileInputStream(arguments[1])) {
      trusted.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);

    SSLParameters named = context.getDefaultSSLParameters();
    named.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("only\\.example")));
    SSLParameters demanding = context.getDefaultSSLParameters();
    demanding.setNeedClientAuth(true);
    SSLParameters demandingEarly = context.getDefaultSSLParameters();
    demandingEarly.setNeedClientAuth(true);
    demandingEarly.setProtocols(new String[] {"TLSv1.2"});
    for (SSLParameters chosen : List.of(named, demanding, demandingEarly)) {
      HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              parameters.setSSLParameters(chosen);
            }
          });
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
          });
      server.start();
      System.out.println(server.getAddress().getPort());
    }
    System.out.println("ready");
  }
}
