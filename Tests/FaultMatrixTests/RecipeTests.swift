import Foundation
import TestSupport
import Testing

/// The import recipe of the Integration Agent's article, word for word.
@Suite(
  .serialized,
  .enabled(if: Machine.obstacle == nil, "\(Machine.obstacle ?? "")"),
  .enabled(if: Supplies.obstacle == nil, "\(Supplies.obstacle ?? "")"))
struct RecipeTests {
  @Test func `following it leaves a key under the password of its file, and the remedy cures it`()
    throws
  {
    try Supplies.prepare()
    let machine = try Machine()
    try machine.integrationAgent("apia")
    try machine.shell(
      """
      cd \(Machine.integrationHome)/conf
      printf 'alarmpoint\\n\(Supplies.pfxPassword)\\n' | keytool -importkeystore \
        -srckeystore \(Supplies.keystores)/ia-new.pfx -srcstoretype pkcs12 -destkeystore .keystore
      """)
    try machine.startIntegrationAgent()
    let (report, _) = try machine.diagnose(Machine.integrationOptions)
    let first = try #require(report.diagnoses.first, "\(report.summary)")
    #expect(first.id == "keystore.key-password-differs", "\(report.summary)")
    #expect(first.certainty == "confirmed")
    let commands = first.remedies.flatMap(\.steps).compactMap(\.command)
    let remedy = try #require(commands.first { $0.contains("-keypasswd") }, "\(commands)")
    #expect(remedy.contains(Machine.integrationHome + "/conf/.keystore"))
    #expect(remedy.contains("server"))
    try machine.shell(
      """
      cd \(Machine.integrationHome)/conf
      keytool -keypasswd -alias server -keystore .keystore -storepass alarmpoint \
        -keypass \(Supplies.pfxPassword) -new alarmpoint
      """)
    try machine.startIntegrationAgent()
    let (repaired, _) = try machine.diagnose(Machine.integrationOptions)
    #expect(repaired.errors.isEmpty, "\(repaired.summary)")
  }
}
