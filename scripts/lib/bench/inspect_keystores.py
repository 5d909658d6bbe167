"""Reading keystores: against keytool -list, which opens no key, and openssl pkcs12, which opens all."""

import keystores
import measure


def comparisons(bench):
    """One entry and many, keys opened; many with keys left closed; many PKCS#12 keys opened."""
    many = 100 if bench.quick else 1000
    jks = keystores.with_many_keys(bench, "JKS", many)
    pkcs12 = keystores.with_many_keys(bench, "PKCS12", many)
    for title, store, options in (
            ("JKS, 1 entry, key opened", keystores.with_one_key(bench), []),
            (f"JKS, {many:,} entries, keys opened", jks, []),
            (f"PKCS12, {many:,} entries, `--no-keys`", pkcs12, ["--no-keys"])):
        yield measure.Comparison(
            name="inspect", title=title,
            padlock=_inspect(bench, store) + options, padlock_work=_entries if options else _opened,
            # English, so that the entries are found in what it prints.
            peer=["keytool", "-J-Duser.language=en", "-list", "-keystore", store,
                  "-storepass", keystores.STORE_PASSWORD],
            peer_work=lambda output: output.count("PrivateKeyEntry"),
            peer_version=["java", "--version"], unit="entries", goal=0.15, memory_goal=128)
    yield measure.Comparison(
        name="inspect", title=f"PKCS12, {many:,} keys opened",
        padlock=_inspect(bench, pkcs12), padlock_work=_opened,
        peer=["openssl", "pkcs12", "-in", pkcs12, "-nodes", "-passin",
              f"pass:{keystores.STORE_PASSWORD}"],
        peer_work=lambda output: output.count("BEGIN PRIVATE KEY"),
        peer_version=["openssl", "version"], unit="keys", goal=1.2, memory_goal=128)


def _inspect(bench, store):
    return [bench.padlock, "inspect", store, "--password-file", keystores.password_file(bench)]


def _entries(output):
    return output.count(": private key, ")


def _opened(output):
    return output.count(": private key, the key opens")
