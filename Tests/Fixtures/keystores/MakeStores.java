import java.io.*;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keystores that keytool cannot, and says what Java finds in keystores.
 *
 * <p>java MakeStores.java make PEM-DIR OUT-DIR: from rsa.key, rsa.pem, … (PKCS8 DER and PEM) makes
 * the matrix of stores. java MakeStores.java many PEM-DIR FILE COUNT: one PKCS12 with many keys.
 * java MakeStores.java describe: reads lines "FILE TAB TYPE TAB PASSWORD TAB KEYPASSWORD" from
 * standard input ("-" is no password) and prints, with tabs between:
 * <pre>
 * store   FILE    opens|closed
 * entry   FILE    ALIAS-HEX   KIND    CREATED-SECONDS    opens|locked|-    SHA256,SHA256,…
 * </pre>
 */
public class MakeStores {
  static Path pems;
  static Path out;

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "make" -> {
        pems = Path.of(arguments[1]);
        out = Path.of(arguments[2]);
        make();
      }
      case "many" -> {
        pems = Path.of(arguments[1]);
        many(arguments[2], Path.of(arguments[3]), Integer.parseInt(arguments[4]));
      }
      case "pbmac1" -> pbmac1(Path.of(arguments[1]), Path.of(arguments[2]));
      case "describe" -> describe();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  static PrivateKey key(String name) throws Exception {
    byte[] der = Files.readAllBytes(pems.resolve(name + ".key"));
    String kind = name.startsWith("ec") ? "EC" : name.startsWith("dsa") ? "DSA" : "RSA";
    return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  static Certificate[] chain(String name) throws Exception {
    try (InputStream in = Files.newInputStream(pems.resolve(name + ".pem"))) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      return all.toArray(new Certificate[0]);
    }
  }

