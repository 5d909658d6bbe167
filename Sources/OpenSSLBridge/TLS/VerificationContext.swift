import COpenSSL
import Synchronization

/// A `STACK_OF(X509)` that keeps its certificates alive, freed when its value's life ends.
@safe struct UntrustedStack: ~Copyable {
  let raw: OpaquePointer
  let certificates: [VerifiableCertificate]

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  init(_ certificates: [VerifiableCertificate]) throws(TLSFailure) {
    guard let raw = unsafe OPENSSL_sk_new_null() else {
      throw .drainingQueue(during: "OPENSSL_sk_new_null")
    }
    unsafe self.raw = raw
    self.certificates = certificates
    for certificate in certificates {
      unsafe certificate.withPointer { pointer in
        unsafe _ = OPENSSL_sk_push(raw, UnsafeRawPointer(pointer))
      }
    }
  }

  deinit { unsafe OPENSSL_sk_free(raw) }
}

/// The problems of one verification, collected by a callback that lets OpenSSL go on.
private final class ProblemList: Sendable {
  private let problems = Mutex<[ChainProblem]>([])

  func add(_ problem: ChainProblem) {
    problems.withLock { list in
      let isKnown = list.contains { $0.kind == problem.kind && $0.depth == problem.depth }
      if list.count < 100, !isKnown || problem.kind == .other { list.append(problem) }
    }
  }

  var all: [ChainProblem] { problems.withLock { $0 } }
}

/// An `X509_STORE_CTX` over a store, a leaf and its company, freed when its value's life ends.
///
/// It keeps the store and the stack, because OpenSSL only borrows them.
@safe struct VerificationContext: ~Copyable {
  private let raw: OpaquePointer
  private let store: AnchorStore
  private let untrusted: UntrustedStack
  private let leaf: VerifiableCertificate
  private let problems = ProblemList()

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  init(
    _ store: AnchorStore, _ leaf: VerifiableCertificate,
    _ untrusted: consuming UntrustedStack
  ) throws(TLSFailure) {
    store.admit(issuersOf: [leaf] + untrusted.certificates)
    guard let raw = unsafe X509_STORE_CTX_new() else {
      throw .drainingQueue(during: "X509_STORE_CTX_new")
    }
    let storePointer = unsafe store.raw
    let stackPointer = unsafe untrusted.raw
    let isReady = unsafe leaf.withPointer { pointer in
      unsafe X509_STORE_CTX_init(raw, storePointer, pointer, stackPointer) == 1
    }
    guard isReady else {
      unsafe X509_STORE_CTX_free(raw)
      throw .drainingQueue(during: "X509_STORE_CTX_init")
    }
    unsafe self.raw = raw
    self.store = store
    self.untrusted = untrusted
    self.leaf = leaf
  }

  deinit { unsafe X509_STORE_CTX_free(raw) }

  /// Sets for what and when the chain has to be good.
  ///
  /// - Throws: `TLSFailure` when OpenSSL refuses a setting.
  borrowing func configure(time: Int, securityLevel: Int32) throws(TLSFailure) {
    guard let parameters = unsafe X509_STORE_CTX_get0_param(raw),
      unsafe X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER) == 1,
      unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN)) == 1
    else { throw .drainingQueue(during: "X509_VERIFY_PARAM_set_purpose") }
    unsafe X509_VERIFY_PARAM_set_time(parameters, time)
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, securityLevel)
  }

  /// Verifies, and returns every problem on the way.
  borrowing func verify() -> [ChainProblem] {
    let problems = problems
    return withExtendedLifetime(problems) {
      let context = unsafe Unmanaged.passUnretained(problems).toOpaque()
      unsafe _ = X509_STORE_CTX_set_ex_data(raw, 0, context)
      unsafe X509_STORE_CTX_set_verify_cb(raw) { isGood, context in
        guard isGood != 1, let pointer = unsafe X509_STORE_CTX_get_ex_data(context, 0) else {
          return isGood
        }
        let problems = unsafe Unmanaged<ProblemList>.fromOpaque(pointer).takeUnretainedValue()
        problems.add(
          ChainProblem(
            code: unsafe X509_STORE_CTX_get_error(context),
            depth: unsafe X509_STORE_CTX_get_error_depth(context)))
        return 1
      }
      let result = unsafe X509_verify_cert(raw)
      var all = problems.all
      if result != 1, all.isEmpty {
        all.append(ChainProblem(code: unsafe X509_STORE_CTX_get_error(raw), depth: 0))
      }
      ERR_clear_error()
      return all
    }
  }

  /// The chain as far as it was built.
  borrowing func builtChain() -> [VerifiableCertificate] {
    guard let chain = unsafe X509_STORE_CTX_get0_chain(raw) else { return [] }
    return unsafe TLSCertificates.all(of: chain)
  }
}
