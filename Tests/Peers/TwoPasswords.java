import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;

/**
 * Writes a copy of a PKCS12 keystore whose private key has another password than the store, which
 * keytool refuses to make: {@code java TwoPasswords.java FROM TO ALIAS STORE-PASSWORD
 * KEY-PASSWORD}.
 */
public final class TwoPasswords {
  public static void main(String[] arguments) throws Exception {
    String alias = arguments[2];
    char[] storePassword = arguments[3].toCharArray();
    char[] keyPassword = arguments[4].toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(arguments[0])) {
      store.load(in, storePassword);
    }
    Key key = store.getKey(alias, storePassword);
    store.setKeyEntry(alias, key, keyPassword, store.getCertificateChain(alias));
    try (OutputStream out = new FileOutputStream(arguments[1])) {
      store.store(out, storePassword);
    }
  }
}
