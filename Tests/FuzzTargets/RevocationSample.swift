import Foundation

/// A certificate and its issuer's, fixed so that the answers about it in the corpus stay signed.
///
/// The issuer's key is not kept; `openssl ca -gencrl` and `openssl ocsp` made the first answers.
enum RevocationSample {
  /// A moment at which those answers are valid, in seconds since 1970.
  static let time: Int64 = 1_795_300_000

  static let issuer = der(
    """
    MIIBdTCCARugAwIBAgIUalQgmGYi0hu7I3l57DU0mD0lXCQwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwERnV6ejAgFw0y
    NjExMjExMjU4NTFaGA8yMTI2MTAyODEyNTg1MVowDzENMAsGA1UEAwwERnV6ejBZMBMGByqGSM49AgEGCCqGSM49AwEH
    A0IABMFN2lQF4DWSXqTNoWoUDtn3/SucOgg3hIgd2Jd0zbYkbY5CGe1Ug1feGYodUGam2dH8hueSNf7EopkcetSI4FCj
    UzBRMB0GA1UdDgQWBBTJaj5wiqkdrJlaxW1jYf24YG/QfTAfBgNVHSMEGDAWgBTJaj5wiqkdrJlaxW1jYf24YG/QfTAP
    BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCsGISjet5cNY1CbBB/83V3JCVdADMJ8S626PO7dGGYpwIg
    Fj/2TRR4GsdwCV4m0NPZU1Qw5/obwkQyufqJ74JVd34=
    """)

  static let leaf = der(
    """
    MIIBCDCBrwIBBzAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARGdXp6MCAXDTI2MTEyMTEyNTg1MVoYDzIxMjYxMDI4MTI1
    ODUxWjAQMQ4wDAYDVQQDDAVhZ2VudDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABK4PjSx9Ew15wB3EzbPYOR3skiRO
    UKzcpi03zGVoeHiOxeUQshU7wQ6utKxw7nzj9D7igLGHbosWohERXm1IgJ8wCgYIKoZIzj0EAwIDSAAwRQIgazQAV/KK
    3EK8kOjaAAIUZMZwISss8bxwdbyuPjUO+jQCIQDdAwkS/VrJh1hDrO8HtabZ8viI21m65WrZDfLzDuLYMw==
    """)

  private static func der(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
  }
}
