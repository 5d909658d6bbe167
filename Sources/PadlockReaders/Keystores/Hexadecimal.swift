/// Returns `value` as upper-case hexadecimal digits, two for each byte.
func hexadecimal<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, Value.bitWidth / 4 - digits.count)) + digits
}
