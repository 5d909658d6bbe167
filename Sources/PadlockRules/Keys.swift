/// The keys that each mapping of the format may have; the loader and the schema share them.
enum Keys {
  static let article = ["id", "title", "url"]
  static let pack = ["prefix"]
  static let rule = [
    "id", "title", "severity", "frequency", "for-each", "applies", "confirmed", "suspected",
    "causes", "masks", "unless", "summary", "remedies", "references", "examples",
  ]
  static let remedy = ["title", "platform", "applies", "steps", "verify"]
  static let step = ["instruction", "command", "edit", "restart"]
  static let edit = ["setting", "to"]
  static let reference = ["article", "section"]
  static let example = ["name", "facts", "expect"]
  static let symptom = [
    "id", "situation", "title", "meaning", "accuses", "decided-by", "near",
    "diagnoses", "texts",
  ]
  static let symptomText = [
    "text", "software", "side", "versions", "whole-line", "ordinary-at-debug",
  ]
  static let question = ["id", "asks", "help", "choices", "applies"]
  static let choice = ["value", "label", "help"]
  static let product = [
    "id", "name", "traits", "listeners", "options", "installations", "settings", "sections",
    "includes",
  ]
  static let listener = [
    "name", "port", "local", "plain-probe", "legacy-probe", "health", "service",
  ]
  static let port = ["setting", "default"]
  static let health = ["path", "paths", "json"]
  static let options = ["prefix", "names", "known"]
  static let installation = [
    "platform", "home", "config", "logs", "service", "restart", "backups", "java",
    "variables", "parts",
  ]
  static let sections = ["block", "listeners", "keys", "inherit", "except", "switch"]
  static let parts = [
    "services", "calls", "override", "authorities", "hosts-templates", "off-marks",
  ]
  static let partService = [
    "name", "present", "user", "groups", "config", "additions", "calls", "checks-itself-at",
    "certificate-in", "process",
  ]
  static let call = [
    "name", "service", "host", "default-host", "verify", "mistaken-verify", "mistaken-sections",
    "loopback-only",
  ]
  static let override = ["path", "link"]
  static let authorities = ["bundle", "folder", "ending", "package"]
  static let hostsTemplate = ["path", "own-name"]
  static let offMark = ["path", "line"]
  static let configuration = ["path", "reader", "role", "markers", "takes-settings", "ignore-case"]
  static let log = ["path", "setting", "started", "ready", "failed", "https", "http"]
  static let service = ["name", "process", "home-argument"]
  static let setting = [
    "key", "keys", "secret", "required", "published-defaults", "placeholders", "default",
  ]
}