  static KeyStore blank(String type) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    return store;
  }

  static void save(KeyStore store, String file, String password) throws Exception {
    try (OutputStream stream = Files.newOutputStream(out.resolve(file))) {
      store.store(stream, password.toCharArray());
    }
  }

  static void make() throws Exception {
    String password = "changeit";
    String accented = "pässwörd-ключ-🔑";
    for (String type : List.of("JKS", "JCEKS", "PKCS12")) {
      String end = switch (type) { case "JKS" -> ".jks"; case "JCEKS" -> ".jceks"; default -> ".p12"; };
      for (String name : List.of("rsa", "ec", "dsa")) {
        KeyStore store = blank(type);
        store.setKeyEntry("Agent", key(name), password.toCharArray(), chain(name));
        save(store, name + end, password);
      }
      KeyStore differs = blank(type);
      differs.setKeyEntry("agent", key("rsa"), "keysecret".toCharArray(), chain("rsa"));
      save(differs, "key-differs" + end, password);

      KeyStore aliases = blank(type);
      aliases.setKeyEntry("with a space", key("rsa"), password.toCharArray(), chain("rsa"));
      aliases.setKeyEntry("UPPER", key("ec"), password.toCharArray(), chain("ec"));
      aliases.setKeyEntry("ключ ÄÖÜ 🔑", key("dsa"), password.toCharArray(), chain("dsa"));
      aliases.setCertificateEntry("Trusted CA", chain("rsa")[1]);
      save(aliases, "aliases" + end, password);

      KeyStore trust = blank(type);
      trust.setCertificateEntry("root", chain("rsa")[1]);
      trust.setCertificateEntry("other", chain("ec")[0]);
      save(trust, "certificates-only" + end, password);

      save(blank(type), "no-entries" + end, password);

      KeyStore foreign = blank(type);
      foreign.setKeyEntry("agent", key("rsa"), password.toCharArray(), chain("ec"));
      save(foreign, "mismatch" + end, password);

      // Java takes passwords beyond ASCII for JKS, for a JCEKS store but not its keys, and
      // not at all for PKCS12.
      if (!type.equals("PKCS12")) {
        KeyStore words = blank(type);
        String keyPassword = type.equals("JCEKS") ? password : accented;
        words.setKeyEntry("agent", key("rsa"), keyPassword.toCharArray(), chain("rsa"));
        save(words, "non-ascii" + end, accented);
      }

      if (type.equals("JKS")) continue;
      KeyStore mixed = blank(type);
      for (int i = 1; i <= 3; i++) {
        mixed.setKeyEntry("secret" + i, new SecretKeySpec(new byte[16 + 8 * (i - 1)], "AES"),
            password.toCharArray(), null);
        mixed.setKeyEntry("key" + i, key("rsa"), password.toCharArray(), chain("rsa"));
        mixed.setCertificateEntry("cert" + i, chain("ec")[0]);
      }
      save(mixed, "mixed" + end, password);
    }

    KeyStore secrets = blank("JCEKS");
    for (int i = 1; i <= 2; i++) {
      secrets.setKeyEntry("secret" + i, new SecretKeySpec(new byte[16], "AES"),
          password.toCharArray(), null);
    }
    save(secrets, "secrets.jceks", password);
    byte[] plain = key("rsa").getEncoded();
    writeByHand("equal-halves.jceks", 0xCECECECE, 2, encrypted(plain, 20), password);
    writeByHand("too-many-iterations.jceks", 0xCECECECE, 2, encrypted(plain, 5_000_001), password);
    KeyStore one = blank("JKS");
    one.setKeyEntry("a", key("rsa"), password.toCharArray(), chain("rsa"));
    save(one, "version1.jks", password);
    writeByHand("version1.jks", 0xFEEDFEED, 1, protectedKey("version1.jks"), password);

    KeyStore several = blank("PKCS12");
    several.setKeyEntry("first", key("rsa"), "one".toCharArray(), chain("rsa"));
    several.setKeyEntry("second", key("ec"), password.toCharArray(), chain("ec"));
    save(several, "two-passwords.p12", password);

    for (String algorithm : List.of("PBEWithSHA1AndRC2_40", "PBEWithSHA1AndRC2_128",
        "PBEWithSHA1AndDESede", "PBEWithSHA1AndRC4_128", "PBEWithHmacSHA512AndAES_128")) {
      KeyStore store = blank("PKCS12");
      store.setEntry("agent", new KeyStore.PrivateKeyEntry(key("rsa"), chain("rsa")),
          new KeyStore.PasswordProtection(password.toCharArray(), algorithm,
              new PBEParameterSpec(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2000)));
      save(store, "key-" + algorithm + ".p12", password);
    }

    KeyStore empty = blank("PKCS12");
    empty.setKeyEntry("agent", key("rsa"), new char[0], chain("rsa"));
    save(empty, "empty-password.p12", "");

    if (Security.getProvider("BC") == null) {
      try {
        Class<?> provider = Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider");
        Security.addProvider((Provider) provider.getDeclaredConstructor().newInstance());
      } catch (ClassNotFoundException none) {
        return;
      }
    }
    for (String type : List.of("BKS", "UBER")) {
      KeyStore store = KeyStore.getInstance(type, "BC");
      store.load(null, null);
      store.setKeyEntry("agent", key("rsa"), password.toCharArray(), chain("rsa"));
      save(store, "bouncy." + type.toLowerCase(Locale.ENGLISH), password);
    }
  }

  /** A key as JCEKS encrypts it, with a salt whose halves are equal. */
  static byte[] encrypted(byte[] plain, int rounds) throws Exception {
    String name = "PBEWithMD5AndTripleDES";
    SecretKey key = SecretKeyFactory.getInstance(name)
        .generateSecret(new PBEKeySpec("changeit".toCharArray()));
    PBEParameterSpec spec =
        new PBEParameterSpec(new byte[] {1, 2, 3, 4, 1, 2, 3, 4}, rounds);
    Cipher cipher = Cipher.getInstance(name);
    cipher.init(Cipher.ENCRYPT_MODE, key, spec);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance(name);
    parameters.init(spec);
    // 1.3.6.1.4.1.42.2.19.1, which javax.crypto.EncryptedPrivateKeyInfo does not know
    byte[] identifier = HexFormat.of().parseHex("06092b060104012a021301");
    return der(0x30, der(0x30, identifier, parameters.getEncoded()),
        der(0x04, cipher.doFinal(plain)));
  }

  static byte[] der(int tag, byte[]... parts) throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) content.write(part);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (content.size() < 128) {
      whole.write(content.size());
    } else {
      whole.write(0x82);
      whole.write(content.size() >> 8);
      whole.write(content.size());
    }
    content.writeTo(whole);
    return whole.toByteArray();
  }

  /** The encrypted key of a JKS store with one entry called "a". */
  static byte[] protectedKey(String file) throws Exception {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(out.resolve(file))))) {
      in.skipBytes(16);
      in.readUTF();
      in.readLong();
      return in.readNBytes(in.readInt());
    }
  }

  /** Writes a store with one key as Java's own loaders expect it. */
  static void writeByHand(String file, int magic, int version, byte[] key, String password)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(magic);
    data.writeInt(version);
    data.writeInt(1);
    data.writeInt(1);
    data.writeUTF("agent");
    data.writeLong(-86_400_500L);
    data.writeInt(key.length);
    data.write(key);
    Certificate[] chain = chain("rsa");
    data.writeInt(chain.length);
    for (Certificate certificate : chain) {
      if (version == 2) data.writeUTF("X.509");
      data.writeInt(certificate.getEncoded().length);
      data.write(certificate.getEncoded());
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    for (char c : password.toCharArray()) {
      digest.update((byte) (c >> 8));
      digest.update((byte) c);
    }
    digest.update("Mighty Aphrodite".getBytes(StandardCharsets.UTF_8));
    digest.update(bytes.toByteArray());
    data.write(digest.digest());
    Files.write(out.resolve(file), bytes.toByteArray());
  }

  /** Adds a MAC by PBMAC1 (RFC 9579) to a PKCS12 store that has none. */
  static void pbmac1(Path from, Path to) throws Exception {
    byte[] store = Files.readAllBytes(from);
    // SEQUENCE, INTEGER 3, SEQUENCE, data, [0], OCTET STRING: headers of 4, 3, 4, 11, 4, 4 bytes
    byte[] authenticated = Arrays.copyOfRange(store, 30, store.length);
    byte[] salt = {8, 7, 6, 5, 4, 3, 2, 1};
    byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(
        new PBEKeySpec("changeit".toCharArray(), salt, 2048, 256)).getEncoded();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    HexFormat hex = HexFormat.of();
    byte[] derivation = der(0x30, hex.parseHex("06092a864886f70d01050c"),
        der(0x30, der(0x04, salt), hex.parseHex("02020800"), hex.parseHex("020120"),
            der(0x30, hex.parseHex("06082a864886f70d020b"), hex.parseHex("0500"))));
    byte[] scheme = der(0x30, hex.parseHex("06082a864886f70d0209"), hex.parseHex("0500"));
    byte[] algorithm =
        der(0x30, hex.parseHex("06092a864886f70d01050e"), der(0x30, derivation, scheme));
    byte[] data = der(0x30, der(0x30, algorithm, der(0x04, mac.doFinal(authenticated))),
        der(0x04, salt), hex.parseHex("020101"));
    Files.write(to, der(0x30, Arrays.copyOfRange(store, 4, store.length), data));
  }

  static void many(String type, Path file, int count) throws Exception {
    KeyStore store = blank(type);
    PrivateKey key = key("ec");
    Certificate[] chain = chain("ec");
    for (int i = 0; i < count; i++) {
      store.setKeyEntry("entry " + i, key, "changeit".toCharArray(), chain);
    }
    out = file.toAbsolutePath().getParent();
    save(store, file.getFileName().toString(), "changeit");
  }

  static void describe() throws Exception {
    PrintStream print = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split("\t", -1);
      char[] password = parts[2].equals("-") ? null : parts[2].toCharArray();
      char[] keyPassword = parts[3].equals("-") ? password : parts[3].toCharArray();
      KeyStore store = KeyStore.getInstance(parts[1]);
      try (InputStream stream = Files.newInputStream(Path.of(parts[0]))) {
        store.load(stream, password);
      } catch (Exception closed) {
        print.println("store\t" + parts[0] + "\tclosed");
        continue;
      }
      print.println("store\t" + parts[0] + "\topens");
      for (String alias : Collections.list(store.aliases())) {
        describe(print, parts[0], store, alias, keyPassword);
      }
    }
    print.flush();
  }

  static void describe(
      PrintStream print, String file, KeyStore store, String alias, char[] password)
      throws Exception {
    String kind = "certificate";
    String opens = "-";
    if (store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
      kind = "secret-key";
    } else if (store.isKeyEntry(alias)) {
      kind = "private-key";
      if (password != null) {
        try {
          opens = store.getKey(alias, password) != null ? "opens" : "locked";
        } catch (Exception locked) {
          opens = "locked";
        }
      }
    }
    Certificate[] chain = store.getCertificateChain(alias);
    if (chain == null) {
      Certificate one = store.getCertificate(alias);
      chain = one == null ? new Certificate[0] : new Certificate[] {one};
    }
    StringJoiner digests = new StringJoiner(",");
    for (Certificate certificate : chain) {
      digests.add(hex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
    }
    print.println(String.join("\t", "entry", file, hex(alias.getBytes(StandardCharsets.UTF_8)),
        kind, String.valueOf(Math.floorDiv(store.getCreationDate(alias).getTime(), 1000)), opens,
        digests.toString()));
  }

  static String hex(byte[] bytes) {
    return bytes.length == 0 ? "" : HexFormat.of().formatHex(bytes);
  }
}
