import PadlockModel

extension ProductParts: Compiled {
  func write(to writer: inout ByteWriter) {
    services.write(to: &writer)
    calls.write(to: &writer)
    override.write(to: &writer)
    authorities.write(to: &writer)
    hostsTemplates.write(to: &writer)
    offMarks.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> ProductParts {
    ProductParts(
      services: try .read(from: &reader),
      calls: try .read(from: &reader),
      override: try .read(from: &reader),
      authorities: try .read(from: &reader),
      hostsTemplates: try .read(from: &reader),
      offMarks: try .read(from: &reader))
  }
}

extension ProductService: Compiled {
  func write(to writer: inout ByteWriter) {
    name.write(to: &writer)
    present.write(to: &writer)
    user.write(to: &writer)
    groups.write(to: &writer)
    configuration.write(to: &writer)
    additions.write(to: &writer)
    calls.write(to: &writer)
    checksItselfAt.write(to: &writer)
    certificateIn.write(to: &writer)
    process.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> ProductService {
    ProductService(
      name: try .read(from: &reader),
      present: try .read(from: &reader),
      user: try .read(from: &reader),
      groups: try .read(from: &reader),
      configuration: try .read(from: &reader),
      additions: try .read(from: &reader),
      calls: try .read(from: &reader),
      checksItselfAt: try .read(from: &reader),
      certificateIn: try .read(from: &reader),
      process: try .read(from: &reader))
  }
}

extension ProductCall: Compiled {
  func write(to writer: inout ByteWriter) {
    name.write(to: &writer)
    service.write(to: &writer)
    host.write(to: &writer)
    defaultHost.write(to: &writer)
    verify.write(to: &writer)
    mistakenVerify.write(to: &writer)
    mistakenSections.write(to: &writer)
    isLoopbackOnly.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> ProductCall {
    ProductCall(
      name: try .read(from: &reader),
      service: try .read(from: &reader),
      host: try .read(from: &reader),
      defaultHost: try .read(from: &reader),
      verify: try .read(from: &reader),
      mistakenVerify: try .read(from: &reader),
      mistakenSections: try .read(from: &reader),
      isLoopbackOnly: try .read(from: &reader))
  }
}

extension OverrideFile: Compiled {
  func write(to writer: inout ByteWriter) {
    path.write(to: &writer)
    link.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> OverrideFile {
    OverrideFile(
      path: try .read(from: &reader),
      link: try .read(from: &reader))
  }
}

extension AuthorityFiles: Compiled {
  func write(to writer: inout ByteWriter) {
    bundle.write(to: &writer)
    folder.write(to: &writer)
    ending.write(to: &writer)
    package.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> AuthorityFiles {
    AuthorityFiles(
      bundle: try .read(from: &reader),
      folder: try .read(from: &reader),
      ending: try .read(from: &reader),
      package: try .read(from: &reader))
  }
}

extension HostsTemplate: Compiled {
  func write(to writer: inout ByteWriter) {
    path.write(to: &writer)
    ownName.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> HostsTemplate {
    HostsTemplate(
      path: try .read(from: &reader),
      ownName: try .read(from: &reader))
  }
}

extension OffMark: Compiled {
  func write(to writer: inout ByteWriter) {
    path.write(to: &writer)
    line.write(to: &writer)
  }
  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> OffMark {
    OffMark(
      path: try .read(from: &reader),
      line: try .read(from: &reader))
  }
}
